package io.waybill.operators.intake.x12;

import io.waybill.operators.intake.message.Decimals;
import io.waybill.operators.intake.message.DocumentChange;
import io.waybill.operators.intake.message.MessageHeader;
import io.waybill.operators.intake.message.When;
import io.waybill.schemas.StockPlace;
import java.math.BigDecimal;
import java.util.Map;

/**
 * The movements of a line that was received: one for each status. A document that replaces or
 * cancels another also takes back the statuses that it does not name: the other may have named
 * them.
 */
final class Receipts {

  private static final String SCRAPPED = "SCRAP";

  private Receipts() {}

  static void stock(
      WarehouseFacts message,
      MessageHeader header,
      DocumentChange change,
      String subject,
      When when,
      ReceivedLine line,
      StockPlace source,
      String owner,
      String node) {
    Map<String, BigDecimal> byStatus = line.byStatus();
    if (change != DocumentChange.ORIGINAL) {
      ReceivedLine.STATUSES.forEach(status -> byStatus.putIfAbsent(status, Decimals.ZERO));
    }
    byStatus.forEach(
        (status, quantity) ->
            message.move(
                header,
                subject + "/" + status,
                when,
                owner,
                line.item(),
                line.unit(),
                quantity,
                source,
                status.equals(SCRAPPED)
                    ? WarehouseFacts.SCRAP
                    : WarehouseFacts.onHand(node, status)));
  }
}
