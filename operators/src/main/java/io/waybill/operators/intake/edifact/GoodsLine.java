package io.waybill.operators.intake.edifact;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A line of a document about goods, LIN with what follows it.
 *
 * @param line its name: the order line's number when the message gives it and it tells the lines
 *     apart by item, or else the line's own number, or else its place in the message
 * @param item the number that LIN or PIA gives
 */
record GoodsLine(String line, String item, SegmentGroup group) {

  /** A quantity without a unit counts the units of the item that LIN names. */
  static final String PIECES = "PCE";

  private static final Set<String> ENDS = Set.of("UNS", "CPS", "ALC");
  private static final int MAX_NAME = 35;

  static List<GoodsLine> of(Reading reading, SegmentGroup body) {
    List<SegmentGroup> groups = body.groups("LIN", ENDS);
    if (groups.isEmpty()) {
      reading.missing("LIN", "Send at least one line, a LIN segment.");
    }
    List<String> items = groups.stream().map(group -> item(reading, group)).toList();
    List<String> byOrder = groups.stream().map(GoodsLine::orderLine).toList();
    List<String> byNumber = groups.stream().map(group -> number(group.lead().element(1))).toList();
    List<GoodsLine> lines = new ArrayList<>();
    boolean order = orders(groups) <= 1 && tellApart(byOrder, items, true);
    boolean number = tellApart(byNumber, items, false);
    for (int i = 0; i < groups.size(); i++) {
      String line = order ? byOrder.get(i) : number ? byNumber.get(i) : String.valueOf(i + 1);
      lines.add(new GoodsLine(line, items.get(i), groups.get(i)));
    }
    return lines;
  }

  /** The unit of a quantity. */
  static String unit(Reading reading, Segment qty) {
    String unit = reading.text(qty, 1, 3);
    return unit.isEmpty() ? PIECES : unit;
  }

  /** The first QTY with one of the qualifiers. */
  Optional<Segment> quantity(String... qualifiers) {
    return group.first("QTY", List.of(qualifiers));
  }

  /** Whether names are there for all lines, and each for one line; or, if shared, for one item. */
  private static boolean tellApart(List<String> names, List<String> items, boolean shared) {
    Map<String, String> itemOf = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      String other = itemOf.putIfAbsent(names.get(i), items.get(i));
      boolean clash = other != null && (!shared || !other.equals(items.get(i)));
      if (names.get(i).isEmpty() || clash) {
        return false;
      }
    }
    return true;
  }

  /** How many orders the lines name; the line numbers of several do not tell lines apart. */
  private static long orders(List<SegmentGroup> groups) {
    return groups.stream()
        .flatMap(group -> group.first("RFF", List.of("ON")).stream())
        .map(rff -> rff.component(1, 2))
        .distinct()
        .count();
  }

  private static String orderLine(SegmentGroup group) {
    return group
        .first("RFF", List.of("ON"))
        .map(rff -> number(rff.component(1, 3)))
        .filter(line -> !line.isEmpty())
        .orElseGet(
            () ->
                group
                    .first("RFF", List.of("LI"))
                    .map(rff -> number(rff.component(1, 2)))
                    .orElse(""));
  }

  private static String number(String text) {
    boolean clean = text.length() <= MAX_NAME && Details.fitting(text).isPresent();
    return clean ? text.replaceFirst("^0+(?=.)", "") : "";
  }

  private static String item(Reading reading, SegmentGroup group) {
    Segment lin = group.lead();
    String named = reading.name(lin, 3, 1);
    String item =
        Stream.concat(
                Stream.of(named), group.all("PIA").stream().map(pia -> reading.name(pia, 2, 1)))
            .filter(text -> !text.isEmpty())
            .findFirst()
            .orElse("");
    if (item.isEmpty()) {
      reading.missing(lin, 3, 1, "Send the item's number in LIN03, or in a PIA behind the LIN.");
    }
    return item;
  }
}
