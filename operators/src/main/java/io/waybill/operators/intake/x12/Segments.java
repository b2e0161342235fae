package io.waybill.operators.intake.x12;

import java.util.ArrayList;
import java.util.List;

/** Segments that stand together: those of a transaction, or of one turn of a loop. */
record Segments(List<Segment> list) {

  Segments {
    list = List.copyOf(list);
  }

  /** The first of a tag; null when there is none. */
  Segment first(String tag) {
    for (Segment segment : list) {
      if (segment.is(tag)) {
        return segment;
      }
    }
    return null;
  }

  /**
   * The first of a tag whose first element has one of the values, the first value before others.
   */
  Segment qualified(String tag, String... qualifiers) {
    for (String qualifier : qualifiers) {
      for (Segment segment : list) {
        if (segment.is(tag) && segment.element(1).equals(qualifier)) {
          return segment;
        }
      }
    }
    return null;
  }

  /** All of the tags, in their order. */
  List<Segment> all(String... tags) {
    List<Segment> found = new ArrayList<>();
    for (Segment segment : list) {
      if (isOneOf(segment, tags)) {
        found.add(segment);
      }
    }
    return found;
  }

  /** What stands before the first segment of the tags. */
  Segments before(String... tags) {
    for (int i = 0; i < list.size(); i++) {
      if (isOneOf(list.get(i), tags)) {
        return new Segments(list.subList(0, i));
      }
    }
    return this;
  }

  /** What stands behind the last segment of a tag; nothing when there is none. */
  Segments behindLast(String tag) {
    for (int i = list.size() - 1; i >= 0; i--) {
      if (list.get(i).is(tag)) {
        return new Segments(list.subList(i + 1, list.size()));
      }
    }
    return new Segments(List.of());
  }

  /** The turns of a loop: each begins with a segment of the tags and ends before the next one. */
  List<Segments> loops(String... tags) {
    List<Segments> loops = new ArrayList<>();
    int from = -1;
    for (int i = 0; i < list.size(); i++) {
      if (isOneOf(list.get(i), tags)) {
        if (from >= 0) {
          loops.add(new Segments(list.subList(from, i)));
        }
        from = i;
      }
    }
    if (from >= 0) {
      loops.add(new Segments(list.subList(from, list.size())));
    }
    return loops;
  }

  /** The segment that begins this turn of a loop. */
  Segment head() {
    return list.get(0);
  }

  private static boolean isOneOf(Segment segment, String[] tags) {
    for (String tag : tags) {
      if (segment.is(tag)) {
        return true;
      }
    }
    return false;
  }
}
