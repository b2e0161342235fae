package io.waybill.local.bench;

import io.waybill.operators.billing.Amounts;
import io.waybill.operators.log.Topics;
import io.waybill.operators.log.flink.TopicRecord;
import io.waybill.schemas.Classifier;
import io.waybill.schemas.DeliveredLine;
import io.waybill.schemas.Envelope;
import io.waybill.schemas.FreightBill;
import io.waybill.schemas.Milestone;
import io.waybill.schemas.OrderLine;
import io.waybill.schemas.ProofOfDelivery;
import io.waybill.schemas.RawPointer;
import io.waybill.schemas.ShipmentFact;
import io.waybill.schemas.ShipmentLogRecord;
import io.waybill.schemas.Shipped;
import io.waybill.schemas.Tick;
import io.waybill.schemas.TransportPlan;
import io.waybill.schemas.Version;
import io.waybill.schemas.wire.AvroCodec;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A fact log in which the same number of shipments is open all the time: in every round a cohort of
 * new ones says its first fact, the cohort before it its second, and so on, until the oldest says
 * its last. One fact in twenty comes twice.
 */
final class OpenShipments {

  /** Order, plan, ship, two milestones, delivery, POD, bill. */
  private static final int FACTS = 8;

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
    String key = fact.getEnvelope().getKey();
    producer.send(
        new ProducerRecord<>(
            Topics.SHIPMENT_FACTS,
            TopicRecord.partitionOf(key, partitions),
            logTime,
            key.getBytes(StandardCharsets.UTF_8),
            codec.encode(new ShipmentLogRecord(fact))));
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
    long at = logTime;
    BigDecimal quantity = BigDecimal.valueOf(1 + shipment % 40).setScale(Amounts.SCALE);
    BigDecimal price = BigDecimal.valueOf(125 + shipment % 977, 2).setScale(Amounts.SCALE);
    BigDecimal freight = BigDecimal.valueOf(80 + shipment % 301).setScale(Amounts.SCALE);
    String carrier = "CARR" + shipment % 5;
    return switch (step) {
      case 0 ->
          fact(
              shipment,
              "order/1",
              at,
              new OrderLine(
                  "1",
                  "item-" + shipment % 2000,
                  quantity,
                  "pack",
                  "customer-" + shipment % 200,
                  "USD",
                  price,
                  null,
                  null,
                  at + 86_400_000L));
      case 1 ->
          fact(
              shipment,
              "transport-plan",
              at,
              new TransportPlan("load-" + shipment, carrier, freight, "USD"));
      case 2 ->
          fact(
              shipment,
              "shipped/1",
              at,
              new Shipped("1", "item-" + shipment % 2000, "DC1", quantity, "pack"));
      case 3 -> milestone(shipment, "DEPARTED", at);
      case 4 -> milestone(shipment, "TERMINAL_ARRIVED", at);
      case 5 -> milestone(shipment, "DELIVERED", at);
      case 6 ->
          fact(
              shipment,
              "pod/1",
              at,
              new ProofOfDelivery(
                  "1",
                  true,
                  "Receiver",
                  List.of(
                      new DeliveredLine(
                          "1",
                          "item-" + shipment % 2000,
                          quantity,
                          Amounts.ZERO,
                          Amounts.ZERO,
                          "pack"))));
      default ->
          fact(
              shipment,
              "freight-bill/" + carrier + "/" + shipment,
              at,
              new FreightBill("" + shipment, carrier, "USD", freight, List.of()));
    };
  }

  private static ShipmentFact milestone(int shipment, String code, long at) {
    return fact(
        shipment,
        "milestone/" + code,
        at,
        new Milestone(code, code, null, Classifier.ACTUAL, "USCHI", null, null));
  }

  private static ShipmentFact fact(int shipment, String subject, long at, Object payload) {
    String messageId = subject + "#" + shipment;
    return new ShipmentFact(
        Envelope.newBuilder()
            .setFactId("%016x%016x".formatted((long) subject.hashCode(), (long) shipment))
            .setKey("shipment-" + shipment)
            .setRulesVersion(1)
            .setOccurredAt(at)
            .setOccurredOffset("Z")
            .setRecordedAt(at)
            .setPartner("bench")
            .setProfileVersion(1)
            .setMessageId(messageId)
            .setSubject(subject)
            .setVersion(new Version(0, at, messageId))
            .setRaw(new RawPointer(Topics.RAW, shipment % 8, (long) shipment, 0, null))
            .build(),
        payload);
  }
}
