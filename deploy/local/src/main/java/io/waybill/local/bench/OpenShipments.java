package io.waybill.local.bench;

import io.waybill.jobs.TopicRecordSerializer;
import io.waybill.operators.log.Topics;
import io.waybill.operators.log.flink.LogClock;
import io.waybill.operators.log.flink.TopicRecord;
import io.waybill.schemas.Envelope;
import io.waybill.schemas.ShipmentFact;
import io.waybill.schemas.ShipmentLogRecord;
import io.waybill.schemas.Tick;
import io.waybill.schemas.wire.AvroCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A fact log, as the intake writes it, in which the same number of shipments is open all the time:
 * in every round a cohort of new ones says its first fact, the cohort before it its second, and so
 * on, until the oldest says its last. One fact in twenty comes twice.
 */
final class OpenShipments {

  private static final int FACTS = BenchShipment.FACTS;

  /** Rounds until as many shipments are open as there will ever be, and rounds to measure. */
  private static final int FILLING = FACTS;

  private static final int MEASURED = 16;

  /** A shipment takes 16 hours from its order to its bill, and an hour more to settle. */
  private static final Duration ROUND = Duration.ofHours(2);

  private static final long FIRST_LOG_TIME = Instant.parse("2026-01-05T00:00:00Z").toEpochMilli();
  private static final int FACTS_BETWEEN_TICKS = 1_000;

  private final int cohort;
  private final int partitions;
  private final Random random;
  private final TopicRecordSerializer serializer = new TopicRecordSerializer();
  private final AvroCodec<ShipmentLogRecord> codec = AvroCodec.of(ShipmentLogRecord.class);
  private long logTime = FIRST_LOG_TIME;
  private final long betweenFacts;
  private long allOpenFrom;
  private long written;

  /**
   * @param open shipments, once the log has filled up
   */
  OpenShipments(int open, int partitions, long seed) {
    this.cohort = Math.max(1, open / FACTS);
    this.betweenFacts = ROUND.toMillis() / ((long) cohort * FACTS);
    this.partitions = partitions;
    this.random = new Random(seed);
  }

  /** Writes the log; returns how many facts it has. */
  long write(Producer<byte[], byte[]> producer) {
    for (int round = 0; round < FILLING + MEASURED; round++) {
      if (round == FILLING) {
        allOpenFrom = logTime;
      }
      for (int member = 0; member < cohort; member++) {
        for (int step = 0; step <= Math.min(round, FACTS - 1); step++) {
          logTime += betweenFacts;
          ShipmentFact fact = fact((round - step) * cohort + member, step);
          send(producer, fact);
          if (random.nextInt(20) == 0) {
            send(producer, fact);
          }
        }
      }
    }
    tick(producer);
    producer.flush();
    return written;
  }

  /** Log time of the last tick. */
  long lastLogTime() {
    return logTime;
  }

  long firstLogTime() {
    return FIRST_LOG_TIME;
  }

  /** Log time from which on all the shipments are open that ever are at once. */
  long allOpenFrom() {
    return allOpenFrom;
  }

  private void send(Producer<byte[], byte[]> producer, ShipmentFact fact) {
    Envelope envelope = fact.getEnvelope();
    producer.send(
        serializer.serialize(
            TopicRecord.keyed(
                Topics.SHIPMENT_FACTS,
                partitions,
                envelope.getKey(),
                logTime,
                envelope.getFactId(),
                LogClock.Log.SHIPMENT_FACTS.recordName(),
                codec.encode(new ShipmentLogRecord(fact))),
            null,
            null));
    written++;
    if (written % FACTS_BETWEEN_TICKS == 0) {
      tick(producer);
    }
  }

  private void tick(Producer<byte[], byte[]> producer) {
    logTime++;
    byte[] tick = codec.encode(new ShipmentLogRecord(new Tick(logTime)));
    for (int partition = 0; partition < partitions; partition++) {
      producer.send(new ProducerRecord<>(Topics.SHIPMENT_FACTS, partition, logTime, null, tick));
    }
  }

  private ShipmentFact fact(int shipment, int step) {
    return new BenchShipment(shipment, logTime).fact(step);
  }
}
