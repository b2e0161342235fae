package io.waybill.gateway;

import io.waybill.operators.log.RawHeaders;
import io.waybill.operators.log.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;

/** Appends to Kafka with one idempotent producer, {@code acks=all}. */
public final class KafkaRawLog implements RawLog, AutoCloseable {

  /** An answer that takes longer is no answer for a sender that waits. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

  private static final Duration LONGEST_BLOCK = Duration.ofSeconds(2);

  private final Producer<byte[], byte[]> producer;
  private final LongSupplier clock;

  /**
   * @param clock recorded time for a message that is known now, in milliseconds
   */
  public KafkaRawLog(String bootstrapServers, LongSupplier clock) {
    this(producer(bootstrapServers), clock);
  }

  KafkaRawLog(Producer<byte[], byte[]> producer, LongSupplier clock) {
    this.producer = producer;
    this.clock = clock;
  }

  private static Producer<byte[], byte[]> producer(String bootstrapServers) {
    Properties settings = new Properties();
    settings.setProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.setProperty(ProducerConfig.ACKS_CONFIG, "all");
    settings.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    settings.setProperty(
        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, String.valueOf(LONGEST_WAIT.toMillis()));
    settings.setProperty(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "10000");
    settings.setProperty(
        ProducerConfig.MAX_BLOCK_MS_CONFIG, String.valueOf(LONGEST_BLOCK.toMillis()));
    settings.setProperty(ProducerConfig.LINGER_MS_CONFIG, "1");
    settings.setProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    settings.setProperty(
        ProducerConfig.MAX_REQUEST_SIZE_CONFIG, String.valueOf(Topics.MAX_RECORD_BYTES));
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Override
  public CompletableFuture<Place> append(
      String partner, String key, byte[] content, boolean beyondQuota) {
    String topic = beyondQuota ? Topics.RAW_OVERFLOW : Topics.RAW;
    CompletableFuture<Place> place = new CompletableFuture<>();
    byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
    try {
      ProducerRecord<byte[], byte[]> record =
          new ProducerRecord<>(
              topic,
              partitionOf(topic, key.isEmpty() ? content : keyBytes),
              clock.getAsLong(),
              keyBytes,
              content);
      record.headers().add(RawHeaders.PARTNER, partner.getBytes(StandardCharsets.UTF_8));
      producer.send(
          record,
          (metadata, exception) -> {
            if (exception == null) {
              place.complete(new Place(metadata.partition(), metadata.offset()));
            } else {
              place.completeExceptionally(exception);
            }
          });
    } catch (KafkaException e) {
      place.completeExceptionally(e);
    }
    return place;
  }

  /** A message without a key goes where its repeat would go. */
  private int partitionOf(String topic, byte[] place) {
    int partitions = producer.partitionsFor(topic).size();
    return Utils.toPositive(Utils.murmur2(place)) % partitions;
  }

  @Override
  public void close() {
    producer.close(LONGEST_WAIT);
  }
}
