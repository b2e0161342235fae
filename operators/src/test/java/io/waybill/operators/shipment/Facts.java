package io.waybill.operators.shipment;

import io.waybill.operators.billing.Amounts;
import io.waybill.operators.billing.RuleBook;
import io.waybill.operators.billing.Rules;
import io.waybill.schemas.Classifier;
import io.waybill.schemas.DeliveredLine;
import io.waybill.schemas.Envelope;
import io.waybill.schemas.FreightBill;
import io.waybill.schemas.FreightBillShare;
import io.waybill.schemas.Milestone;
import io.waybill.schemas.OrderLine;
import io.waybill.schemas.ProofOfDelivery;
import io.waybill.schemas.RawPointer;
import io.waybill.schemas.ShipmentFact;
import io.waybill.schemas.Shipped;
import io.waybill.schemas.TransportPlan;
import io.waybill.schemas.Version;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Facts of a shipment, as short as a test wants to say them. */
public final class Facts {

  public static final long START = Instant.parse("2026-01-05T08:00:00Z").toEpochMilli();
  public static final long HOUR = Duration.ofHours(1).toMillis();
  public static final long DAY = Duration.ofDays(1).toMillis();

  private final String shipment;
  private int revision;
  private long createdAt = START;
  private boolean retracted;

  private Facts(String shipment) {
    this.shipment = shipment;
  }

  public static Facts of(String shipment) {
    return new Facts(shipment);
  }

  /** The same source, now speaking with this revision. */
  public Facts revision(int newRevision) {
    Facts facts = new Facts(shipment);
    facts.revision = newRevision;
    facts.createdAt = createdAt;
    return facts;
  }

  /** The same source, taking back what it says. */
  public Facts retracting() {
    Facts facts = revision(revision);
    facts.retracted = true;
    return facts;
  }

  public static RuleBook rules(Duration settle) {
    return new RuleBook(
        List.of(
            new Rules(
                1,
                Instant.EPOCH,
                Instant.EPOCH,
                settle,
                settle,
                new BigDecimal("0.005"),
                new BigDecimal("5"),
                new BigDecimal("2"),
                Duration.ofDays(5),
                Duration.ofDays(3),
                Duration.ofDays(90))));
  }

  public ShipmentFact order(String line, String quantity, String price, long deliverBefore) {
    return fact(
        "order/" + line,
        createdAt,
        new OrderLine(
            line,
            "item-" + line,
            decimal(quantity),
            "pack",
            "customer",
            "USD",
            decimal(price),
            null,
            null,
            deliverBefore == 0 ? null : deliverBefore));
  }

  public ShipmentFact statedOrder(String line, String quantity, String price, String value) {
    ShipmentFact fact = order(line, quantity, price, 0);
    ((OrderLine) fact.getPayload()).setStatedValue(decimal(value));
    fact.getEnvelope().setFactId(fact.getEnvelope().getFactId() + value);
    return fact;
  }

  public ShipmentFact plan(String carrier, String estimate) {
    return fact(
        "transport-plan",
        createdAt,
        new TransportPlan("load", carrier, estimate == null ? null : decimal(estimate), "USD"));
  }

  public ShipmentFact shipped(String line, String quantity, long at) {
    return fact(
        "shipped/" + line, at, new Shipped(line, "item-" + line, "DC1", decimal(quantity), "pack"));
  }

  public ShipmentFact milestone(String code, long at) {
    return fact(
        "milestone/" + code,
        at,
        new Milestone(code, code, null, Classifier.ACTUAL, null, null, null));
  }

  public ShipmentFact pod(long at, boolean signed, String... lineAndQuantity) {
    DeliveredLine[] lines = new DeliveredLine[lineAndQuantity.length / 2];
    for (int i = 0; i < lines.length; i++) {
      lines[i] =
          new DeliveredLine(
              lineAndQuantity[2 * i],
              "item-" + lineAndQuantity[2 * i],
              decimal(lineAndQuantity[2 * i + 1]),
              Amounts.ZERO,
              Amounts.ZERO,
              "pack");
    }
    return fact("pod/1", at, new ProofOfDelivery("1", signed, "B. Receiver", Arrays.asList(lines)));
  }

  public ShipmentFact bill(String number, String carrier, String amount) {
    return fact(
        "freight-bill/" + carrier + "/" + number,
        createdAt,
        new FreightBill(number, carrier, "USD", decimal(amount), List.of()));
  }

  public ShipmentFact share(String bill, String line, String weight, String value) {
    return fact(
        "share/" + bill + "/" + line,
        createdAt,
        new FreightBillShare(
            bill,
            "CARR",
            line,
            weight == null ? null : decimal(weight),
            decimal(value),
            decimal("1")));
  }

  public ShipmentFact fact(String subject, long occurredAt, Object payload) {
    String messageId = subject + "#" + revision + (retracted ? "-" : "");
    Envelope envelope =
        Envelope.newBuilder()
            .setFactId(shipment + ":" + messageId + ":" + payload.hashCode())
            .setKey(shipment)
            .setRulesVersion(1)
            .setOccurredAt(occurredAt)
            .setOccurredOffset("Z")
            .setRecordedAt(occurredAt)
            .setPartner("test")
            .setProfileVersion(1)
            .setMessageId(messageId)
            .setSubject(subject)
            .setVersion(new Version(revision, createdAt, messageId))
            .setRetracted(retracted)
            .setRaw(new RawPointer("raw", 0, 0L, 0, null))
            .build();
    return new ShipmentFact(envelope, payload);
  }

  public static BigDecimal decimal(String text) {
    return new BigDecimal(text).setScale(Amounts.SCALE);
  }
}
