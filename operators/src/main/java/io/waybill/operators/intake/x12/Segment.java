package io.waybill.operators.intake.x12;

import java.util.List;

/**
 * A segment as it came.
 *
 * @param text without its terminator
 * @param elements its parts; the first one is the tag
 */
record Segment(String text, List<String> elements) {

  String tag() {
    return elements.get(0);
  }

  /** An element by its number, from 1; empty when it is absent. */
  String element(int number) {
    return number < elements.size() ? elements.get(number).strip() : "";
  }
}
