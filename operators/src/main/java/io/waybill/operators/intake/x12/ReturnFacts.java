package io.waybill.operators.intake.x12;

import io.waybill.operators.intake.message.MessageHeader;
import io.waybill.operators.intake.message.MessageType;
import io.waybill.operators.intake.message.When;
import io.waybill.schemas.Classifier;
import io.waybill.schemas.Milestone;
import io.waybill.schemas.Reference;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** 180: a return is asked for, or the answer to it, line by line, about the order that it is of. */
final class ReturnFacts extends TransactionFacts {

  static final MessageType TYPE =
      MessageType.of("180", "return merchandise authorization")
          .facts("Milestone")
          .milestones("RETURN_REQUESTED", "RETURN_AUTHORISED")
          .about("PO (PRF), RETURN")
          .note("A milestone for each BLI; BGN-01 11 is the answer.")
          .gaps("prices of the lines (BLI-06), addresses, serial numbers");

  private static final String RESPONSE = "11";

  ReturnFacts(Incoming incoming) {
    super(incoming);
  }

  @Override
  void read() {
    Segment bgn = segments.first("BGN");
    When asked = when(bgn, 3, 4, 5);
    if (rejected(bgn)) {
      return;
    }
    String number = bgn.element(2);
    Segment prf = segments.first("PRF");
    Reference request = new Reference("RETURN", sender(), number);
    Reference about =
        prf != null && prf.isSound() ? new Reference("PO", "", prf.element(1)) : request;
    MessageHeader header =
        header(sender() + "/" + number, asked, Purpose.change(bgn.element(1)), about);
    List<Reference> references = new ArrayList<>(List.of(request));
    references.addAll(ReferenceQualifiers.of(segments, ""));
    int count = 0;
    for (Segments line : segments.loops("BLI")) {
      count++;
      Segment bli = line.head();
      BigDecimal quantity = bli.quantity(3);
      Segment rdr = line.first("RDR");
      if (!rejected(bli, rdr)) {
        Detail detail =
            new Detail("X12-1292")
                .references(references)
                .measure("LINE " + count + " ITEM " + bli.element(2), quantity, bli.element(4));
        answer(header, bgn, rdr, "return/" + number + "/" + count, orCreated(asked), detail);
      }
    }
    if (count == 0) {
      Detail detail = new Detail("X12-1292").references(references);
      answer(header, bgn, segments.first("RDR"), "return/" + number, orCreated(asked), detail);
    }
  }

  private void answer(
      MessageHeader header, Segment bgn, Segment rdr, String subject, When asked, Detail detail) {
    if (rdr != null) {
      detail.text(rdr.element(3));
    }
    facts.shipmentFact(
        header,
        subject,
        asked,
        new Milestone(
            bgn.element(1).equals(RESPONSE) ? "RETURN_AUTHORISED" : "RETURN_REQUESTED",
            rdr == null ? "" : rdr.element(1),
            rdr == null ? null : rdr.elementOrNull(2),
            Classifier.ACTUAL,
            null,
            null,
            detail.build()));
  }
}
