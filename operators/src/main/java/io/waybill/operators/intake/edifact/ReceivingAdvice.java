package io.waybill.operators.intake.edifact;

import io.waybill.operators.intake.message.Decimals;
import io.waybill.operators.intake.message.MessageHeader;
import io.waybill.operators.intake.message.MessageType;
import io.waybill.operators.intake.message.StockMoves;
import io.waybill.operators.intake.message.When;
import io.waybill.schemas.Bucket;
import io.waybill.schemas.Classifier;
import io.waybill.schemas.Measure;
import io.waybill.schemas.Milestone;
import io.waybill.schemas.MilestoneDetail;
import io.waybill.schemas.Reference;
import io.waybill.schemas.StockMovement;
import io.waybill.schemas.StockPlace;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * RECADV, the receiving advice: what was accepted (QTY 194, or 48 or 46 less 195) leaves transit
 * and is on hand where it was received; what was refused (195) stays in transit. The quantities,
 * and what they differ by, stand in a milestone RECEIPT_ADVISED of the shipment.
 */
final class ReceivingAdvice {

  static final MessageType TYPE =
      MessageType.of("RECADV", "receiving advice")
          .facts("StockMovement", "Milestone")
          .milestones("RECEIPT_ADVISED")
          .about("DESPATCH_ADVICE, DELIVERY_NOTE, PO")
          .note("IN_TRANSIT to ON_HAND for what was accepted.")
          .gaps("damaged goods that were accepted as stock of their own status, returned packages");

  private static final Set<String> LATER = Set.of("CPS", "LIN", "UNS");
  private static final List<String> RECEIVED = List.of("50", "310", "35");

  /** Received and not accepted; 196 is to be destroyed. */
  private static final Set<String> REFUSED = Set.of("195", "196");

  /** Quantities that have a name in the milestone; others stand in it by their code. */
  private static final Set<String> NAMED = Set.of("12", "46", "48", "194", "195", "196");

  private final Reading reading;
  private final Document document;
  private final List<Measure> measures = new ArrayList<>();
  private String reason;

  private ReceivingAdvice(Reading reading, Document document) {
    this.reading = reading;
    this.document = document;
  }

  static void read(Reading reading) {
    reading.part(
        () -> {
          Document document = new Document(reading, reading.body().before(LATER));
          new ReceivingAdvice(reading, document).receipt();
        });
    reading.part(() -> TakenBack.lines(reading));
  }

  private void receipt() {
    SegmentGroup body = reading.body();
    FoundReferences references = document.references().addAll(body);
    Optional<Reference> reference = references.strongest();
    When when = reading.when(document.header(), RECEIVED).orElse(document.created());
    if (reference.isEmpty()) {
      reading.missing("RFF", "Name what was received: RFF with AAK, DQ or ON.");
      return;
    }
    MessageHeader header = document.messageHeader(reference.get());
    if (!document.isCancelled() || body.first("LIN").isPresent()) {
      lines(body, header, when);
    }
    MilestoneDetail detail = Details.of(reading, document.header(), references.all());
    detail.setCodeList("UNECE-1001");
    detail.setMeasures(measures);
    Milestone milestone =
        new Milestone(
            "RECEIPT_ADVISED",
            document.code(),
            reason,
            Classifier.ACTUAL,
            node().orElse(null),
            null,
            detail);
    String subject = "milestone/receipt/" + document.number();
    reading.say(() -> reading.facts().shipmentFact(header, subject, when, milestone));
  }

  private Optional<String> node() {
    return document
        .parties()
        .who("DP", "ST", "WH", "UC", "CN", "BY")
        .or(() -> document.parties().sender());
  }

