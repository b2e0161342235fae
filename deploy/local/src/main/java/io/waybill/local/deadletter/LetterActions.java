package io.waybill.local.deadletter;

import io.waybill.local.deadletter.Letter.RawPlace;
import io.waybill.local.stack.StackFailure;
import io.waybill.operators.log.Topics;
import io.waybill.schemas.DeadLetterAction;
import io.waybill.schemas.RawPointer;
import io.waybill.schemas.wire.AvroCodec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes down what an operator does with dead letters, so that the read tables can be built anew
 * from the topics without sending anything a second time. Returns when Kafka has it.
 */
public final class LetterActions implements AutoCloseable {

  /** What a topic takes, with room for the rest of the record. */
  public static final int MAX_CONTENT = 10 * 1024 * 1024;

  private final AvroCodec<DeadLetterAction> codec = AvroCodec.of(DeadLetterAction.class);
  private final KafkaProducer<byte[], byte[]> producer;

  public LetterActions(String bootstrapServers) {
    Properties settings = new Properties();
    settings.setProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.setProperty(ProducerConfig.ACKS_CONFIG, "all");
    settings.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    settings.setProperty(
        ProducerConfig.MAX_REQUEST_SIZE_CONFIG, String.valueOf(Topics.MAX_RECORD_BYTES));
    producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  public void edited(String id, byte[] content, String by, Instant at) {
    write(new DeadLetterAction(id, by, at.toEpochMilli(), ByteBuffer.wrap(content), true, null));
  }

  void redriven(String id, String by, Instant at, boolean edited, RawPlace to) {
    write(
        new DeadLetterAction(
            id,
            by,
            at.toEpochMilli(),
            null,
            edited,
            new RawPointer(to.topic(), to.partition(), to.offset(), 0, null)));
  }

  private void write(DeadLetterAction action) {
    try {
      producer
          .send(
              new ProducerRecord<>(
                  Topics.DEAD_LETTER_ACTIONS,
                  null,
                  action.getAt(),
                  action.getDeadLetterId().getBytes(StandardCharsets.UTF_8),
                  codec.encode(action)))
          .get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackFailure("Interrupted before Kafka had what was done with a letter.", e);
    } catch (ExecutionException e) {
      throw new StackFailure(
          "Kafka did not take what was done with the dead letter %s (%s)."
              .formatted(action.getDeadLetterId(), e.getCause().getMessage()),
          e);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
