package io.waybill.operators.log.flink;

/**
 * A record of a log as it is read, not decoded: on its way to the task of its key it is only
 * carried, and that task decodes it once. A Flink POJO.
 */
public class LogRecord {

  /** Null for a tick. */
  public String key;

  /** Of the record; a tick's is its log time. */
  public long timestamp;

  /** In Avro single-object encoding. */
  public byte[] value;

  public LogRecord() {}

  public LogRecord(String key, long timestamp, byte[] value) {
    this.key = key;
    this.timestamp = timestamp;
    this.value = value;
  }

  public boolean isTick() {
    return key == null;
  }

  public String key() {
    return key;
  }
}
