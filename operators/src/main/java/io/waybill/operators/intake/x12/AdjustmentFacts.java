package io.waybill.operators.intake.x12;

import io.waybill.operators.intake.message.DocumentChange;
import io.waybill.operators.intake.message.MessageHeader;
import io.waybill.operators.intake.message.MessageType;
import io.waybill.operators.intake.message.StockMoves;
import io.waybill.operators.intake.message.When;
import io.waybill.schemas.StockPlace;
import java.math.BigDecimal;

/**
 * 947: a warehouse adjusts stock, line by line (W19). The sign of W19-02 says whether stock on hand
 * grows or shrinks, the reason in W19-01 where the quantity comes from or goes to. Reasons that
 * only change the status move between statuses and change no total.
 */
final class AdjustmentFacts extends WarehouseFacts {

  static final MessageType TYPE =
      MessageType.of("947", "warehouse inventory adjustment advice")
          .facts("StockMovement")
          .about("owner and item")
          .note("The sign of W19-02 grows or shrinks stock on hand, W19-01 says from or to where.")
          .gaps("lots as a part of the position, texts");

  AdjustmentFacts(Incoming incoming) {
    super(incoming);
  }

  @Override
  void read() {
    Segment w15 = segments.first("W15");
    When adjusted = when(w15, 1, 0, 0);
    if (rejected(w15)) {
      return;
    }
    String number = w15.has(2) ? w15.element(2) : w15.element(3);
    MessageHeader header =
        number.isEmpty()
            ? headerByControlNumbers(null)
            : header(sender() + "/" + number, adjusted, DocumentChange.ORIGINAL, null);
    String document = number.isEmpty() ? header.messageId() : sender() + "/" + number;
    String node = node(sender());
    int count = 0;
    for (Segment w19 : segments.all("W19")) {
      count++;
      BigDecimal quantity = w19.decimal(2);
      String item = Items.inWarehouse(w19, 4, 5, 8);
      requireKeyable(w19, 6, item);
      Movement movement = movement(w19, node);
      if (rejected(w19)) {
        continue;
      }
      move(
          header,
          "adjustment/" + document + "/" + count,
          orCreated(adjusted),
          owner(receiver()),
          item,
          w19.element(3),
          movement.signed() ? quantity : quantity.abs(),
          movement.source(),
          movement.target());
    }
  }

  /**
   * From where to where an increase goes.
   *
   * @param signed whether a decrease goes the other way; else the reason alone says the direction
   */
  private record Movement(StockPlace source, StockPlace target, boolean signed) {}

  /** X12 data element 893. */
  private static Movement movement(Segment w19, String node) {
    StockPlace good = onHand(node, StockMoves.GOOD);
    return switch (w19.element(1)) {
      // Corrections of what was reported as shipped or received.
      case "03", "53", "04", "54", "AK", "AR", "AY" ->
          new Movement(StockMoves.IN_TRANSIT, good, true);
      case "05" -> new Movement(good, onHand(node, HOLD), false);
      case "55" -> new Movement(onHand(node, HOLD), good, false);
      case "07", "AI", "AP", "AX", "BD", "CD", "CS", "UD" -> new Movement(SCRAP, good, true);
      case "52", "AS" -> new Movement(onHand(node, DAMAGED), good, false);
      case "AU", "AV" -> new Movement(good, onHand(node, DAMAGED), false);
      case "AW", "BK", "PC" -> new Movement(good, onHand(node, HOLD), false);
      case "AC" -> conditionChange(w19, node);
      case "CR" -> new Movement(CUSTOMER, good, true);
      default -> new Movement(ADJUSTMENT, good, true);
    };
  }

  /** Which condition it is now, or was before a decrease, stands in W19-16. */
  private static Movement conditionChange(Segment w19, String node) {
    StockPlace good = onHand(node, StockMoves.GOOD);
    String status =
        switch (w19.element(16)) {
          case "DM" -> DAMAGED;
          case "QU" -> HOLD;
          case "DP" -> "SCRAP";
          case "RE", "RD" -> "RECONDITIONED";
          default -> "";
        };
    if (status.isEmpty()) {
      w19.missing(16, "Send what the stock is from now on: DM damaged, QU on hold, DP, RE or RD.");
    }
    return status.equals("SCRAP")
        ? new Movement(good, SCRAP, false)
        : new Movement(good, onHand(node, status), true);
  }
}