  private void lines(SegmentGroup body, MessageHeader header, When when) {
    Optional<String> owner =
        document
            .parties()
            .who("GO", "OW", "BY", "DP", "ST")
            .or(() -> document.parties().recipient());
    if (owner.isEmpty()) {
      reading.missing("NAD", "Name the owner of the goods: NAD with BY.");
    }
    StockPlace target = new StockPlace(Bucket.ON_HAND, node().orElse(""), StockMoves.GOOD);
    StockMoves stock = new StockMoves(reading.facts(), header, owner.orElse(""));
    int place = 0;
    for (GoodsLine line : GoodsLine.of(reading, body)) {
      String subject =
          "receipt/%s/%s/%s.%d"
              .formatted(document.sender(), document.number(), line.line(), ++place);
      accepted(line)
          .ifPresent(
              accepted -> {
                StockMovement movement =
                    new StockMovement(
                        owner.orElse(""),
                        line.item(),
                        accepted.quantity(),
                        accepted.unit(),
                        StockMoves.IN_TRANSIT,
                        target);
                reading.say(() -> stock.moved(subject, movement, when));
              });
    }
  }

  private record Accepted(BigDecimal quantity, String unit) {}

  private Optional<Accepted> accepted(GoodsLine line) {
    Optional<Segment> despatched = line.quantity("12");
    Optional<Segment> received = line.quantity("48", "46");
    Optional<Segment> good = line.quantity("194");
    List<Segment> refusals = line.group().all("QTY").stream().filter(this::isRefused).toList();
    Optional<Segment> refused = refusals.stream().findFirst();
    despatched.ifPresent(qty -> measure("DESPATCHED", line, qty));
    received.ifPresent(qty -> measure("RECEIVED", line, qty));
    good.ifPresent(qty -> measure("ACCEPTED", line, qty));
    refusals.forEach(qty -> measure("REFUSED", line, qty));
    line.group().all("QTY").stream()
        .filter(qty -> !NAMED.contains(qty.element(1)))
        .forEach(qty -> measure("QTY-" + reading.text(qty, 1, 1), line, qty));
    for (Segment qvr : line.group().all("QVR")) {
      variance(line, qvr);
    }
    Optional<Segment> base = good.or(() -> received);
    if (base.isEmpty()) {
      reading.missingBehind(
          line.group().lead(),
          "QTY",
          "Send the received quantity behind the line: QTY with 48 or 194.");
      return Optional.empty();
    }
    String unit = GoodsLine.unit(reading, base.get());
    BigDecimal less =
        good.isPresent()
            ? Decimals.ZERO
            : refusals.stream()
                .flatMap(qty -> reading.quantity(qty, 1, 2).stream())
                .reduce(Decimals.ZERO, BigDecimal::add);
    boolean otherUnit =
        refusals.stream().anyMatch(qty -> !GoodsLine.unit(reading, qty).equals(unit));
    Optional<BigDecimal> rest =
        reading.quantity(base.get(), 1, 2).map(quantity -> quantity.subtract(less));
    if (otherUnit || (rest.isPresent() && rest.get().signum() < 0)) {
      reading.invalid(
          refused.get(), 1, 2, "Send at most the received quantity as refused, in its unit.");
      return Optional.empty();
    }
    return rest.map(quantity -> new Accepted(quantity, unit));
  }

  private boolean isRefused(Segment qty) {
    return REFUSED.contains(qty.element(1));
  }

  private void variance(GoodsLine line, Segment qvr) {
    if (!qvr.component(1, 1).isEmpty()) {
      String unit =
          line.quantity("194", "48", "46", "12")
              .map(qty -> GoodsLine.unit(reading, qty))
              .orElse(GoodsLine.PIECES);
      reading
          .number(qvr, 1, 1)
          .ifPresent(number -> measures.add(new Measure(name("VARIANCE", line), number, unit)));
    }
    String said =
        Stream.of(reading.text(qvr, 3, 1), reading.text(qvr, 3, 4), reading.text(qvr, 2, 1))
            .filter(text -> !text.isEmpty())
            .findFirst()
            .orElse("");
    reason = reason == null && !said.isEmpty() ? said : reason;
  }

  private void measure(String kind, GoodsLine line, Segment qty) {
    reading
        .quantity(qty, 1, 2)
        .ifPresent(
            quantity ->
                measures.add(
                    new Measure(name(kind, line), quantity, GoodsLine.unit(reading, qty))));
  }

  private static String name(String kind, GoodsLine line) {
    return kind + " " + line.line() + " " + line.item();
  }
}
