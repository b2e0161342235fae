package io.waybill.operators.intake.x12;

import io.waybill.operators.intake.message.DocumentChange;
import io.waybill.operators.intake.message.MessageHeader;
import io.waybill.operators.intake.message.MessageType;
import io.waybill.operators.intake.message.When;
import io.waybill.schemas.Reference;
import java.util.List;

/** 310: the ocean carrier's bill of lading and its charges, about that bill. */
final class OceanBillFacts extends TransactionFacts {

  static final MessageType TYPE =
      MessageType.of("310", "freight receipt and invoice (ocean)")
          .facts("Milestone")
          .milestones("BILL_OF_LADING_ISSUED")
          .about("BOL")
          .note("With its charges (L1), containers and seals.")
          .gaps("voyage and ports (V1, R4), descriptions of the goods");

  OceanBillFacts(Incoming incoming) {
    super(incoming);
  }

  @Override
  void read() {
    Segment b3 = segments.first("B3");
    Segment c3 = segments.first("C3");
    When issued = when(b3, 6, 0, 0);
    String currency = currency(c3, 1);
    if (rejected(b3, c3)) {
      return;
    }
    String carrier = b3.element(11);
    List<Reference> references = ReferenceQualifiers.of(segments, carrier);
    Reference given = ReferenceQualifiers.first(references, "BOL");
    Reference about = given == null ? new Reference("BOL", "", b3.element(2)) : given;
    MessageHeader header =
        header(carrier + "/" + b3.element(2), issued, DocumentChange.ORIGINAL, about);
    Detail detail = new Detail("X12-309").carrier(carrier).reference(about).references(references);
    for (Segment n7 : segments.all("N7")) {
      if (n7.isSound()) {
        detail.reference(new Reference("CONTAINER", "", n7.element(1) + n7.element(2)));
        Measures.equipment(detail, n7);
      }
    }
    for (Segment m7 : segments.all("M7")) {
      for (int number = 1; number <= m7.size(); number++) {
        detail.seal(m7.element(number));
      }
    }
    for (Segment l1 : segments.all("L1")) {
      l1.optionalCents(4)
          .ifPresent(amount -> detail.amount(l1.has(8) ? l1.element(8) : "400", amount, currency));
    }
    if (rejected(segments.all("L1"))) {
      return;
    }
    milestone(
        header,
        "bill-of-lading/" + about.getValue(),
        orCreated(issued),
        "BILL_OF_LADING_ISSUED",
        b3.element(1),
        detail.build());
  }
}
