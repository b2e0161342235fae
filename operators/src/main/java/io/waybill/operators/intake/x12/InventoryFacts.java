package io.waybill.operators.intake.x12;

import io.waybill.operators.intake.message.MessageHeader;
import io.waybill.operators.intake.message.MessageType;
import io.waybill.operators.intake.message.StockMoves;
import io.waybill.operators.intake.message.When;
import io.waybill.schemas.StockCount;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * 846: what a warehouse has on hand, item by item and status by status. It moves nothing by itself.
 */
final class InventoryFacts extends WarehouseFacts {

  static final MessageType TYPE =
      MessageType.of("846", "inventory inquiry or advice")
          .facts("StockCount")
          .about("owner and item")
          .note(
              "QTY 17, 33, 20 and QH; 17 only where 33 is not given; the unit is QTY-03, else UIT-01.")
          .gaps("quantities on order, in transit or planned, prices");

  private static final String ON_HAND = "17";
  private static final String AVAILABLE = "33";

  InventoryFacts(Incoming incoming) {
    super(incoming);
  }

  @Override
  void read() {
    Segment bia = segments.first("BIA");
    When counted = when(bia, 4, 5, 0);
    if (rejected(bia)) {
      return;
    }
    String number = bia.element(3);
    MessageHeader header =
        header(sender() + "/" + number, counted, Purpose.change(bia.element(1)), null);
    String owner = owner(receiver());
    String node = node(sender());
    int count = 0;
    for (Segments line : segments.before("CTT").loops("LIN")) {
      count++;
      line(
          header,
          line,
          "count/" + sender() + "/" + number + "/" + count,
          owner,
          Parties.name(line, node, "WH", "SF"),
          orCreated(counted));
    }
  }

  private void line(
      MessageHeader header, Segments line, String subject, String owner, String node, When when) {
    Segment lin = line.head();
    String item = Items.among(lin, 2);
    if (item.isEmpty()) {
      lin.missing(3, "Send the item's number with its qualifier, in LIN02 and LIN03.");
    }
    requireKeyable(lin, 3, item);
    Segment lot = line.qualified("REF", "LT", "BT");
    List<Segment> counts = counts(line);
    if (counts.isEmpty()) {
      lin.invalid(
          1,
          Finding.CONDITION_VIOLATED,
          "Send what is on hand: QTY with 33 available, 17 on hand, 20 unusable or QH on hold.");
    }
    if (rejected(lin)) {
      return;
    }
    Segment uit = line.first("UIT");
    for (Segment qty : counts) {
      BigDecimal quantity = qty.quantity(2);
      String unit = qty.component(3).isEmpty() && uit != null ? uit.component(1) : qty.component(3);
      if (unit.isEmpty()) {
        qty.missing(3, "Send the unit of the quantity, such as EA or CA.");
      }
      if (!rejected(qty)) {
        String status = status(qty.element(1));
        facts.stockCount(
            header,
            subject + "/" + status,
            when,
            owner,
            item,
            unit,
            new StockCount(
                onHand(node, status), quantity, lot == null ? null : lot.elementOrNull(2)));
      }
    }
  }

  /** The quantities that stand in the warehouse; all on hand only if no part of it is told. */
  private static List<Segment> counts(Segments line) {
    List<Segment> counts = new ArrayList<>(1);
    boolean parts = line.qualified("QTY", AVAILABLE) != null;
    for (Segment qty : line.all("QTY")) {
      boolean total = qty.element(1).equals(ON_HAND);
      if (!status(qty.element(1)).isEmpty() && !(total && parts)) {
        counts.add(qty);
      }
    }
    return counts;
  }

  /** By X12 data element 673; empty for a quantity that is not in the warehouse. */
  private static String status(String qualifier) {
    return switch (qualifier) {
      case ON_HAND, AVAILABLE -> StockMoves.GOOD;
      case "20" -> DAMAGED;
      case "QH" -> HOLD;
      default -> "";
    };
  }
}
