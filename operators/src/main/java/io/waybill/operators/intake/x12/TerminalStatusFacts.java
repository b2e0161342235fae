package io.waybill.operators.intake.x12;

import io.waybill.operators.intake.message.MessageHeader;
import io.waybill.operators.intake.message.MessageType;
import io.waybill.operators.intake.message.When;
import io.waybill.schemas.Classifier;
import io.waybill.schemas.Milestone;
import io.waybill.schemas.Place;
import io.waybill.schemas.Reference;
import java.time.Instant;
import java.util.List;

/** 322: what happened to a container or railcar at a terminal, by its number. */
final class TerminalStatusFacts extends TransactionFacts {

  static final MessageType TYPE =
      MessageType.of("322", "terminal operations and intermodal ramp activity")
          .facts("Milestone")
          .milestones(EquipmentStatusCodes.all())
          .about("CONTAINER")
          .note("A milestone for each piece of equipment (N7).")
          .gaps("route (R4), waybills of the equipment, seals");

  TerminalStatusFacts(Incoming incoming) {
    super(incoming);
  }

  @Override
  void read() {
    Segment q5 = segments.first("Q5");
    When occurred = orCreated(when(q5, 2, 3, 4));
    if (rejected(q5)) {
      return;
    }
    String code = q5.element(1);
    String canonical = EquipmentStatusCodes.canonicalOf(code);
    String location = Places.joined(q5, 6, 8);
    List<Reference> references = ReferenceQualifiers.of(segments, "");
    for (Segment n7 : segments.all("N7")) {
      String number = n7.element(1) + n7.element(2);
      if (number.isEmpty()) {
        n7.missing(2, "Send the initial and number of the equipment.");
      }
      if (rejected(n7)) {
        continue;
      }
      Reference about = new Reference("CONTAINER", "", number);
      MessageHeader header = headerByControlNumbers(about);
      Detail detail = new Detail("X12-157").reference(about).references(references);
      Measures.equipment(detail, n7);
      if (location != null) {
        detail.place(new Place(null, null, null, location, null, null));
      }
      facts.shipmentFact(
          header,
          "milestone/" + number + "/" + canonical + "/" + Instant.ofEpochMilli(occurred.at()),
          occurred,
          new Milestone(
              canonical,
              code,
              q5.elementOrNull(5),
              EquipmentStatusCodes.isEstimate(code) ? Classifier.ESTIMATED : Classifier.ACTUAL,
              location,
              number,
              detail.build()));
    }
  }
}
