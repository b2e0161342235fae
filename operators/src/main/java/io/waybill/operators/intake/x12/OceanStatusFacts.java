package io.waybill.operators.intake.x12;

import io.waybill.operators.intake.message.MessageHeader;
import io.waybill.operators.intake.message.MessageType;
import io.waybill.operators.intake.message.When;
import io.waybill.schemas.Milestone;
import io.waybill.schemas.Place;
import io.waybill.schemas.Reference;
import java.time.Instant;
import java.util.List;

/** 315: what happened to an ocean container, by its number. */
final class OceanStatusFacts extends TransactionFacts {

  static final MessageType TYPE =
      MessageType.of("315", "status details (ocean)")
          .facts("Milestone")
          .milestones(EquipmentStatusCodes.all())
          .about("CONTAINER, else BOL")
          .gaps("ports and their dates (R4, DTM) beside the place of the status, seals");

  OceanStatusFacts(Incoming incoming) {
    super(incoming);
  }

  @Override
  void read() {
    Segment b4 = segments.first("B4");
    When occurred = when(b4, 4, 5, 0);
    List<Reference> references = ReferenceQualifiers.of(segments, "");
    String container = b4.element(7) + b4.element(8) + b4.element(13);
    Reference bol = ReferenceQualifiers.first(references, "BOL");
    if (container.isEmpty() && bol == null) {
      b4.missing(8, "Send the container's number in B407 and B408, or a bill of lading in N9.");
    }
    if (rejected(b4) || occurred == null) {
      return;
    }
    Reference about = container.isEmpty() ? bol : new Reference("CONTAINER", "", container);
    MessageHeader header = headerByControlNumbers(about);
    String code = b4.element(3);
    String canonical = EquipmentStatusCodes.canonicalOf(code);
    Segment q2 = segments.first("Q2");
    Detail detail =
        new Detail("X12-157")
            .place(place(b4))
            .reference(about)
            .references(references)
            .text(q2 == null ? "" : q2.element(13));
    facts.shipmentFact(
        header,
        "milestone/"
            + about.getValue()
            + "/"
            + canonical
            + "/"
            + Instant.ofEpochMilli(occurred.at()),
        occurred,
        new Milestone(
            canonical,
            code,
            null,
            EquipmentStatusCodes.classifier(code),
            b4.elementOrNull(11),
            container.isEmpty() ? null : container,
            detail.build()));
  }

  private static Place place(Segment b4) {
    boolean unlocode = b4.element(12).equals("UN");
    return b4.has(11)
        ? new Place(unlocode ? b4.element(11) : null, null, b4.element(11), null, null, null)
        : null;
  }
}
