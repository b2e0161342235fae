package io.waybill.jobs;

import io.waybill.operators.log.Topics;
import io.waybill.operators.log.flink.TopicRecord;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.kafka.clients.producer.ProducerConfig;

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
        .setRecordSerializer(new TopicRecordSerializer(topics))
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
        .setRecordSerializer(new TopicRecordSerializer(topics))
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
}
