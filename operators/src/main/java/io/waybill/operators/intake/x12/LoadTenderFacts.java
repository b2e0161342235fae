package io.waybill.operators.intake.x12;

import io.waybill.operators.intake.message.MessageHeader;
import io.waybill.operators.intake.message.MessageType;
import io.waybill.operators.intake.message.References;
import io.waybill.operators.intake.message.When;
import io.waybill.schemas.Classifier;
import io.waybill.schemas.Milestone;
import io.waybill.schemas.Place;
import io.waybill.schemas.Reference;
import io.waybill.schemas.TransportPlan;
import io.waybill.schemas.Version;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * 204: the load as transport planning tenders it. B2-04 is the shipment's own name; the load, and
 * what L11 names, link to it. Dates of its stops are planned milestones.
 *
 * <p>B2-04 is the shipment identification number (data element 145), as B10-02 of a 214 and B3-03
 * of a 210 are. Truckload carriers repeat the load there, others put the bill of lading. So the
 * load links as a bill of lading too, weakly: the shipment of a bill that somebody names stands
 * above it.
 */
final class LoadTenderFacts extends TransactionFacts {

  static final MessageType TYPE =
      MessageType.of("204", "motor carrier load tender")
          .facts("TransportPlan", "Milestone", "Link")
          .milestones("TENDERED", "PICKUP_PLANNED", "DELIVERY_PLANNED")
          .about("the shipment B2-04")
          .note(
              "Links LOAD B2-04 (weakly BOL B2-04 too), what L11 names and the orders of OID; B2A-01 01 takes back. Each date of a stop "
                  + "(G62) is a planned milestone.")
          .gaps(
              "equipment (N7), hazardous goods (LH), contacts (G61), items of a stop beside their "
                  + "orders (OID)");

  private static final Set<String> UNLOADING = Set.of("CU", "PU", "UL", "SU", "DT");

  LoadTenderFacts(Incoming incoming) {
    super(incoming);
  }

  @Override
  void read() {
    Segment b2 = segments.first("B2");
    Segment b2a = segments.first("B2A");
    Segment l3 = segments.first("L3");
    Segment c3 = segments.first("C3");
    BigDecimal estimate = l3 == null ? null : l3.optionalCents(5).orElse(null);
    String currency = currency(c3, 1);
    b2.required(2, "Send the carrier's SCAC, to whom the load is tendered.");
    String purpose = b2a.element(1);
    if (Purpose.isSimulation(purpose)) {
      b2a.invalid(1, Finding.INVALID_CODE, "A simulation says nothing of a real load.");
    }
    if (rejected(b2, b2a, l3, c3)) {
      return;
    }
    String shipment = b2.element(4);
    String carrier = b2.element(2);
    MessageHeader header = header(shipment, purpose);
    facts.shipmentFact(
        header,
        "transport-plan",
        created(),
        new TransportPlan(shipment, carrier, estimate, currency));
    List<Reference> references = new ArrayList<>();
    references.add(new Reference("LOAD", "", shipment));
    for (Reference reference : ReferenceQualifiers.of(segments, carrier)) {
      if (!references.contains(reference)) {
        references.add(reference);
      }
    }
    Detail tender = new Detail("X12-353").carrier(carrier).references(references);
    segments.before("S5").all("NTE").forEach(note -> tender.text(note.element(2)));
    if (estimate != null) {
      tender.amount("FREIGHT", estimate, currency);
    }
    milestone(header, "tender/" + carrier, created(), "TENDERED", purpose, tender.build());
    segments.loops("S5").forEach(stop -> stop(header, carrier, stop));
    for (Segment oid : segments.all("OID")) {
      Reference order = new Reference("PO", "", oid.element(2));
      if (oid.isSound() && oid.has(2) && !references.contains(order)) {
        references.add(order);
      }
    }
    links(header, references, shipment);
    Reference bill = new Reference("BOL", "", shipment);
    if (!header.retracted() && !references.contains(bill)) {
      facts.linkWeakly(header, bill, shipment);
    }
  }

  private MessageHeader header(String shipment, String purpose) {
    MessageHeader header =
        header(
            sender() + "/" + shipment,
            null,
            Purpose.change(purpose),
            References.shipment(shipment));
    // When the tender was made of which it is a copy is not known: before all that followed it.
    return Purpose.isDuplicate(purpose)
        ? header.standingAs(new Version(0, 0L, header.messageId()))
        : header;
  }

  private void stop(MessageHeader header, String carrier, Segments stop) {
    Segment s5 = stop.head();
    boolean unloads = UNLOADING.contains(s5.element(2));
    Place place = Parties.place(stop, "SH", "SF", "CN", "ST", "SU", "BY");
    int orders = 0;
    for (Segment g62 : stop.all("G62")) {
      When planned = when(g62, 2, 4, 5);
      if (rejected(s5, g62) || planned == null) {
        continue;
      }
      String qualifier = g62.element(1);
      Detail detail =
          new Detail(RequestedDates.LIST)
              .stop(s5.element(1))
              .place(place)
              .carrier(carrier)
              .appointment(RequestedDates.appointment(qualifier))
              .references(ReferenceQualifiers.of(stop, carrier));
      Measures.shipment(detail, stop.before("L5", "N1"));
      for (Segment oid : stop.all("OID")) {
        String order = oid.has(2) ? oid.element(2) : oid.has(1) ? oid.element(1) : oid.element(3);
        Measures.add(detail, ("ORDERED " + order).strip(), oid, 5, oid.element(4));
      }
      facts.shipmentFact(
          header,
          "stop/" + s5.element(1) + "/" + qualifier + "/" + orders,
          planned,
          new Milestone(
              unloads ? "DELIVERY_PLANNED" : "PICKUP_PLANNED",
              qualifier,
              s5.element(2),
              Classifier.PLANNED,
              place == null ? null : place.getFacility(),
              null,
              detail.build()));
      orders++;
    }
  }
}
