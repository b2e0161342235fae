package io.waybill.operators.intake.x12;

import io.waybill.operators.intake.message.MessageHeader;
import io.waybill.operators.intake.message.MessageType;
import io.waybill.operators.intake.message.When;
import io.waybill.schemas.Reference;
import java.util.ArrayList;
import java.util.List;

/**
 * 990: the carrier's answer to a tender, about the load. A carrier that accepts may name its PRO,
 * which from then on means the shipment that was tendered.
 */
final class TenderAnswerFacts extends TransactionFacts {

  static final MessageType TYPE =
      MessageType.of("990", "response to a load tender")
          .facts("Milestone", "Link")
          .milestones(
              "TENDER_ACCEPTED",
              "TENDER_ACCEPTED_CONDITIONALLY",
              "TENDER_COUNTERED",
              "TENDER_DECLINED")
          .about("LOAD B1-02")
          .note("An accepting carrier's N9 CN links its PRO.")
          .gaps("appointments and equipment of an acceptance");

  TenderAnswerFacts(Incoming incoming) {
    super(incoming);
  }

  @Override
  void read() {
    Segment b1 = segments.first("B1");
    When answered = when(b1, 3, 0, 0);
    String answer = b1.element(4);
    String code =
        switch (answer) {
          case "A" -> "TENDER_ACCEPTED";
          case "B" -> "TENDER_ACCEPTED_CONDITIONALLY";
          case "C" -> "TENDER_COUNTERED";
          case "D", "E", "R" -> "TENDER_DECLINED";
          default -> "X12-" + answer;
        };
    if (rejected(b1)) {
      return;
    }
    String carrier = b1.element(1);
    String load = b1.element(2);
    List<Reference> references = new ArrayList<>();
    references.add(new Reference("LOAD", "", load));
    references.addAll(ReferenceQualifiers.of(segments, carrier));
    MessageHeader header = headerByControlNumbers(references.get(0));
    Detail detail = new Detail("X12-558").carrier(carrier).references(references);
    Segment v9 = segments.first("V9");
    String reason = b1.element(6);
    if (v9 != null) {
      detail.text(v9.element(1)).text(v9.element(8));
    }
    detail.text(reason);
    segments.all("K1").forEach(k1 -> detail.text(k1.element(1)).text(k1.element(2)));
    milestone(
        header,
        "tender-answer/" + carrier + "/" + load,
        orCreated(answered),
        code,
        answer,
        detail.build());
    Reference pro = ReferenceQualifiers.first(references, "PRO");
    if (pro != null && (answer.equals("A") || answer.equals("B"))) {
      links(header, List.of(pro), load);
    }
  }
}
