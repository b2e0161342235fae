package io.waybill.operators.intake.x12;

import java.util.List;
import java.util.Set;

/** Which item a line is about: pairs of a qualifier (data element 235) and a number. */
final class Items {

  /** Whose number of the item is taken, if there are several: the depositor's or seller's first. */
  private static final List<String> PREFERRED =
      List.of("SK", "VN", "VC", "VP", "VA", "IN", "BP", "PI", "CB", "MG", "EN", "UP", "UA", "UK");

  /**
   * Numbers that stand among those of an item and name something else: an order, its line, a lot, a
   * serial number, a heat, a revision, a colour, a size. One of them is taken only when no other
   * number is given.
   */
  private static final Set<String> OF_SOMETHING_ELSE =
      Set.of(
          "PO", "VO", "PL", "LT", "B8", "SN", "HN", "CR", "EC", "DR", "RY", "CL", "BO", "IZ", "SZ",
          "PD", "CH");

  private static final int QUALIFIER_LENGTH = 2;

  private Items() {}

  /** Among pairs that begin at an element, to the end of the segment; empty when there is none. */
  static String among(Segment segment, int from) {
    return among(segment, from, segment.size());
  }

  static String among(Segment segment, int from, int last) {
    String best = "";
    int rank = Integer.MAX_VALUE;
    for (int number = from; number + 1 <= last; number += 2) {
      int candidate = rank(segment.element(number));
      if (segment.has(number) && segment.has(number + 1) && candidate < rank) {
        best = segment.element(number + 1);
        rank = candidate;
      }
    }
    return best;
  }

  static String inWarehouse(Segment segment, int caseCode, int from, int last) {
    return inWarehouse(segment, caseCode, from, last, 0);
  }

  /**
   * Of a warehouse segment: pairs, or else the U.P.C. case code.
   *
   * @param further qualifier of a pair that stands further behind; it counts when those before it
   *     name no item, or something else than the item, and harms nothing otherwise; 0 for none
   */
  static String inWarehouse(Segment segment, int caseCode, int from, int last, int further) {
    String item = among(segment, from, last);
    if (further > 0 && (item.isEmpty() || namesSomethingElse(segment, from, last))) {
      boolean qualified = segment.element(further).length() == QUALIFIER_LENGTH;
      String behind = qualified ? among(segment, further, further + 1) : "";
      boolean better = item.isEmpty() || !OF_SOMETHING_ELSE.contains(segment.element(further));
      item = !behind.isEmpty() && better ? behind : item;
    }
    if (item.isEmpty()) {
      item = segment.element(caseCode);
    }
    if (item.isEmpty()) {
      segment.missing(
          from + 1, "Send the item's number with its qualifier, or its U.P.C. case code.");
    }
    return item;
  }

  private static boolean namesSomethingElse(Segment segment, int from, int last) {
    for (int number = from; number + 1 <= last; number += 2) {
      if (segment.has(number + 1) && !OF_SOMETHING_ELSE.contains(segment.element(number))) {
        return false;
      }
    }
    return true;
  }

  private static int rank(String qualifier) {
    int preferred = PREFERRED.indexOf(qualifier);
    if (preferred >= 0) {
      return preferred;
    }
    return OF_SOMETHING_ELSE.contains(qualifier) ? PREFERRED.size() + 1 : PREFERRED.size();
  }
}
