package io.waybill.local.replay;

import io.waybill.operators.log.Topics;
import io.waybill.operators.log.flink.TopicRecord;
import io.waybill.schemas.Bucket;
import io.waybill.schemas.DeliveredLine;
import io.waybill.schemas.Envelope;
import io.waybill.schemas.FreightBill;
import io.waybill.schemas.OrderLine;
import io.waybill.schemas.ProofOfDelivery;
import io.waybill.schemas.RawPointer;
import io.waybill.schemas.ShipmentFact;
import io.waybill.schemas.ShipmentLogRecord;
import io.waybill.schemas.StockFact;
import io.waybill.schemas.StockLogRecord;
import io.waybill.schemas.StockMovement;
import io.waybill.schemas.StockPlace;
import io.waybill.schemas.Tick;
import io.waybill.schemas.Version;
import io.waybill.schemas.wire.AvroCodec;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/** Writes a kept log with shipments that were ordered, delivered, signed for and billed. */
final class FactLogFixture {

  static final int PARTITIONS = Topics.DEFAULT_PARTITIONS;

  private static final long DAY = 86_400_000;

  private final Path folder;
  private final StringBuilder[] shipments = new StringBuilder[PARTITIONS];
  private final StringBuilder[] stock = new StringBuilder[PARTITIONS];
  private long now = Instant.parse("2015-03-01T00:00:00Z").toEpochMilli();

  FactLogFixture(Path folder) {
    this.folder = folder;
    for (int partition = 0; partition < PARTITIONS; partition++) {
      shipments[partition] = new StringBuilder();
      stock[partition] = new StringBuilder();
    }
  }

  /** A shipment of one line, 10 packs at 12.50, and a freight bill of 40. */
  FactLogFixture delivered(String shipment) {
    ordered(shipment);
    fact(
        shipment,
        "pod/1",
        new ProofOfDelivery(
            "1",
            true,
            null,
            List.of(new DeliveredLine("1", "ITEM", number(10), number(0), number(0), "PACK"))));
    fact(
        shipment,
        "freight-bill/CARRIER/" + shipment,
        new FreightBill(shipment, "CARRIER", "USD", number(40), List.of()));
    moved(shipment);
    return this;
  }

  FactLogFixture ordered(String shipment) {
    fact(
        shipment,
        "order/1",
        OrderLine.newBuilder()
            .setLine("1")
            .setItem("ITEM")
            .setQuantity(number(10))
            .setUnit("PACK")
            .setCustomer("CUSTOMER")
            .setCurrency("USD")
            .setUnitPrice(number(12.5))
            .build());
    return this;
  }

  /** Ends the day in every partition. */
  FactLogFixture nextDay() {
    for (int partition = 0; partition < PARTITIONS; partition++) {
      line(
          shipments[partition],
          null,
          AvroCodec.of(ShipmentLogRecord.class).encode(new ShipmentLogRecord(new Tick(now))));
      line(
          stock[partition],
          null,
          AvroCodec.of(StockLogRecord.class).encode(new StockLogRecord(new Tick(now))));
    }
    now += DAY;
    return this;
  }

  void write() throws IOException {
    nextDay();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      Files.writeString(
          folder.resolve("facts-shipment-%d.jsonl".formatted(partition)), shipments[partition]);
      Files.writeString(
          folder.resolve("facts-stock-%d.jsonl".formatted(partition)), stock[partition]);
    }
    Files.writeString(
        folder.resolve("log.json"),
        "{\"format\": 1, \"partitions\": %d, \"clockEnd\": %d, \"rules\": null}"
            .formatted(PARTITIONS, now - DAY));
  }

  private void fact(String shipment, String subject, Object payload) {
    ShipmentFact fact = new ShipmentFact(envelope(shipment, subject), payload);
    line(
        shipments[TopicRecord.partitionOf(shipment, PARTITIONS)],
        shipment,
        AvroCodec.of(ShipmentLogRecord.class).encode(new ShipmentLogRecord(fact)));
  }

  private void moved(String shipment) {
    String key = "OWNER|ITEM";
    StockFact fact =
        new StockFact(
            envelope(key, "stock-movement/" + shipment),
            new StockMovement(
                "OWNER",
                "ITEM",
                number(10),
                "PACK",
                new StockPlace(Bucket.ON_HAND, "NODE", "GOOD"),
                new StockPlace(Bucket.CUSTOMER, "", "GOOD")),
            null);
    line(
        stock[TopicRecord.partitionOf(key, PARTITIONS)],
        key,
        AvroCodec.of(StockLogRecord.class).encode(new StockLogRecord(fact)));
  }

  private Envelope envelope(String key, String subject) {
    return Envelope.newBuilder()
        .setFactId(key + "/" + subject)
        .setKey(key)
        .setRulesVersion(1)
        .setOccurredAt(now)
        .setOccurredOffset("Z")
        .setRecordedAt(now)
        .setPartner("canonical")
        .setProfileVersion(1)
        .setMessageId(key + "/" + subject)
        .setSubject(subject)
        .setVersion(new Version(0, now, key + "/" + subject))
        .setRaw(new RawPointer(Topics.RAW, 0, 0L, 0, null))
        .build();
  }

  private void line(StringBuilder file, String key, byte[] value) {
    Base64.Encoder base64 = Base64.getEncoder();
    file.append(
        "{\"timestamp\":%d,\"key\":%s,\"value\":\"%s\"}%n"
            .formatted(
                now,
                key == null
                    ? "null"
                    : '"' + base64.encodeToString(key.getBytes(StandardCharsets.UTF_8)) + '"',
                base64.encodeToString(value)));
  }

  private static BigDecimal number(double number) {
    return BigDecimal.valueOf(number).setScale(6);
  }
}
