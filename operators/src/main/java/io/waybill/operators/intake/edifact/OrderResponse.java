package io.waybill.operators.intake.edifact;

import io.waybill.operators.intake.message.MessageHeader;
import io.waybill.operators.intake.message.MessageType;
import io.waybill.schemas.Classifier;
import io.waybill.schemas.Measure;
import io.waybill.schemas.Milestone;
import io.waybill.schemas.MilestoneDetail;
import io.waybill.schemas.Reference;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * ORDRSP, the seller's answer to an order: ORDER_ACKNOWLEDGED, or ORDER_REJECTED when it takes none
 * of it; and for each line that does not stand as ordered a milestone with its new quantity.
 */
final class OrderResponse {

  static final MessageType TYPE =
      MessageType.of("ORDRSP", "purchase order response")
          .facts("Milestone")
          .milestones(
              "ORDER_ACKNOWLEDGED",
              "ORDER_REJECTED",
              "ORDER_LINE_ADDED",
              "ORDER_LINE_ACCEPTED",
              "ORDER_LINE_CHANGED",
              "ORDER_LINE_DELETED",
              "ORDER_LINE_REJECTED")
          .about("PO (RFF ON)")
          .gaps("changed prices and dates of lines");

  private static final Set<String> LATER = Set.of("LIN", "UNS");
  private static final Set<String> REFUSED = Set.of("27", "12");

  /** By data element 1229. */
  private static final Map<String, String> ACTIONS =
      Map.of(
          "1", "ORDER_LINE_ADDED",
          "2", "ORDER_LINE_DELETED",
          "3", "ORDER_LINE_CHANGED",
          "5", "ORDER_LINE_ACCEPTED",
          "6", "ORDER_LINE_CHANGED",
          "7", "ORDER_LINE_REJECTED",
          "10", "ORDER_LINE_REJECTED");

  private OrderResponse() {}

  static void read(Reading reading) {
    reading.part(() -> response(reading));
  }

  private static void response(Reading reading) {
    SegmentGroup body = reading.body();
    Document document = new Document(reading, body.before(LATER));
    FoundReferences references = document.references();
    body.all("RFF").forEach(rff -> references.add(rff.element(1), reading.text(rff, 1, 2)));
    Optional<Reference> reference = references.strongest();
    if (reference.isEmpty()) {
      reading.missing("RFF", "Name the order that this answers: RFF with ON.");
      return;
    }
    MessageHeader header = document.messageHeader(reference.get());
    boolean refused = REFUSED.contains(document.function()) || document.response().equals("RE");
    MilestoneDetail detail = Details.of(reading, document.header(), references.all());
    detail.setCodeList("UNECE-1001");
    List<GoodsLine> lines = body.first("LIN").isPresent() ? GoodsLine.of(reading, body) : List.of();
    detail.setMeasures(lines.stream().flatMap(line -> measures(reading, line).stream()).toList());
    Milestone milestone =
        new Milestone(
            refused ? "ORDER_REJECTED" : "ORDER_ACKNOWLEDGED",
            document.code(),
            reason(document),
            Classifier.ACTUAL,
            null,
            null,
            detail);
    String subject = "milestone/order-response/" + document.number();
    reading.say(() -> reading.facts().shipmentFact(header, subject, document.created(), milestone));
    for (GoodsLine line : lines) {
      line(reading, document, header, line);
    }
  }

  /** What the answer says by its code; null for one that only confirms that it came. */
  private static String reason(Document document) {
    String said = document.response().isEmpty() ? document.function() : document.response();
    return said.equals("9") ? null : said;
  }

  private static void line(
      Reading reading, Document document, MessageHeader header, GoodsLine line) {
    String action = reading.text(line.group().lead(), 2, 1);
    String code = ACTIONS.get(action);
    if (code == null) {
      return;
    }
    MilestoneDetail detail = Details.of(reading, line.group(), List.of());
    detail.setCodeList("UNECE-1229");
    detail.setMeasures(measures(reading, line));
    Milestone milestone = new Milestone(code, action, null, Classifier.ACTUAL, null, null, detail);
    String subject = "milestone/order-response/%s/%s".formatted(document.number(), line.line());
    reading.say(() -> reading.facts().shipmentFact(header, subject, document.created(), milestone));
  }

  private static List<Measure> measures(Reading reading, GoodsLine line) {
    return line.group().all("QTY").stream()
        .flatMap(
            qty ->
                reading
                    .quantity(qty, 1, 2)
                    .map(
                        quantity ->
                            new Measure(
                                "QTY-%s %s %s"
                                    .formatted(reading.text(qty, 1, 1), line.line(), line.item()),
                                quantity,
                                GoodsLine.unit(reading, qty)))
                    .stream())
        .toList();
  }
}
