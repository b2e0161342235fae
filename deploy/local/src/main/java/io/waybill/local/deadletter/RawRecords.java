package io.waybill.local.deadletter;

import io.waybill.local.deadletter.Letter.RawPlace;
import io.waybill.local.stack.StackFailure;
import io.waybill.operators.log.RawHeaders;
import io.waybill.operators.log.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Finds raw messages by their place, and sends them again behind what came since. */
public final class RawRecords implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final int POLLS = 50;

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final String bootstrapServers;

  /** Null until something is sent. */
  private KafkaProducer<byte[], byte[]> producer;

  public RawRecords(String bootstrapServers) {
    Properties reading = new Properties();
    reading.setProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    reading.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    reading.setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "1");
    reading.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    consumer =
        new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.bootstrapServers = bootstrapServers;
  }

  /** The record at a place; empty when the topic does not hold it any more. */
  public Optional<ConsumerRecord<byte[], byte[]>> at(RawPlace place) {
    TopicPartition partition = new TopicPartition(place.topic(), place.partition());
    consumer.assign(List.of(partition));
    if (consumer.beginningOffsets(List.of(partition)).get(partition) > place.offset()
        || consumer.endOffsets(List.of(partition)).get(partition) <= place.offset()) {
      return Optional.empty();
    }
    consumer.seek(partition, place.offset());
    for (int i = 0; i < POLLS; i++) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        return record.offset() == place.offset() ? Optional.of(record) : Optional.empty();
      }
    }
    throw new StackFailure(
        "Kafka did not give the raw message %s/%d/%d within 10 s."
            .formatted(place.topic(), place.partition(), place.offset()));
  }

  /**
   * Sends a content in the place of a record: same partition, key and headers, so that it stands
   * behind everything of its key. Returns when Kafka has it.
   */
  RawPlace send(
      ConsumerRecord<byte[], byte[]> original,
      String partner,
      String deadLetter,
      byte[] content,
      long time) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(original.topic(), original.partition(), time, original.key(), content);
    original.headers().forEach(record.headers()::add);
    record.headers().remove(RawHeaders.DEAD_LETTER).remove(RawHeaders.PARTNER);
    record.headers().add(RawHeaders.PARTNER, partner.getBytes(StandardCharsets.UTF_8));
    record.headers().add(RawHeaders.DEAD_LETTER, deadLetter.getBytes(StandardCharsets.UTF_8));
    try {
      RecordMetadata sent = producer().send(record).get();
      return new RawPlace(sent.topic(), sent.partition(), sent.offset());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackFailure("Interrupted before Kafka had the message.", e);
    } catch (ExecutionException e) {
      throw new StackFailure(
          "Kafka did not take the dead letter %s (%s). It is offered again next time."
              .formatted(deadLetter, e.getCause().getMessage()),
          e);
    }
  }

  private KafkaProducer<byte[], byte[]> producer() {
    if (producer == null) {
      Properties writing = new Properties();
      writing.setProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
      writing.setProperty(ProducerConfig.ACKS_CONFIG, "all");
      writing.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
      writing.setProperty(
          ProducerConfig.MAX_REQUEST_SIZE_CONFIG, String.valueOf(Topics.MAX_RECORD_BYTES));
      producer = new KafkaProducer<>(writing, new ByteArraySerializer(), new ByteArraySerializer());
    }
    return producer;
  }

  @Override
  public void close() {
    consumer.close();
    if (producer != null) {
      producer.close();
    }
  }
}
