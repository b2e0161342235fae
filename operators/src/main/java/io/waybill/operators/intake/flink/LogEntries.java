package io.waybill.operators.intake.flink;

import io.waybill.schemas.Envelope;
import io.waybill.schemas.ShipmentFact;
import io.waybill.schemas.ShipmentLogRecord;
import io.waybill.schemas.StockFact;
import io.waybill.schemas.StockLogRecord;
import io.waybill.schemas.Version;
import io.waybill.schemas.wire.AvroCodec;

/** Encodes facts for their logs. Not thread-safe; make one where it is used. */
public final class LogEntries {

  private final AvroCodec<ShipmentLogRecord> shipmentCodec = AvroCodec.of(ShipmentLogRecord.class);
  private final AvroCodec<StockLogRecord> stockCodec = AvroCodec.of(StockLogRecord.class);

  public LogEntry of(ShipmentFact fact, long logTime) {
    byte[] value = shipmentCodec.encode(new ShipmentLogRecord(fact));
    return entry(fact.getEnvelope(), logTime, value);
  }

  public LogEntry of(StockFact fact, long logTime) {
    byte[] value = stockCodec.encode(new StockLogRecord(fact));
    return entry(fact.getEnvelope(), logTime, value);
  }

  private static LogEntry entry(Envelope envelope, long logTime, byte[] value) {
    LogEntry entry = new LogEntry();
    entry.key = envelope.getKey();
    entry.logTime = Math.max(0, logTime);
    entry.rawPartition = envelope.getRaw().getPartition();
    entry.rawOffset = envelope.getRaw().getOffset();
    entry.position = envelope.getRaw().getPosition();
    entry.id = id(envelope);
    entry.value = value;
    return entry;
  }

  /** A fact that moves to another shipment is another record of the log. */
  private static String id(Envelope envelope) {
    Version link = envelope.getLinkVersion();
    return link == null
        ? envelope.getFactId()
        : envelope.getFactId()
            + '@'
            + link.getSupersession()
            + '.'
            + link.getCreatedAt()
            + '.'
            + link.getMessageId();
  }
}
