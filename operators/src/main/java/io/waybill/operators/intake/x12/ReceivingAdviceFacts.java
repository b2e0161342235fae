package io.waybill.operators.intake.x12;

import io.waybill.operators.intake.message.Decimals;
import io.waybill.operators.intake.message.DocumentChange;
import io.waybill.operators.intake.message.MessageHeader;
import io.waybill.operators.intake.message.MessageType;
import io.waybill.operators.intake.message.StockMoves;
import io.waybill.operators.intake.message.When;
import io.waybill.schemas.Reference;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** 861: goods of a shipment were received, with what is contested of them. */
final class ReceivingAdviceFacts extends WarehouseFacts {

  static final MessageType TYPE =
      MessageType.of("861", "receiving advice")
          .facts("Milestone", "StockMovement")
          .milestones("RECEIPT_ADVISED")
          .about("BOL, PO, RECEIPT")
          .note("Stock as in the 944.")
          .gaps("charges back, serial numbers, inspections");

  /** The date on which the goods were received. */
  private static final String RECEIVED = "050";

  ReceivingAdviceFacts(Incoming incoming) {
    super(incoming);
  }

  @Override
  void read() {
    Segment bra = segments.first("BRA");
    When received = when(bra, 2, 5, 0);
    if (Purpose.isSimulation(bra.element(3))) {
      bra.invalid(3, Finding.INVALID_CODE, "A simulation says nothing of a real receipt.");
    }
    if (rejected(bra)) {
      return;
    }
    String number = bra.element(1);
    Segment prf = segments.first("PRF");
    List<Reference> references = new ArrayList<>(ReferenceQualifiers.of(segments, ""));
    Reference receipt = new Reference("RECEIPT", sender(), number);
    Reference about = ReferenceQualifiers.first(references, "BOL");
    if (about == null) {
      about = ReferenceQualifiers.first(references, "PO");
    }
    if (about == null && prf != null && prf.isSound()) {
      about = new Reference("PO", "", prf.element(1));
    }
    about = about == null ? receipt : about;
    DocumentChange change = Purpose.change(bra.element(3));
    MessageHeader header = header(sender() + "/" + number, received, change, about);
    Segment arrived = segments.before("RCD").qualified("DTM", RECEIVED);
    When at = when(arrived, 2, 3, 4);
    if (rejected(arrived)) {
      at = null;
    }
    When when = at == null ? orCreated(received) : at;
    Detail detail =
        new Detail("X12-962")
            .place(Parties.place(segments, "ST", "WH"))
            .reference(about)
            .reference(receipt)
            .references(references);
    String owner = withoutSeparator(Parties.name(segments, receiver(), "DE", "OW", "BY"));
    String node = Parties.name(segments, sender(), "WH", "ST");
    int count = 0;
    for (Segments line : segments.before("CTT").loops("RCD")) {
      count++;
      ReceivedLine read = line(line);
      if (read != null) {
        String name = line.head().has(1) ? line.head().element(1) : String.valueOf(count);
        read.describe(detail, name);
        Measures.add(
            detail,
            "LINE " + name + " ITEM " + read.item() + " RETURNED",
            line.head(),
            4,
            read.unit());
        Receipts.stock(
            this,
            header,
            change,
            "receipt/" + sender() + "/" + number + "/" + count,
            when,
            read,
            StockMoves.IN_TRANSIT,
            owner,
            node);
      }
    }
    milestone(
        header,
        "receipt/" + sender() + "/" + number,
        when,
        "RECEIPT_ADVISED",
        bra.element(4),
        detail.build());
    if (header.retracted() && count == 0) {
      linesStand("RCD");
    }
  }

  /** Null when it is rejected. */
  private ReceivedLine line(Segments line) {
    Segment rcd = line.head();
    Segment lin = line.first("LIN");
    BigDecimal quantity = rcd.has(2) ? rcd.quantity(2) : Decimals.ZERO;
    String unit = rcd.component(3);
    String item = lin == null ? "" : Items.among(lin, 2);
    if (item.isEmpty()) {
      rcd.invalid(1, Finding.CONDITION_VIOLATED, "Send the item received with its number, in LIN.");
    }
    requireKeyable(rcd, 1, item);
    if (unit.isEmpty() && quantity.signum() > 0) {
      rcd.missing(3, "Send the unit of the quantity, such as EA or CA.");
    }
    ReceivedLine read = new ReceivedLine(item, unit, quantity);
    // Three times quantity in question, its unit, its condition.
    for (int number = 6; number <= 12; number += 3) {
      if (rcd.has(number)) {
        read.condition(rcd.element(number + 2), rcd.quantity(number));
      }
    }
    if (read.good().signum() < 0) {
      rcd.invalid(
          2, Finding.INVALID_CODE, "Send quantities in question not above the one received.");
    }
    return rejected(rcd, lin) ? null : read;
  }
}
