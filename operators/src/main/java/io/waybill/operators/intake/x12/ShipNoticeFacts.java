package io.waybill.operators.intake.x12;

import io.waybill.operators.intake.message.MessageHeader;
import io.waybill.operators.intake.message.MessageType;
import io.waybill.operators.intake.message.Problem;
import io.waybill.operators.intake.message.Reason;
import io.waybill.operators.intake.message.References;
import io.waybill.operators.intake.message.When;
import io.waybill.schemas.Classifier;
import io.waybill.schemas.Milestone;
import io.waybill.schemas.Place;
import io.waybill.schemas.Reference;
import io.waybill.schemas.Shipped;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * 856: what a shipper has shipped, in levels (shipment, order, tare, pack, item). BSN-02 is the
 * shipment's name; BOL, PRO and orders link to it. Without one it goes by the strongest reference.
 */
final class ShipNoticeFacts extends TransactionFacts {

  static final MessageType TYPE =
      MessageType.of("856", "ship notice")
          .facts("Shipped", "Milestone", "Link")
          .milestones("SHIPMENT_ADVISED", "ESTIMATED_DELIVERY")
          .about("the shipment BSN-02, else BOL, PRO, PO")
          .note(
              "Links BOL, PRO and PO to BSN-02; handling units are those of MAN. BSN-01 01 takes back"
                  + " the lines that it lists.")
          .gaps(
              "lots and expiry of the items, contents of single packs, stock movements (the 945 "
                  + "gives them)");

  private static final String SHIPMENT = "S";
  private static final String ITEM = "I";
  private static final String ESTIMATED_DELIVERY = "017";
  private static final int MAX_DEPTH = 16;

  /** A level of the notice: its HL and what belongs to it alone. */
  private record Level(String id, String parent, String kind, Segments segments) {

    boolean isItem() {
      return kind.equals(ITEM);
    }

    boolean describesAnItem() {
      return segments.first("LIN") != null && segments.first("SN1") != null;
    }
  }

  private final Map<String, Level> levels = new TreeMap<>();

  ShipNoticeFacts(Incoming incoming) {
    super(incoming);
  }

  @Override
  void read() {
    Segment bsn = segments.first("BSN");
    When noticed = when(bsn, 3, 4, 0);
    Segments body = segments.before("CTT");
    List<Level> items = new ArrayList<>();
    Level shipment = levels(body, items);
    Segments shared = shipment == null ? new Segments(List.of()) : shipment.segments();
    Segment shippedOn = body.qualified("DTM", "011");
    When occurred = when(shippedOn, 2, 3, 4);
    String carrier = carrier(shared);
    List<Reference> references = references(body, shared, carrier);
    if (!bsn.has(2) && references.isEmpty()) {
      bsn.missing(2, "Send the shipment's number, or its BOL, PRO or PO.");
    }
    if (rejected(bsn, shippedOn)) {
      return;
    }
    Reference reference = bsn.has(2) ? References.shipment(bsn.element(2)) : references.get(0);
    MessageHeader header =
        header(
            sender() + "/" + reference.getValue(),
            noticed,
            Purpose.change(bsn.element(1)),
            reference);
    When when = occurred == null ? orCreated(noticed) : occurred;
    Place from = Parties.place(body, "SF", "SH", "SU");
    String node = Parties.name(body, sender(), "SF", "SH", "SU");
    milestone(header, shared, body, references, carrier, from, when);
    boolean expected = expected(header, shared, body, references, carrier);
    Map<String, Shipped> lines = new LinkedHashMap<>();
    int count = 0;
    for (Level item : items) {
      count++;
      item(lines, item, count, node);
    }
    lines.forEach(
        (subject, line) -> {
          MessageHeader own = line.getQuantity().signum() == 0 ? header.asRetraction() : header;
          facts.shipmentFact(own, subject, when, line);
        });
    if (header.retracted() && !expected) {
      estimatedDelivery(header, orCreated(noticed), ESTIMATED_DELIVERY, null, null);
    }
    if (bsn.has(2)) {
      links(header, references, bsn.element(2));
    }
    if (header.retracted() && items.isEmpty()) {
      linesStand("HL");
    }
  }

  /** Reads the levels; gives that of the shipment, null when there is none. */
  private Level levels(Segments body, List<Level> items) {
    Level shipment = null;
    List<Level> all = new ArrayList<>();
    for (Segments part : body.loops("HL")) {
      Segment hl = part.head();
      String id = hl.has(1) ? hl.element(1) : "#" + (all.size() + 1);
      Level level = new Level(id, hl.element(2), hl.element(3), part);
      levels.put(id, level);
      all.add(level);
      if (level.kind().equals(SHIPMENT) && shipment == null) {
        shipment = level;
      }
    }
    Set<String> nested = nested(all);
    for (Level level : all) {
      if (level.isItem() || level.describesAnItem() && !nested.contains(level.id())) {
        items.add(level);
      }
    }
    return shipment;
  }

  /**
   * Levels above or below one of an item: what they say of items is said there. A pack of one item
   * may have no level of its own for it.
   */
  private Set<String> nested(List<Level> all) {
    Set<String> nested = new HashSet<>();
    for (Level level : all) {
      if (level.isItem() || level.describesAnItem()) {
        for (Level above : above(level)) {
          nested.add(above.id());
          if (above.isItem()) {
            nested.add(level.id());
          }
        }
      }
    }
    return nested;
  }

  private List<Level> above(Level level) {
    List<Level> above = new ArrayList<>(4);
    Level next = level.parent().isEmpty() ? null : levels.get(level.parent());
    while (next != null && above.size() < MAX_DEPTH) {
      above.add(next);
      next = next.parent().isEmpty() ? null : levels.get(next.parent());
    }
    return above;
  }

