package io.waybill.local.feed;

import io.waybill.local.stack.StackFailure;
import io.waybill.operators.log.RawHeaders;
import io.waybill.operators.log.Topics;
import io.waybill.operators.log.flink.TopicRecord;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes messages and the clock to the raw topic, each with an explicit timestamp. One idempotent
 * producer, so that what goes to a partition keeps its order.
 */
public final class RawProducer implements Clock, AutoCloseable {

  private static final byte[] EMPTY = {};
  private static final byte[] PRESENT = {1};

  private final KafkaProducer<byte[], byte[]> producer;
  private final int partitions;
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  public RawProducer(String bootstrapServers, int partitions) {
    Properties settings = new Properties();
    settings.setProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.setProperty(ProducerConfig.ACKS_CONFIG, "all");
    settings.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    settings.setProperty(
        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, String.valueOf(Integer.MAX_VALUE));
    settings.setProperty(ProducerConfig.LINGER_MS_CONFIG, "1");
    settings.setProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    settings.setProperty(
        ProducerConfig.MAX_REQUEST_SIZE_CONFIG, String.valueOf(Topics.MAX_RECORD_BYTES));
    producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    this.partitions = partitions;
  }

  /** Sends a message; its partition follows from its key, or from its content without one. */
  public void send(RawMessage message) {
    byte[] key = message.key().getBytes(StandardCharsets.UTF_8);
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            Topics.RAW, partitionOf(message), message.recordedAt(), key, message.content());
    record.headers().add(RawHeaders.PARTNER, message.partner().getBytes(StandardCharsets.UTF_8));
    send(record);
  }

  int partitionOf(RawMessage message) {
    String place =
        message.key().isEmpty()
            ? String.valueOf(Arrays.hashCode(message.content()))
            : message.key();
    return TopicRecord.partitionOf(place, partitions);
  }

  @Override
  public void tick(long time) {
    for (int partition = 0; partition < partitions; partition++) {
      ProducerRecord<byte[], byte[]> record =
          new ProducerRecord<>(Topics.RAW, partition, time, EMPTY, EMPTY);
      record.headers().add(RawHeaders.CLOCK, PRESENT);
      send(record);
    }
  }

  /** Waits until everything sent so far is in the log. */
  @Override
  public void flush() {
    producer.flush();
    requireNoFailure();
  }

  @Override
  public void close() {
    producer.close();
  }

  private void send(ProducerRecord<byte[], byte[]> record) {
    requireNoFailure();
    producer.send(
        record,
        (metadata, exception) -> {
          if (exception != null) {
            failure.compareAndSet(null, exception);
          }
        });
  }

  private void requireNoFailure() {
    Exception cause = failure.get();
    if (cause != null) {
      throw new StackFailure(
          "A message could not be written to the raw log (%s). What was written before it is kept."
              .formatted(cause.getMessage()),
          cause);
    }
  }
}
