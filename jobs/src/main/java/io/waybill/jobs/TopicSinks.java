package io.waybill.jobs;

import io.waybill.operators.log.Topics;
import io.waybill.operators.log.flink.TopicRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** The sinks that write {@link TopicRecord}s to Kafka. */
public final class TopicSinks {

  private TopicSinks() {}

  /**
   * In order and without loss; after a restart records may stand twice. One idempotent producer a
   * task, so that what it writes to a partition keeps its order.
   */
  public static Sink<TopicRecord> atLeastOnce(Configuration config, String... topics) {
    return KafkaSink.<TopicRecord>builder()
        .setBootstrapServers(config.get(WaybillOptions.BOOTSTRAP_SERVERS))
        .setKafkaProducerConfig(producer(config))
        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
        .setRecordSerializer(new Serializer(topics))
        .build();
  }

  /** Visible to readers of committed records once, after a checkpoint. */
  public static Sink<TopicRecord> exactlyOnce(
      Configuration config, String transactionalIdPrefix, String... topics) {
    Properties producer = producer(config);
    producer.setProperty(
        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
        String.valueOf(config.get(WaybillOptions.TRANSACTION_TIMEOUT).toMillis()));
    return KafkaSink.<TopicRecord>builder()
        .setBootstrapServers(config.get(WaybillOptions.BOOTSTRAP_SERVERS))
        .setKafkaProducerConfig(producer)
        .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
        .setTransactionalIdPrefix(transactionalIdPrefix)
        .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
        .setRecordSerializer(new Serializer(topics))
        .build();
  }

  private static Properties producer(Configuration config) {
    Properties properties = new Properties();
    properties.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    properties.setProperty(ProducerConfig.ACKS_CONFIG, "all");
    properties.setProperty(
        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, String.valueOf(Integer.MAX_VALUE));
    properties.setProperty(
        ProducerConfig.LINGER_MS_CONFIG, config.get(WaybillOptions.LARGE_BATCHES) ? "100" : "20");
    properties.setProperty(ProducerConfig.BATCH_SIZE_CONFIG, String.valueOf(256 * 1024));
    properties.setProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    properties.setProperty(
        ProducerConfig.MAX_REQUEST_SIZE_CONFIG, String.valueOf(Topics.MAX_RECORD_BYTES));
    return properties;
  }

  /** Names its topics, which the pooling of transactions needs to find its orphans at start. */
  private static final class Serializer
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

    Serializer(String... topics) {
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
        String fraction =
            millis == 0 ? "Z" : "." + String.valueOf(1_000 + millis).substring(1) + "Z";
        lastTime = record.timestamp;
        lastTimeHeader = new RecordHeader("ce_time", utf8(lastSecond + fraction));
      }
      return lastTimeHeader;
    }

    private static byte[] utf8(String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }
}