  private static String carrier(Segments shared) {
    for (Segment td5 : shared.all("TD5")) {
      if (td5.element(2).equals("2") && td5.has(3)) {
        return withoutSeparator(td5.element(3));
      }
    }
    return "";
  }

  /** PRO and BOL of the shipment, then the orders, then of the levels: the strongest first. */
  private static List<Reference> references(Segments body, Segments shared, String carrier) {
    List<Reference> given = ReferenceQualifiers.of(shared, carrier);
    List<Reference> ordered = new ArrayList<>();
    for (String type : List.of("BOL", "PRO")) {
      for (Reference reference : given) {
        boolean usable = !type.equals("PRO") || !carrier.isEmpty();
        if (reference.getType().equals(type) && usable && !ordered.contains(reference)) {
          ordered.add(reference);
        }
      }
    }
    for (Segment prf : body.all("PRF")) {
      Reference order = new Reference("PO", "", prf.element(1));
      if (prf.isSound() && !ordered.contains(order)) {
        ordered.add(order);
      }
    }
    for (Reference reference : given) {
      if (!ordered.contains(reference)) {
        ordered.add(reference);
      }
    }
    // A pack has its own tracking number, an order its own bill of lading.
    for (Reference reference : ReferenceQualifiers.of(body, carrier)) {
      boolean named =
          reference.getType().equals("BOL")
              || !carrier.isEmpty() && reference.getIssuer().equals(carrier);
      if (named && !ordered.contains(reference)) {
        ordered.add(reference);
      }
    }
    return ordered;
  }

  private void milestone(
      MessageHeader header,
      Segments shared,
      Segments body,
      List<Reference> references,
      String carrier,
      Place from,
      When when) {
    Detail detail = new Detail("X12-353").carrier(carrier).place(from).references(references);
    for (Segment td1 : shared.all("TD1")) {
      Measures.add(detail, "PIECES", td1, 2, td1.element(1));
      Measures.add(detail, "WEIGHT", td1, 7, td1.element(8));
    }
    Measures.measured(detail, shared);
    HandlingUnits.add(detail, body);
    String equipment = null;
    for (Segment td3 : shared.all("TD3")) {
      equipment =
          (td3.element(2) + td3.element(3)).isEmpty() ? equipment : td3.element(2) + td3.element(3);
      detail.seal(td3.element(9));
    }
    String purpose = segments.first("BSN").element(1);
    facts.shipmentFact(
        header,
        "ship-notice",
        when,
        new Milestone(
            "SHIPMENT_ADVISED",
            purpose,
            null,
            Classifier.ACTUAL,
            from == null ? null : from.getFacility(),
            equipment,
            detail.build()));
  }

  /** When the shipper expects it to be delivered; false when the notice does not say. */
  private boolean expected(
      MessageHeader header,
      Segments shared,
      Segments body,
      List<Reference> references,
      String carrier) {
    Segment dtm = body.before("HL").qualified("DTM", ESTIMATED_DELIVERY);
    dtm = dtm == null ? shared.qualified("DTM", ESTIMATED_DELIVERY) : dtm;
    When when = when(dtm, 2, 3, 4);
    if (when == null || rejected(dtm)) {
      return false;
    }
    Place to = Parties.place(body, "ST", "CN");
    estimatedDelivery(
        header,
        when,
        ESTIMATED_DELIVERY,
        to == null ? null : to.getFacility(),
        new Detail("X12-374")
            .carrier(carrier)
            .place(to)
            .references(references)
            .appointment("ESTIMATED_DELIVERY")
            .build());
    return true;
  }

  /**
   * Several packs may hold the same line of an order: they are added up, so that a notice which
   * packs it otherwise replaces it. One with another item or unit stands for itself.
   */
  private void item(Map<String, Shipped> lines, Level item, int count, String node) {
    Segment lin = item.segments().first("LIN");
    Segment sn1 = item.segments().first("SN1");
    if (sn1 == null || lin == null) {
      reject(
          new Problem(
              Reason.MISSING,
              sn1 == null ? "SN1" : "LIN",
              "HL " + item.id(),
              "Send the item and the quantity shipped with each level I: LIN and SN1."));
      return;
    }
    BigDecimal quantity = sn1.quantity(2);
    String name = Items.among(lin, 2);
    if (name.isEmpty()) {
      lin.missing(3, "Send the item's number with its qualifier, in LIN02 and LIN03.");
    }
    if (rejected(item.segments().head(), lin, sn1)) {
      return;
    }
    String line = lin.has(1) ? lin.element(1) : sn1.has(1) ? sn1.element(1) : String.valueOf(count);
    Shipped packed = new Shipped(line, name, node, quantity, sn1.element(3));
    String subject = "shipped/" + order(item) + "/" + line;
    Shipped before = lines.get(subject);
    if (before == null) {
      lines.put(subject, packed);
    } else if (before.getItem().equals(name) && before.getUnit().equals(packed.getUnit())) {
      before.setQuantity(before.getQuantity().add(quantity));
    } else {
      lines.put(subject + "/" + item.id(), packed);
    }
  }

  /** The order that the item is of, as it or a level above it says; empty when none does. */
  private String order(Level item) {
    Level level = item;
    for (int depth = 0; level != null && depth < MAX_DEPTH; depth++) {
      Segment prf = level.segments().first("PRF");
      if (prf != null) {
        return prf.element(1);
      }
      level = level.parent().isEmpty() ? null : levels.get(level.parent());
    }
    return "";
  }
}
