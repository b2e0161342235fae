package io.waybill.operators.log.flink;

import io.waybill.operators.log.LogPartitions;
import io.waybill.operators.log.Topics;
import io.waybill.schemas.Progress;
import io.waybill.schemas.wire.AvroCodec;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/**
 * A record on its way to a topic, encoded, with its partition and an explicit timestamp: nothing
 * that Waybill writes is stamped with "now". A Flink POJO.
 */
public class TopicRecord {

  public String topic;
  public int partition;

  /** Log time in milliseconds. */
  public long timestamp;

  /** Null for a tick. */
  public String key;

  public byte[] value;

  /** CloudEvents id: the same when the record is written again; null for a tick. */
  public String id;

  /** CloudEvents type: the record's name; null for a tick. */
  public String type;

  public TopicRecord() {}

  /** A record whose partition follows from its key, as for every topic but the progress. */
  public static TopicRecord keyed(
      String topic,
      int partitions,
      String key,
      long timestamp,
      String id,
      String type,
      byte[] value) {
    TopicRecord record = new TopicRecord();
    record.topic = topic;
    record.partition = partitionOf(key, partitions);
    record.timestamp = timestamp;
    record.key = key;
    record.id = id;
    record.type = type;
    record.value = value;
    return record;
  }

  static TopicRecord tick(String topic, int partition, long timestamp, byte[] value) {
    TopicRecord record = new TopicRecord();
    record.topic = topic;
    record.partition = partition;
    record.timestamp = timestamp;
    record.value = value;
    return record;
  }

  static TopicRecord progress(Progress progress, AvroCodec<Progress> codec) {
    TopicRecord record = new TopicRecord();
    record.topic = Topics.PROGRESS;
    record.partition = 0;
    record.timestamp = Math.max(0, progress.getLogTime());
    record.key = progress.getJob() + "/" + progress.getSubtask();
    record.id = record.key + "/" + progress.getLogTime();
    record.type = "Progress";
    record.value = codec.encode(progress);
    return record;
  }

  /** The partition of a key in a topic that is cut along key groups. */
  public static int partitionOf(String key, int partitions) {
    int keyGroup = KeyGroupRangeAssignment.assignToKeyGroup(key, LogPartitions.MAX_PARALLELISM);
    return LogPartitions.ofKeyGroup(keyGroup, partitions);
  }

  /** Encodes values of one type; made where it is used, since codecs are not thread-safe. */
  public static final class Encoder<T extends SpecificRecordBase> {

    private final String topic;
    private final int partitions;
    private final String type;
    private final AvroCodec<T> codec;

    public Encoder(String topic, int partitions, Class<T> valueType, String type) {
      this.topic = topic;
      this.partitions = partitions;
      this.type = type;
      this.codec = AvroCodec.of(valueType);
    }

    public TopicRecord encode(String key, long timestamp, String id, T value) {
      return keyed(topic, partitions, key, timestamp, id, type, codec.encode(value));
    }
  }
}
