package io.waybill.local.feed;

import io.waybill.operators.log.Topics;
import io.waybill.schemas.ShipmentLogRecord;
import io.waybill.schemas.StockLogRecord;
import io.waybill.schemas.Tick;
import io.waybill.schemas.wire.AvroCodec;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Runs the clock of the fact logs where no intake does: behind a kept log. */
public final class FactLogClock implements Clock {

  private final Producer<byte[], byte[]> producer;
  private final int partitions;
  private final AvroCodec<ShipmentLogRecord> shipmentTicks = AvroCodec.of(ShipmentLogRecord.class);
  private final AvroCodec<StockLogRecord> stockTicks = AvroCodec.of(StockLogRecord.class);

  public FactLogClock(Producer<byte[], byte[]> producer, int partitions) {
    this.producer = producer;
    this.partitions = partitions;
  }

  @Override
  public void tick(long time) {
    Tick tick = new Tick(time);
    byte[] shipmentTick = shipmentTicks.encode(new ShipmentLogRecord(tick));
    byte[] stockTick = stockTicks.encode(new StockLogRecord(tick));
    for (int partition = 0; partition < partitions; partition++) {
      producer.send(
          new ProducerRecord<>(Topics.SHIPMENT_FACTS, partition, time, null, shipmentTick));
      producer.send(new ProducerRecord<>(Topics.STOCK_FACTS, partition, time, null, stockTick));
    }
  }

  @Override
  public void flush() {
    producer.flush();
  }
}
