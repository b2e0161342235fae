package io.waybill.operators.intake.edifact;

import io.waybill.operators.intake.message.MessageHeader;
import io.waybill.operators.intake.message.MessageType;
import io.waybill.operators.intake.message.When;
import io.waybill.schemas.Classifier;
import io.waybill.schemas.Milestone;
import io.waybill.schemas.MilestoneDetail;
import io.waybill.schemas.Reference;
import io.waybill.schemas.TransportPlan;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * IFTMIN, the instruction to a carrier: it plans the transport, says when pickup and delivery are
 * wanted, and links the references of the shipment to it.
 */
final class TransportInstruction {

  static final MessageType TYPE =
      MessageType.of("IFTMIN", "instruction message")
          .facts("TransportPlan", "Milestone", "Link")
          .milestones("TRANSPORT_INSTRUCTED", "PICKUP_APPOINTMENT", "DELIVERY_APPOINTMENT")
          .about("the shipment BGM-02")
          .note("Links what RFF and EQD name.")
          .gaps(
              "goods items one by one (GID with its dangerous goods), parties, legs of the "
                  + "transport");

  private static final Set<String> LATER = Set.of("GID", "EQD");
  private static final List<String> PICKUP = List.of("200", "10", "11", "234");
  private static final List<String> DELIVERY = List.of("2", "63", "64", "17", "76");

  private TransportInstruction() {}

  static void read(Reading reading) {
    reading.part(() -> plan(reading));
  }

  private static void plan(Reading reading) {
    SegmentGroup body = reading.body();
    Document document = new Document(reading, body.before(LATER));
    FoundReferences references = document.references().addAll(body);
    Optional<Reference> reference = references.strongest();
    if (reference.isEmpty()) {
      reading.missing("BGM02.1", "Number the instruction in BGM, or name the shipment by RFF.");
      return;
    }
    // Whom it names as carrier, or else whom it instructs.
    String named = document.parties().carrier();
    String carrier = named.isEmpty() ? document.parties().recipient().orElse("") : named;
    Optional<BigDecimal> freight =
        body.first("MOA", List.of("64", "144")).flatMap(moa -> reading.number(moa, 1, 2));
    String currency = document.currency();
    if (freight.isPresent() && currency.isEmpty()) {
      reading.missing("CUX", "Send the currency of the freight: CUX, or behind the amount in MOA.");
    }
    String load = document.number().isEmpty() ? reference.get().getValue() : document.number();
    TransportPlan plan = new TransportPlan(load, carrier, freight.orElse(null), currency);
    MessageHeader header = document.messageHeader(reference.get());
    if (!carrier.isEmpty() || document.isCancelled()) {
      reading.say(
          () -> reading.facts().shipmentFact(header, "transport-plan", document.created(), plan));
    }
    MilestoneDetail said = Details.of(reading, body, references.all());
    said.setCodeList("UNECE-1001");
    Milestone instructed =
        new Milestone(
            "TRANSPORT_INSTRUCTED", document.code(), null, Classifier.ACTUAL, null, null, said);
    reading.say(
        () ->
            reading
                .facts()
                .shipmentFact(header, "milestone/instruction", document.created(), instructed));
    List<Reference> all = references.all();
    appointment(reading, document, header, all, "PICKUP_APPOINTMENT", PICKUP);
    appointment(reading, document, header, all, "DELIVERY_APPOINTMENT", DELIVERY);
    reading.say(() -> ShipmentLinks.say(reading.facts(), header, references.all()));
  }

  private static void appointment(
      Reading reading,
      Document document,
      MessageHeader header,
      List<Reference> references,
      String code,
      List<String> qualifiers) {
    Optional<Segment> dtm = document.header().first("DTM", qualifiers);
    Optional<When> when = dtm.flatMap(reading::when);
    String subject = "milestone/instruction/" + code;
    if (dtm.isEmpty()) {
      TakenBack.milestone(reading, document, header, subject, code);
    }
    if (when.isPresent()) {
      MilestoneDetail detail =
          Details.of(reading, new SegmentGroup(List.of(dtm.get())), references);
      detail.setCodeList("UNECE-2005");
      detail.setAppointment(code);
      detail.setPlace(null);
      Milestone milestone =
          new Milestone(code, dtm.get().element(1), null, Classifier.PLANNED, null, null, detail);
      reading.say(() -> reading.facts().shipmentFact(header, subject, when.get(), milestone));
    }
  }
}
