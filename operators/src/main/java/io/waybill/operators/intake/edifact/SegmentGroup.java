package io.waybill.operators.intake.edifact;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Segments that belong together: a message's header, a line with what follows it. */
record SegmentGroup(List<Segment> segments) {

  Segment lead() {
    return segments.get(0);
  }

  List<Segment> all(String tag) {
    return segments.stream().filter(segment -> segment.is(tag)).toList();
  }

  Optional<Segment> first(String tag) {
    return segments.stream().filter(segment -> segment.is(tag)).findFirst();
  }

  /** The first segment with the first of the qualifiers that any has. */
  Optional<Segment> first(String tag, List<String> qualifiers) {
    for (String qualifier : qualifiers) {
      for (Segment segment : segments) {
        if (segment.is(tag, qualifier)) {
          return Optional.of(segment);
        }
      }
    }
    return Optional.empty();
  }

  /** What stands before the first segment with one of the tags. */
  SegmentGroup before(Set<String> tags) {
    int end = 0;
    while (end < segments.size() && !tags.contains(segments.get(end).tag())) {
      end++;
    }
    return new SegmentGroup(segments.subList(0, end));
  }

  SegmentGroup without(Set<String> tags) {
    return new SegmentGroup(
        segments.stream().filter(segment -> !tags.contains(segment.tag())).toList());
  }

  /** Each segment with a tag, with what follows until the next of them or one that ends them. */
  List<SegmentGroup> groups(String tag, Set<String> ends) {
    List<SegmentGroup> groups = new ArrayList<>();
    int start = -1;
    for (int i = 0; i <= segments.size(); i++) {
      boolean end = i == segments.size() || ends.contains(segments.get(i).tag());
      boolean begin = !end && segments.get(i).is(tag);
      if (start >= 0 && (begin || end)) {
        groups.add(new SegmentGroup(segments.subList(start, i)));
      }
      start = begin ? i : end ? -1 : start;
    }
    return groups;
  }

  /** What stands behind the first segment with a tag, from it on; empty without one. */
  SegmentGroup from(String tag, String qualifier) {
    for (int i = 0; i < segments.size(); i++) {
      if (segments.get(i).is(tag, qualifier)) {
        return new SegmentGroup(segments.subList(i, segments.size()));
      }
    }
    return new SegmentGroup(List.of());
  }
}
