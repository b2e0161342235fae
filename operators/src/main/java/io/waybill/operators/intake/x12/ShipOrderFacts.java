package io.waybill.operators.intake.x12;

import io.waybill.operators.intake.message.DocumentChange;
import io.waybill.operators.intake.message.MessageHeader;
import io.waybill.operators.intake.message.MessageType;
import io.waybill.operators.intake.message.References;
import io.waybill.operators.intake.message.When;
import io.waybill.schemas.Classifier;
import io.waybill.schemas.Milestone;
import io.waybill.schemas.Reference;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * 940: the depositor orders its warehouse to ship. Our name of the shipment is N9 SI, else the
 * depositor's order itself; the order, the customer's order and what N9 names link to it. Lines
 * have no price, so they are no order lines that could be billed: the milestone PICK_ORDERED lists
 * them.
 */
final class ShipOrderFacts extends WarehouseFacts {

  static final MessageType TYPE =
      MessageType.of("940", "warehouse shipping order")
          .facts("Milestone", "Link")
          .milestones("PICK_ORDERED", "PICKUP_PLANNED", "DELIVERY_PLANNED")
          .about("the shipment N9 SI, else W05-02")
          .note("Links DEPOSITOR_ORDER W05-02, PO and what N9 names; W05-01 F and D take back.")
          .gaps("lots and marks of the lines, packing and handling instructions (NTE, W20, PKG)");

  private static final String SHIPMENT_QUALIFIER = "SI";

  ShipOrderFacts(Incoming incoming) {
    super(incoming);
  }

  @Override
  void read() {
    Segment w05 = segments.first("W05");
    Segments head = segments.before("LX");
    DocumentChange change = Purpose.ofOrder(w05.element(1));
    if (w05.element(1).equals("X")) {
      w05.invalid(1, Finding.INVALID_CODE, "A simulation says nothing of a real order.");
    }
    if (rejected(w05)) {
      return;
    }
    String order = w05.element(2);
    Segment own = head.qualified("N9", SHIPMENT_QUALIFIER);
    String shipment = own != null && own.has(2) ? own.element(2) : order;
    List<Reference> references = new ArrayList<>();
    references.add(new Reference("DEPOSITOR_ORDER", "", order));
    if (w05.has(3)) {
      references.add(new Reference("PO", "", w05.element(3)));
    }
    for (Reference reference : ReferenceQualifiers.of(head, "")) {
      if (!references.contains(reference) && !reference.getType().equals("PRO")) {
        references.add(reference);
      }
    }
    MessageHeader header =
        header(sender() + "/" + order, null, change, References.shipment(shipment));
    Segment w66 = segments.first("W66");
    Detail detail =
        new Detail("X12-473")
            .place(Parties.place(head, "ST", "CN"))
            .carrier(w66 == null ? null : w66.element(10))
            .text(w66 == null ? null : w66.element(5))
            .references(references);
    int count = 0;
    for (Segments line : segments.loops("W01")) {
      count++;
      Segment w01 = line.head();
      BigDecimal quantity = w01.quantity(1);
      String item = Items.inWarehouse(w01, 3, 4, 7, 15);
      if (!rejected(w01)) {
        detail.measure("LINE " + count + " ITEM " + item, quantity, w01.element(2));
      }
    }
    milestone(
        header, "ship-order/" + order, created(), "PICK_ORDERED", w05.element(1), detail.build());
    dates(header, head, order);
    links(header, references, shipment);
  }

  /** When it is to be shipped and to be delivered. */
  private void dates(MessageHeader header, Segments head, String order) {
    for (Segment g62 : head.all("G62")) {
      When planned = when(g62, 2, 4, 5);
      if (rejected(g62) || planned == null) {
        continue;
      }
      String qualifier = g62.element(1);
      facts.shipmentFact(
          header,
          "ship-order/" + order + "/" + qualifier,
          planned,
          new Milestone(
              RequestedDates.milestone(qualifier),
              qualifier,
              null,
              Classifier.PLANNED,
              null,
              null,
              new Detail(RequestedDates.LIST)
                  .appointment(RequestedDates.appointment(qualifier))
                  .build()));
    }
  }
}
