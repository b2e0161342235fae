package io.waybill.operators.intake.flink;

import io.waybill.operators.log.flink.LogClock;
import io.waybill.operators.log.flink.TopicRecord;
import java.util.Comparator;

/** A fact on its way to its log, encoded, with all that gives it its place there. A Flink POJO. */
public class LogEntry {

  /** By log time, then by where the raw message is, then by position in it. */
  static final Comparator<LogEntry> ORDER =
      Comparator.<LogEntry>comparingLong(entry -> entry.logTime)
          .thenComparingInt(entry -> entry.rawPartition)
          .thenComparingLong(entry -> entry.rawOffset)
          .thenComparingInt(entry -> entry.position)
          .thenComparing(entry -> entry.id)
          .thenComparing(entry -> entry.key);

  /** The shipment, or owner and item. */
  public String key;

  /** Milliseconds. */
  public long logTime;

  public int rawPartition;
  public long rawOffset;
  public int position;

  /** The fact's id; with the link's version for a fact that came by a reference. */
  public String id;

  public byte[] value;

  public LogEntry() {}

  public String key() {
    return key;
  }

  /** The record as it goes to a log of so many partitions. */
  public TopicRecord toTopicRecord(LogClock.Log log, int partitions) {
    return TopicRecord.keyed(log.topic(), partitions, key, logTime, id, log.recordName(), value);
  }
}
