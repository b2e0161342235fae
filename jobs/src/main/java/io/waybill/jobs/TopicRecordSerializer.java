package io.waybill.jobs;

import io.waybill.operators.log.flink.TopicRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * A {@link TopicRecord} as it stands in Kafka, with the headers of a CloudEvent. Names its topics,
 * which the pooling of transactions needs to find its orphans at start.
 */
public final class TopicRecordSerializer
    implements KafkaRecordSerializationSchema<TopicRecord>, KafkaDatasetFacetProvider {

  private static final long serialVersionUID = 1L;
  private static final Header SOURCE = new RecordHeader("ce_source", utf8("/waybill"));
  private static final Header SPEC = new RecordHeader("ce_specversion", utf8("1.0"));

  private final java.util.ArrayList<String> topics;

  private transient Map<String, Header> types;
  private transient long lastTime;
  private transient Header lastTimeHeader;

  /** Without its zone. */
  private transient String lastSecond;

  public TopicRecordSerializer(String... topics) {
    this.topics = new java.util.ArrayList<>(java.util.List.of(topics));
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      TopicRecord record, KafkaSinkContext context, Long timestamp) {
    byte[] key = record.key == null ? null : utf8(record.key);
    ProducerRecord<byte[], byte[]> produced =
        new ProducerRecord<>(record.topic, record.partition, record.timestamp, key, record.value);
    if (record.id != null) {
      produced
          .headers()
          .add(SPEC)
          .add("ce_id", utf8(record.id))
          .add(typeOf(record))
          .add(SOURCE)
          .add(timeOf(record));
    }
    return produced;
  }

  @Override
  public java.util.Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
    return java.util.Optional.of(
        new DefaultKafkaDatasetFacet(DefaultKafkaDatasetIdentifier.ofTopics(topics)));
  }

  private Header typeOf(TopicRecord record) {
    if (types == null) {
      types = new HashMap<>();
    }
    return types.computeIfAbsent(
        record.type, type -> new RecordHeader("ce_type", utf8("io.waybill." + type)));
  }

  /** Many records in a row bear the same time, or the same second, whose text is dear. */
  private Header timeOf(TopicRecord record) {
    if (lastTimeHeader == null || lastTime != record.timestamp) {
      long second = Math.floorDiv(record.timestamp, 1_000L);
      if (lastSecond == null || Math.floorDiv(lastTime, 1_000L) != second) {
        String text = Instant.ofEpochSecond(second).toString();
        lastSecond = text.substring(0, text.length() - 1);
      }
      long millis = Math.floorMod(record.timestamp, 1_000L);
      String fraction = millis == 0 ? "Z" : "." + String.valueOf(1_000 + millis).substring(1) + "Z";
      lastTime = record.timestamp;
      lastTimeHeader = new RecordHeader("ce_time", utf8(lastSecond + fraction));
    }
    return lastTimeHeader;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
