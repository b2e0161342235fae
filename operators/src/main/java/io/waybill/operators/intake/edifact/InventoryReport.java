package io.waybill.operators.intake.edifact;

import io.waybill.operators.intake.message.MessageHeader;
import io.waybill.operators.intake.message.MessageType;
import io.waybill.operators.intake.message.StockMoves;
import io.waybill.operators.intake.message.When;
import io.waybill.schemas.Bucket;
import io.waybill.schemas.StockCount;
import io.waybill.schemas.StockMovement;
import io.waybill.schemas.StockPlace;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * INVRPT, the inventory report. A quantity that stands (QTY 145, 17 and others) is a count; one
 * that an INV segment gives a direction is a movement: scrapped goods (reason 3) or a difference.
 * Receipts and despatches (reasons 1 and 2) move nothing here: RECADV and DESADV report them, and
 * counting them twice would be worse than a dead letter. A line that is bad becomes a dead letter;
 * its neighbours flow.
 */
final class InventoryReport {

  static final MessageType TYPE =
      MessageType.of("INVRPT", "inventory report")
          .facts("StockCount", "StockMovement")
          .about("owner and item")
          .note("Receipts and despatches in it move nothing: RECADV and DESADV report them.")
          .gaps("stock by place within a warehouse, planned quantities, prices");

  private static final Set<String> LATER = Set.of("LIN", "UNS");
  private static final List<String> COUNTED = List.of("366", "356", "179", "91", "7", "334");

  /** Status of what stands, by data element 6063. */
  private static final Map<String, String> STANDING =
      Map.of(
          "145", StockMoves.GOOD,
          "17", StockMoves.GOOD,
          "124", "DAMAGED",
          "89", "HOLD",
          "96", "HOLD",
          "66", "RESERVED");

  /**
   * Quantities that plan, look back (ordered, despatched, received, sold ...) or tell what a pack
   * holds; they say nothing of what stands.
   */
  private static final Set<String> PLANS =
      Set.of(
          "97", "98", "146", "157", "197", "198", "31E", "32E", "81", "12", "21", "46", "47", "48",
          "52", "59", "83", "113", "152", "153");

  /** Status of stock, by data element 7491. */
  private static final Map<String, String> KINDS =
      Map.of("1", StockMoves.GOOD, "2", "DAMAGED", "3", "BONDED", "4", "RESERVED");

  private final Reading reading;
  private final Document document;
  private final MessageHeader header;
  private final String owner;

  private InventoryReport(Reading reading, Document document, String owner) {
    this.reading = reading;
    this.document = document;
    this.owner = owner;
    header = document.messageHeader(null);
  }

  static void read(Reading reading) {
    SegmentGroup body = reading.body();
    reading
        .part(
            () -> {
              Document document = new Document(reading, body.before(LATER));
              Optional<String> owner =
                  document
                      .parties()
                      .who("GO", "OW", "BY", "SU", "SE")
                      .or(() -> document.parties().recipient());
              if (owner.isEmpty()) {
                reading.missing("NAD", "Name the owner of the goods: NAD with GO or BY.");
              }
              if (body.first("LIN").isEmpty()) {
                reading.missing("LIN", "Send at least one line, a LIN segment.");
              }
              return new InventoryReport(reading, document, owner.orElse(""));
            })
        .ifPresent(report -> report.lines(body));
  }

  private void lines(SegmentGroup body) {
    for (SegmentGroup group : body.groups("LIN", Set.of("UNS"))) {
      reading
          .part(() -> line(group))
          .ifPresent(
              line ->
                  quantities(line)
                      .forEach(quantity -> reading.part(() -> quantity(line, quantity))));
    }
  }

  private GoodsLine line(SegmentGroup group) {
    if (group.first("QTY").isEmpty()) {
      reading.missingBehind(group.lead(), "QTY", "Send a quantity behind the line: QTY with 145.");
    }
    return GoodsLine.of(reading, group).get(0);
  }

  /** Each QTY with what is said of it: an INV stands behind it, or before the QTY that it is of. */
  private static List<SegmentGroup> quantities(GoodsLine line) {
    SegmentGroup head = line.group().before(Set.of("QTY"));
    if (head.first("INV").isEmpty()) {
      return line.group().groups("QTY", Set.of());
    }
    List<SegmentGroup> quantities = new ArrayList<>();
    for (SegmentGroup ofInventory : line.group().groups("INV", Set.of())) {
      for (SegmentGroup quantity : ofInventory.groups("QTY", Set.of())) {
        List<Segment> together = new ArrayList<>(quantity.segments());
        together.add(ofInventory.lead());
        quantities.add(new SegmentGroup(together));
      }
    }
    return quantities;
  }

