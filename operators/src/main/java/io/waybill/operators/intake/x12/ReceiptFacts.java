package io.waybill.operators.intake.x12;

import io.waybill.operators.intake.message.DocumentChange;
import io.waybill.operators.intake.message.MessageHeader;
import io.waybill.operators.intake.message.MessageType;
import io.waybill.operators.intake.message.StockMoves;
import io.waybill.operators.intake.message.When;
import io.waybill.schemas.Reference;
import io.waybill.schemas.StockPlace;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * 944: a warehouse has received stock, out of transit (from a customer or from production, if
 * W17-01 says so). What W13 names damaged, on hold, wrong or rejected is on hand in that status.
 */
final class ReceiptFacts extends WarehouseFacts {

  static final MessageType TYPE =
      MessageType.of("944", "warehouse stock transfer receipt advice")
          .facts("StockMovement", "Milestone")
          .milestones("RECEIPT_ADVISED", "RETURN_RECEIVED")
          .about("DEPOSITOR_ORDER, BOL, RECEIPT")
          .note(
              "IN_TRANSIT to ON_HAND, by the conditions of W13 (01 damaged, 02 short, 03 over, 05 "
                  + "wrong product, 07 good, 08 rejected, 09 hold); W17-01 C comes from CUSTOMER, P from "
                  + "SUPPLIER.")
          .gaps("lots as a part of the position, handling units");

  ReceiptFacts(Incoming incoming) {
    super(incoming);
  }

  @Override
  void read() {
    Segment w17 = segments.first("W17");
    When received = when(w17, 2, 7, 0);
    if (rejected(w17)) {
      return;
    }
    String number = w17.element(3);
    Reference given = strongest(w17.element(4), w17.element(5), "");
    Reference reference = given == null ? new Reference("RECEIPT", sender(), number) : given;
    DocumentChange change =
        w17.element(1).equals("R") ? DocumentChange.REPLACEMENT : DocumentChange.ORIGINAL;
    MessageHeader header = header(sender() + "/" + number, received, change, reference);
    When when = orCreated(received);
    StockPlace source =
        switch (w17.element(1)) {
          case "C" -> CUSTOMER;
          case "P" -> SUPPLIER;
          default -> StockMoves.IN_TRANSIT;
        };
    Detail detail =
        new Detail("X12-514")
            .place(Parties.place(segments, "WH"))
            .references(named(w17.element(4), w17.element(5), ""))
            .reference(new Reference("RECEIPT", sender(), number))
            .references(ReferenceQualifiers.of(segments.before("W07"), ""));
    int count = 0;
    for (Segments line : segments.loops("W07")) {
      count++;
      ReceivedLine read = line(line);
      if (read != null) {
        read.describe(detail, String.valueOf(count));
        Receipts.stock(
            this,
            header,
            change,
            "receipt/" + sender() + "/" + number + "/" + count,
            when,
            read,
            source,
            owner(receiver()),
            node(sender()));
      }
    }
    milestone(
        header,
        "receipt/" + sender() + "/" + number,
        when,
        source.equals(CUSTOMER) ? "RETURN_RECEIVED" : "RECEIPT_ADVISED",
        w17.element(1),
        detail.build());
  }

  /** Null when it is rejected. */
  private ReceivedLine line(Segments line) {
    Segment w07 = line.head();
    BigDecimal quantity = w07.quantity(1);
    String item = Items.inWarehouse(w07, 3, 4, 7);
    requireKeyable(w07, 5, item);
    ReceivedLine read = new ReceivedLine(item, w07.element(2), quantity);
    List<Segment> used = new ArrayList<>(List.of(w07));
    for (Segment w13 : line.all("W13")) {
      read.condition(w13.element(3), w13.quantity(1));
      used.add(w13);
    }
    if (read.good().signum() < 0) {
      w07.invalid(
          1, Finding.INVALID_CODE, "Send W13 quantities that are not more than was received.");
    }
    return rejected(used) ? null : read;
  }
}
