package io.waybill.operators.intake.flink;

import io.waybill.operators.intake.message.References;
import io.waybill.schemas.Envelope;
import io.waybill.schemas.FactByReference;
import io.waybill.schemas.RawPointer;
import io.waybill.schemas.ShipmentFact;
import io.waybill.schemas.ShipmentLogRecord;
import io.waybill.schemas.StockFact;
import io.waybill.schemas.StockLogRecord;
import io.waybill.schemas.Version;
import io.waybill.schemas.wire.AvroCodec;
import io.waybill.schemas.wire.FactAddress;
import java.nio.ByteBuffer;

/**
 * Encodes facts for their logs, and for the identity of their reference. Not thread-safe; make one
 * where it is used.
 */
public final class LogEntries {

  private final AvroCodec<ShipmentLogRecord> shipmentCodec = AvroCodec.of(ShipmentLogRecord.class);
  private final AvroCodec<StockLogRecord> stockCodec = AvroCodec.of(StockLogRecord.class);
  private final FactAddress factAddress = new FactAddress();

  public LogEntry of(ShipmentFact fact, long logTime) {
    return entry(fact.getEnvelope(), logTime, encoded(fact));
  }

  /** A fact that still looks for its shipment. */
  public FactByReference byReference(ShipmentFact fact) {
    return byReference(fact.getEnvelope(), encoded(fact));
  }

  /** The same of a fact that was encoded before. */
  public FactByReference byReference(byte[] fact) {
    ShipmentFact decoded = (ShipmentFact) shipmentCodec.decode(fact).getBody();
    return byReference(decoded.getEnvelope(), fact);
  }

  private static FactByReference byReference(Envelope envelope, byte[] fact) {
    RawPointer raw = envelope.getRaw();
    return new FactByReference(
        References.key(envelope.getReference()),
        envelope.getFactId(),
        envelope.getRecordedAt(),
        raw.getPartition(),
        raw.getOffset(),
        raw.getPosition(),
        ByteBuffer.wrap(fact));
  }

  /** A fact that has found its shipment, by a link of this version. */
  public LogEntry of(
      FactByReference fact, String shipment, Version link, int rulesVersion, long logTime) {
    byte[] value = factAddress.put(fact.getFact().array(), shipment, link, rulesVersion);
    LogEntry entry = entry(shipment, logTime, id(fact.getFactId(), link), value);
    entry.rawPartition = fact.getRawPartition();
    entry.rawOffset = fact.getRawOffset();
    entry.position = fact.getPosition();
    return entry;
  }

  private byte[] encoded(ShipmentFact fact) {
    return shipmentCodec.encode(new ShipmentLogRecord(fact));
  }

  public LogEntry of(StockFact fact, long logTime) {
    byte[] value = stockCodec.encode(new StockLogRecord(fact));
    return entry(fact.getEnvelope(), logTime, value);
  }

  private static LogEntry entry(Envelope envelope, long logTime, byte[] value) {
    String id = id(envelope.getFactId(), envelope.getLinkVersion());
    LogEntry entry = entry(envelope.getKey(), logTime, id, value);
    entry.rawPartition = envelope.getRaw().getPartition();
    entry.rawOffset = envelope.getRaw().getOffset();
    entry.position = envelope.getRaw().getPosition();
    return entry;
  }

  private static LogEntry entry(String key, long logTime, String id, byte[] value) {
    LogEntry entry = new LogEntry();
    entry.key = key;
    entry.logTime = Math.max(0, logTime);
    entry.id = id;
    entry.value = value;
    return entry;
  }

  /** A fact that moves to another shipment is another record of the log. */
  private static String id(String factId, Version link) {
    return link == null
        ? factId
        : factId
            + '@'
            + link.getSupersession()
            + '.'
            + link.getCreatedAt()
            + '.'
            + link.getMessageId();
  }
}
