package io.waybill.operators.intake.edifact;

import java.util.ArrayList;
import java.util.List;

/**
 * A segment as it came.
 *
 * @param position in its message, from 1 at UNH; 0 outside of messages
 * @param tag three letters, in a good message
 * @param elements each a list of repetitions, each a list of components
 * @param raw one character for each byte, without the terminator
 * @param fault what makes it unreadable, as a sentence; null when nothing does
 */
record Segment(
    int position, String tag, List<List<List<String>>> elements, String raw, String fault) {

  Segment at(int newPosition) {
    return new Segment(newPosition, tag, elements, raw, fault);
  }

  /** The first component of an element, which is counted from 1; empty when it is absent. */
  String element(int element) {
    return component(element, 1);
  }

  /** A component; element and component are counted from 1; empty when it is absent. */
  String component(int element, int component) {
    if (element > elements.size() || elements.get(element - 1).isEmpty()) {
      return "";
    }
    return part(elements.get(element - 1).get(0), component);
  }

  /** All composites from an element on, repetitions among them, as lists of components. */
  List<List<String>> composites(int from) {
    List<List<String>> composites = new ArrayList<>();
    for (int i = from; i <= elements.size(); i++) {
      composites.addAll(elements.get(i - 1));
    }
    return composites;
  }

  /** A component of a composite, counted from 1; empty when it is absent. */
  static String part(List<String> composite, int component) {
    return component > composite.size() ? "" : composite.get(component - 1);
  }

  boolean is(String tag) {
    return this.tag.equals(tag);
  }

  boolean is(String tag, String qualifier) {
    return is(tag) && element(1).equals(qualifier);
  }

  /** Whether an element has more than one component. */
  boolean isComposite(int element) {
    return element <= elements.size()
        && !elements.get(element - 1).isEmpty()
        && elements.get(element - 1).get(0).size() > 1;
  }

  /** As people name an element: the segment's tag and place, such as BGM03 or QTY01.2. */
  String name(int element, int component) {
    String named = tag.matches("[A-Z0-9]{1,3}") ? tag : "segment";
    if (element == 0) {
      return named;
    }
    String place = named + "%02d".formatted(element);
    return component > 1 || isComposite(element) ? place + "." + component : place;
  }
}
