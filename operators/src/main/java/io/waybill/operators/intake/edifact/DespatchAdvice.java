package io.waybill.operators.intake.edifact;

import io.waybill.operators.intake.message.MessageHeader;
import io.waybill.operators.intake.message.MessageType;
import io.waybill.operators.intake.message.StockMoves;
import io.waybill.operators.intake.message.When;
import io.waybill.schemas.Bucket;
import io.waybill.schemas.Classifier;
import io.waybill.schemas.Milestone;
import io.waybill.schemas.MilestoneDetail;
import io.waybill.schemas.Reference;
import io.waybill.schemas.Shipped;
import io.waybill.schemas.StockPlace;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * DESADV, the despatch advice: what was shipped, by line, with its way into transit and the
 * references of the shipment. Lines that repeat an order line with the same item and unit, carton
 * by carton, are added up.
 */
final class DespatchAdvice {

  static final MessageType TYPE =
      MessageType.of("DESADV", "despatch advice")
          .facts("Shipped", "StockMovement", "Milestone", "Link")
          .milestones("SHIPMENT_ADVISED", "ESTIMATED_DELIVERY", "ESTIMATED_ARRIVAL")
          .about("the shipment BGM-02")
          .note(
              "Cartons of one order line are added up. Goods come from SUPPLIER, or ON_HAND when "
                  + "the profile says so.")
          .gaps("lots, which package holds what, packaging types");

  private static final Set<String> LATER = Set.of("CPS", "LIN", "UNS");
  private static final List<String> DESPATCHED = List.of("11", "186", "110", "10");

  private DespatchAdvice() {}

  static void read(Reading reading) {
    reading.part(() -> shipped(reading));
    reading.part(() -> TakenBack.lines(reading));
  }

  private static void shipped(Reading reading) {
    SegmentGroup body = reading.body();
    Document document = new Document(reading, body.before(LATER));
    FoundReferences references = document.references().addAll(body);
    Optional<Reference> reference = references.strongest();
    if (reference.isEmpty()) {
      reading.missing("BGM02.1", "Number the despatch advice in BGM.");
      return;
    }
    MessageHeader header = document.messageHeader(reference.get());
    When when = reading.when(document.header(), DESPATCHED).orElse(document.created());
    if (document.isCancelled() && body.first("LIN").isEmpty()) {
      advised(reading, document, header, when, references.all());
      return;
    }
    boolean own = reading.profile().despatchFrom() == Bucket.ON_HAND;
    String seller = document.parties().who("SF", "SE", "SU", "CZ", "PW").orElse("");
    Optional<String> named =
        own
            ? document.parties().who("GO", "OW", "SE", "SU", "CZ")
            : document.parties().who("GO", "OW", "BY", "ST", "DP", "CN");
    Optional<String> owner = named.or(() -> document.parties().recipient());
    if (owner.isEmpty()) {
      reading.missing("NAD", "Name the owner of the goods: NAD with " + (own ? "SE." : "BY."));
    }
    StockMoves stock = new StockMoves(reading.facts(), header, owner.orElse(""));
    StockPlace origin =
        new StockPlace(own ? Bucket.ON_HAND : Bucket.SUPPLIER, own ? seller : "", StockMoves.GOOD);
    for (Shipped line : lines(reading, body, seller)) {
      reading.say(
          () -> {
            reading.facts().shipmentFact(header, "shipped/" + line.getLine(), when, line);
            stock.shipped(
                line.getLine(), line.getItem(), line.getQuantity(), line.getUnit(), origin, when);
          });
    }
    advised(reading, document, header, when, references.all());
    reading.say(() -> ShipmentLinks.say(reading.facts(), header, references.all()));
  }

  /** That it came, with seals and handling units. */
  private static void advised(
      Reading reading,
      Document document,
      MessageHeader header,
      When when,
      List<Reference> references) {
    SegmentGroup said = reading.body().without(Set.of("QTY", "LOC", "MEA"));
    MilestoneDetail detail = Details.of(reading, said, references);
    detail.setCodeList("UNECE-1001");
    Milestone milestone =
        new Milestone(
            "SHIPMENT_ADVISED", document.code(), null, Classifier.ACTUAL, null, null, detail);
    String subject = "milestone/despatch-advice/" + document.number();
    reading.say(() -> reading.facts().shipmentFact(header, subject, when, milestone));
    expected(reading, document, header, "DELIVERY", List.of("17", "191", "69"));
    expected(reading, document, header, "ARRIVAL", List.of("132"));
  }

  /** When the shipper expects it to arrive, or to be delivered. */
  private static void expected(
      Reading reading, Document document, MessageHeader header, String what, List<String> dates) {
    Optional<Segment> dtm = document.header().first("DTM", dates);
    String code = "ESTIMATED_" + what;
    String subject = "milestone/despatch-advice/" + document.number() + "/" + code;
    if (dtm.isEmpty()) {
      TakenBack.milestone(reading, document, header, subject, code);
    }
    dtm.flatMap(reading::when)
        .ifPresent(
            when -> {
              MilestoneDetail detail =
                  Details.of(reading, document.header().without(Set.of("FTX")), List.of());
              detail.setCodeList("UNECE-2005");
              detail.setAppointment(code);
              Milestone milestone =
                  new Milestone(
                      code,
                      reading.text(dtm.get(), 1, 1),
                      null,
                      Classifier.ESTIMATED,
                      Details.location(detail.getPlace()),
                      null,
                      detail);
              reading.say(() -> reading.facts().shipmentFact(header, subject, when, milestone));
            });
  }

  private static List<Shipped> lines(Reading reading, SegmentGroup body, String node) {
    Map<String, Shipped> lines = new TreeMap<>();
    for (GoodsLine line : GoodsLine.of(reading, body)) {
      Optional<Segment> qty = line.quantity("12");
      if (qty.isEmpty()) {
        reading.missingBehind(
            line.group().lead(),
            "QTY",
            "Send the despatched quantity behind the line: QTY with 12.");
        continue;
      }
      Optional<BigDecimal> quantity = reading.quantity(qty.get(), 1, 2);
      String unit = GoodsLine.unit(reading, qty.get());
      Shipped before = lines.get(line.line());
      if (before != null && !before.getUnit().equals(unit)) {
        reading.invalid(
            qty.get(), 1, 3, "Send all quantities of line " + line.line() + " in one unit.");
      }
      BigDecimal sum =
          quantity
              .orElse(BigDecimal.ZERO)
              .add(before == null ? BigDecimal.ZERO : before.getQuantity());
      lines.put(line.line(), new Shipped(line.line(), line.item(), node, sum, unit));
    }
    return List.copyOf(lines.values());
  }
}
