package io.waybill.operators.intake.x12;

import io.waybill.operators.intake.message.MessageHeader;
import io.waybill.operators.intake.message.MessageType;
import io.waybill.operators.intake.message.When;
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
      String number = n7.element(1) + n7.element(2) + checkDigit(n7);
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
              EquipmentStatusCodes.classifier(code),
              location,
              number,
              detail.build()));
    }
  }

  /** Of a container whose number came without it; a 315 gives the number with it. */
  private static String checkDigit(Segment n7) {
    boolean container = n7.element(1).length() == 4 && n7.element(2).length() == 6;
    boolean digit = n7.element(18).length() == 1 && Numbers.whole(n7.element(18)) >= 0;
    return container && digit ? n7.element(18) : "";
  }
}
