package io.waybill.local.bench;

import io.waybill.operators.billing.Amounts;
import io.waybill.operators.log.Topics;
import io.waybill.schemas.Charge;
import io.waybill.schemas.Classifier;
import io.waybill.schemas.DeliveredLine;
import io.waybill.schemas.Envelope;
import io.waybill.schemas.FreightBill;
import io.waybill.schemas.Milestone;
import io.waybill.schemas.MilestoneDetail;
import io.waybill.schemas.OrderLine;
import io.waybill.schemas.Place;
import io.waybill.schemas.ProofOfDelivery;
import io.waybill.schemas.RawPointer;
import io.waybill.schemas.Reference;
import io.waybill.schemas.ShipmentFact;
import io.waybill.schemas.Shipped;
import io.waybill.schemas.TransportPlan;
import io.waybill.schemas.Version;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What the intake would write of one shipment: an order and a POD in JSON, a load tender, statuses
 * and a freight bill in X12, a ship order in X12. What the carrier says comes by its PRO number,
 * which the tender linked.
 *
 * @param number of the shipment
 * @param at log time in milliseconds; all happened a moment before
 */
record BenchShipment(int number, long at) {

  /** Order, plan, ship, two milestones, delivery, POD, bill. */
  static final int FACTS = 8;

  private static final long DAY = Duration.ofDays(1).toMillis();

  /** The fact of one step, from 0. */
  ShipmentFact fact(int step) {
    return switch (step) {
      case 0 -> canonical("order/1", null, order());
      case 1 -> x12("204/TMS/" + load(), "transport-plan", null, plan());
      case 2 -> x12("945/WMS/" + load(), "shipped/1", null, shipped());
      case 3 -> status("AF", "DEPARTED");
      case 4 -> status("X4", "TERMINAL_ARRIVED");
      case 5 -> status("D1", "DELIVERED");
      case 6 -> canonical("pod/POD" + number, pro(), pod());
      default ->
          x12("210/" + carrier() + "/FB" + number, "freight-bill/" + bill(), pro(), billed());
    };
  }

  private OrderLine order() {
    return new OrderLine(
        "1",
        item(),
        quantity(),
        "EA",
        "customer-" + number % 200,
        "USD",
        BigDecimal.valueOf(125 + number % 977, 2).setScale(Amounts.SCALE),
        null,
        null,
        at + DAY);
  }

  private TransportPlan plan() {
    return new TransportPlan(load(), carrier(), freight(), "USD");
  }

  private Shipped shipped() {
    return new Shipped("1", item(), "DC-WEST", quantity(), "EA");
  }

  private ProofOfDelivery pod() {
    return new ProofOfDelivery(
        "POD" + number,
        true,
        "J. Doe",
        List.of(new DeliveredLine("1", item(), quantity(), Amounts.ZERO, Amounts.ZERO, "EA")));
  }

  private FreightBill billed() {
    return new FreightBill(
        "FB" + number, carrier(), "USD", freight(), List.of(new Charge("400", freight())));
  }

  private ShipmentFact status(String original, String code) {
    String where = "CHICAGO, IL, US";
    MilestoneDetail detail =
        MilestoneDetail.newBuilder()
            .setCodeList("X12-1650")
            .setPlace(Place.newBuilder().setAddress(where).build())
            .setCarrier(carrier())
            .setReferences(List.of(new Reference("BOL", "", load())))
            .build();
    return x12(
        carrier() + "/" + control(),
        "milestone/"
            + carrier()
            + "/"
            + pro().getValue()
            + "/"
            + code
            + "/"
            + Instant.ofEpochMilli(at),
        pro(),
        new Milestone(code, original, "NS", Classifier.ACTUAL, where, null, detail));
  }

  private ShipmentFact canonical(String subject, Reference reference, Object payload) {
    return fact(
        "canonical", "M%06d-%s".formatted(number, subject), subject, reference, null, payload);
  }

  private ShipmentFact x12(String message, String subject, Reference reference, Object payload) {
    return fact("x12", "X12-" + message, subject, reference, control(), payload);
  }

  private ShipmentFact fact(
      String partner,
      String messageId,
      String subject,
      Reference reference,
      String controlNumbers,
      Object payload) {
    long happened = at - 1_000;
    return new ShipmentFact(
        Envelope.newBuilder()
            .setFactId("%016x%016x".formatted((long) subject.hashCode(), (long) number))
            .setKey(load())
            .setReference(reference)
            .setLinkVersion(
                reference == null ? null : new Version(0, happened, "X12-204/TMS/" + load()))
            .setRulesVersion(1)
            .setOccurredAt(happened)
            .setOccurredOffset("-06:00")
            .setRecordedAt(at)
            .setPartner(partner)
            .setProfileVersion(1)
            .setMessageId(messageId)
            .setSubject(subject)
            .setVersion(new Version(0, happened, messageId))
            .setRaw(new RawPointer(Topics.RAW, number % 8, (long) number, 0, controlNumbers))
            .build(),
        payload);
  }

  private String load() {
    return "SHP-%06d".formatted(number);
  }

  private Reference pro() {
    return new Reference("PRO", carrier(), "PRO%06d".formatted(number));
  }

  private String bill() {
    return carrier() + "/FB" + number;
  }

  private String control() {
    return "%09d/%d/0001".formatted(number, number);
  }

  private String carrier() {
    return "CAR" + number % 5;
  }

  private String item() {
    return "ITEM-%04d".formatted(number % 2_000);
  }

  private BigDecimal quantity() {
    return BigDecimal.valueOf(1 + number % 40).setScale(Amounts.SCALE);
  }

  private BigDecimal freight() {
    return BigDecimal.valueOf(80 + number % 301).setScale(Amounts.SCALE);
  }
}
