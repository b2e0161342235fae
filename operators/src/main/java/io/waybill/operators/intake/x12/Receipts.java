package io.waybill.operators.intake.x12;

import io.waybill.operators.intake.message.MessageHeader;
import io.waybill.operators.intake.message.When;
import io.waybill.schemas.StockPlace;

/** The movements of a line that was received: one for each status. */
final class Receipts {

  private static final String SCRAPPED = "SCRAP";

  private Receipts() {}

  static void stock(
      WarehouseFacts message,
      MessageHeader header,
      String subject,
      When when,
      ReceivedLine line,
      StockPlace source,
      String owner,
      String node) {
    line.byStatus()
        .forEach(
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
