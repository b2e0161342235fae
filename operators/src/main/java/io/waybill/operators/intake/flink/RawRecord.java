package io.waybill.operators.intake.flink;

import io.waybill.operators.intake.message.RawMessage;

/** A record of the raw topic: a message, or the clock. A Flink POJO. */
public class RawRecord {

  public String topic;
  public int partition;
  public long offset;

  /** Recorded time in milliseconds; of a clock record, the time. */
  public long timestamp;

  /** Null when the record does not say. */
  public String partner;

  /** Whether this is a clock record, which holds no message. */
  public boolean clock;

  /** Whether an operator sends it again: it was a dead letter. */
  public boolean redriven;

  /** Never null. */
  public byte[] value = new byte[0];

  public RawRecord() {}

  RawMessage message() {
    return new RawMessage(partner, topic, partition, offset, timestamp, value);
  }
}
