package io.waybill.operators.delivery.flink;

import io.waybill.operators.delivery.ErpConnector;
import io.waybill.operators.log.Topics;
import io.waybill.operators.log.flink.TopicRecord;
import io.waybill.schemas.Effect;
import io.waybill.schemas.Receipt;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/**
 * Delivers each effect to the ERP and passes its receipt on. It waits for the ERP: while the ERP is
 * away the effects wait in their topic.
 *
 * <p>State: none; what was delivered is in the ERP, under the effect's id. Timers: none.
 */
public class ErpDelivery extends RichMapFunction<Effect, TopicRecord> {

  private static final long serialVersionUID = 1L;

  private final ErpConnector.Factory connectors;
  private final int partitions;

  private transient ErpConnector connector;
  private transient TopicRecord.Encoder<Receipt> encoder;

  public ErpDelivery(ErpConnector.Factory connectors, int partitions) {
    this.connectors = connectors;
    this.partitions = partitions;
  }

  @Override
  public void open(OpenContext context) {
    connector = connectors.open();
    encoder = new TopicRecord.Encoder<>(Topics.RECEIPTS, partitions, Receipt.class, "Receipt");
  }

  @Override
  public TopicRecord map(Effect effect) throws InterruptedException {
    Receipt receipt = connector.deliver(effect);
    return encoder.encode(
        receipt.getShipment(),
        receipt.getLogTime(),
        receipt.getEffectId() + "/" + receipt.getState(),
        receipt);
  }

  @Override
  public void close() {
    if (connector != null) {
      connector.close();
    }
  }
}