  private void quantity(GoodsLine line, SegmentGroup group) {
    Segment qty = group.lead();
    Optional<Segment> inv = group.first("INV");
    Optional<BigDecimal> quantity = reading.quantity(qty, 1, 2);
    Optional<When> when = when(line, group);
    String node = node(line, group);
    if (quantity.isEmpty() || when.isEmpty()) {
      return;
    }
    String qualifier = qty.element(1);
    String kind = inv.map(segment -> segment.element(2)).orElse("");
    String status =
        kind.isEmpty()
            ? STANDING.getOrDefault(qualifier, StockMoves.GOOD)
            : KINDS.getOrDefault(kind, "UNECE-7491-" + kind);
    StockPlace place = new StockPlace(Bucket.ON_HAND, node, status);
    boolean stands = STANDING.containsKey(qualifier) || PLANS.contains(qualifier);
    boolean directed = inv.isPresent() && !inv.get().element(1).isEmpty();
    if (directed && (!stands || isMoved(line, inv.get()))) {
      movement(line, qty, inv.get(), quantity.get(), place, when.get());
    } else if (STANDING.containsKey(qualifier)) {
      count(line, group, qty, new StockCount(place, quantity.get(), null), when.get());
    } else if (!PLANS.contains(qualifier)) {
      reading.unsupported(
          qty, 1, 1, "Send what stands as QTY with 145, or say its direction by an INV segment.");
    }
  }

  /**
   * Whether an INV says that the stock itself moved. One without a reason does not; and beside a
   * quantity of its movement (156) what stands is the stock after it.
   */
  private static boolean isMoved(GoodsLine line, Segment inv) {
    if (inv.element(3).isEmpty()) {
      return false;
    }
    return line.group().groups("INV", Set.of()).stream()
        .filter(group -> group.lead() == inv)
        .noneMatch(group -> group.first("QTY", List.of("156")).isPresent());
  }

  private void count(GoodsLine line, SegmentGroup group, Segment qty, StockCount count, When when) {
    String lot = lot(line, group);
    count.setLot(lot.isEmpty() ? null : lot);
    String unit = GoodsLine.unit(reading, qty);
    String subject =
        "count/%s/%s/%s/%s"
            .formatted(
                count.getPlace().getNode(),
                count.getPlace().getStatus(),
                lot,
                Instant.ofEpochMilli(when.at()));
    reading.say(
        () -> reading.facts().stockCount(header, subject, when, owner, line.item(), unit, count));
  }

  private void movement(
      GoodsLine line, Segment qty, Segment inv, BigDecimal quantity, StockPlace place, When when) {
    String direction = inv.element(1);
    String reason = inv.element(3);
    if (!direction.equals("1") && !direction.equals("2")) {
      reading.invalid(inv, 1, 1, "Send 1 for a movement out, 2 for one in.");
      return;
    }
    if (reason.equals("1") || reason.equals("2")) {
      reading.unsupported(
          inv, 3, 1, "Report receipts by RECADV and despatches by DESADV; here they move nothing.");
      return;
    }
    StockPlace other =
        new StockPlace(
            reason.equals("3") ? Bucket.SCRAP : Bucket.ADJUSTMENT, "", place.getStatus());
    boolean out = direction.equals("1");
    StockMovement movement =
        new StockMovement(
            owner,
            line.item(),
            quantity,
            GoodsLine.unit(reading, qty),
            out ? place : other,
            out ? other : place);
    String subject =
        "inventory/%s/%s/%d".formatted(document.sender(), document.number(), qty.position());
    StockMoves stock = new StockMoves(reading.facts(), header, owner);
    reading.say(() -> stock.moved(subject, movement, when));
  }

  private Optional<When> when(GoodsLine line, SegmentGroup group) {
    for (SegmentGroup place : List.of(group, line.group(), document.header())) {
      Optional<Segment> dtm = place.first("DTM", COUNTED);
      if (dtm.isPresent()) {
        return reading.when(dtm.get());
      }
    }
    return Optional.of(document.created());
  }

  /** The warehouse: a LOC that says so, or the party that keeps or reports the stock. */
  private String node(GoodsLine line, SegmentGroup group) {
    List<SegmentGroup> places = List.of(group, line.group(), document.header());
    for (SegmentGroup place : places) {
      Optional<String> node =
          place.first("LOC", List.of("18", "14")).map(loc -> reading.name(loc, 2, 1));
      Optional<String> party = new Parties(reading, place).who("WH", "GY", "SN", "DP", "ST");
      if (node.isPresent() || party.isPresent()) {
        return node.filter(name -> !name.isEmpty()).or(() -> party).orElse("");
      }
    }
    Optional<String> reporter =
        document.parties().who("DS", "DB", "BY").or(() -> document.parties().sender());
    if (reporter.isEmpty()) {
      reading.missing("LOC", "Name the warehouse: LOC with 18, or NAD with WH or GY.");
    }
    return reporter.orElse("");
  }

  /** The batch number: PIA with NB, GIN with BX, or RFF with BT. */
  private String lot(GoodsLine line, SegmentGroup group) {
    for (Segment segment : line.group().segments()) {
      int composite = 2;
      for (List<String> parts :
          segment.is("PIA") ? segment.composites(2) : List.<List<String>>of()) {
        if (Segment.part(parts, 2).equals("NB")) {
          return reading.text(segment, composite, 1);
        }
        composite++;
      }
    }
    return group
        .first("GIN", List.of("BX"))
        .map(gin -> reading.text(gin, 2, 1))
        .or(() -> group.first("RFF", List.of("BT")).map(rff -> reading.text(rff, 1, 2)))
        .orElse("");
  }
}
