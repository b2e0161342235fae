package io.waybill.operators.intake.x12;

import java.util.List;

/** Which item a line is about: pairs of a qualifier (data element 235) and a number. */
final class Items {

  /** Whose number of the item is taken, if there are several: the depositor's or seller's first. */
  private static final List<String> PREFERRED =
      List.of("SK", "VN", "VC", "VP", "VA", "IN", "BP", "PI", "CB", "MG", "EN", "UP", "UA", "UK");

  private Items() {}

  /** Among pairs that begin at an element, to the end of the segment; empty when there is none. */
  static String among(Segment segment, int from) {
    return among(segment, from, segment.size());
  }

  static String among(Segment segment, int from, int last) {
    String best = "";
    int rank = Integer.MAX_VALUE;
    for (int number = from; number + 1 <= last; number += 2) {
      int preferred = PREFERRED.indexOf(segment.element(number));
      int candidate = preferred < 0 ? PREFERRED.size() : preferred;
      if (segment.has(number) && segment.has(number + 1) && candidate < rank) {
        best = segment.element(number + 1);
        rank = candidate;
      }
    }
    return best;
  }

  /** Of a warehouse segment: pairs, or else the U.P.C. case code. */
  static String inWarehouse(Segment segment, int caseCode, int from, int last) {
    String item = among(segment, from, last);
    if (item.isEmpty()) {
      item = segment.element(caseCode);
    }
    if (item.isEmpty()) {
      segment.missing(
          from + 1, "Send the item's number with its qualifier, or its U.P.C. case code.");
    }
    return item;
  }
}
