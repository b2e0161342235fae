package io.waybill.operators.intake.x12;

import io.waybill.operators.intake.message.DocumentChange;
import io.waybill.operators.intake.message.MessageHeader;
import io.waybill.operators.intake.message.MessageType;
import io.waybill.operators.intake.message.StockMoves;
import io.waybill.operators.intake.message.When;
import io.waybill.schemas.Reference;
import java.math.BigDecimal;

/** 943: stock is on its way to a warehouse, from another place of the depositor into transit. */
final class TransferFacts extends WarehouseFacts {

  static final MessageType TYPE =
      MessageType.of("943", "warehouse stock transfer shipment advice")
          .facts("StockMovement", "Milestone")
          .milestones("TRANSFER_SHIPPED")
          .about("DEPOSITOR_ORDER, BOL, PO")
          .note("ON_HAND at N1 SF to IN_TRANSIT.")
          .gaps("lots, handling units, seals");

  TransferFacts(Incoming incoming) {
    super(incoming);
  }

  @Override
  void read() {
    Segment w06 = segments.first("W06");
    Segment w27 = segments.first("W27");
    When shipped = when(w06, 3, 0, 0);
    Reference reference = strongest(w06.element(2), w06.element(4), w06.element(6));
    if (reference == null) {
      w06.missing(2, "Send the depositor's order number, or the shipment's in W0604.");
    }
    if (rejected(w06)) {
      return;
    }
    When when = orCreated(shipped);
    DocumentChange change =
        w06.element(1).equals("R") ? DocumentChange.REPLACEMENT : DocumentChange.ORIGINAL;
    MessageHeader header =
        header(sender() + "/" + reference.getValue(), shipped, change, reference);
    String owner = owner(sender());
    String from = Parties.name(segments, sender(), "SF", "SH");
    String carrier = w27 == null ? "" : w27.element(2);
    Detail detail =
        new Detail("X12-514")
            .carrier(carrier)
            .place(Parties.place(segments, "WH", "ST"))
            .references(named(w06.element(2), w06.element(4), w06.element(6)))
            .references(ReferenceQualifiers.of(segments, carrier));
    Measures.total(detail, segments);
    int count = 0;
    for (Segments line : segments.loops("W04")) {
      count++;
      Segment w04 = line.head();
      BigDecimal quantity = w04.quantity(1);
      String item = Items.inWarehouse(w04, 3, 4, 7);
      requireKeyable(w04, 5, item);
      if (rejected(w04)) {
        continue;
      }
      detail.measure("LINE " + count + " ITEM " + item, quantity, w04.element(2));
      move(
          header,
          "transfer/" + from + "/" + reference.getValue() + "/" + count,
          when,
          owner,
          item,
          w04.element(2),
          quantity,
          onHand(from, StockMoves.GOOD),
          StockMoves.IN_TRANSIT);
    }
    milestone(
        header,
        "transfer/" + reference.getValue(),
        when,
        "TRANSFER_SHIPPED",
        w06.element(1),
        detail.build());
  }
}
