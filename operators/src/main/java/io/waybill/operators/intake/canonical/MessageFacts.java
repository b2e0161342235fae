package io.waybill.operators.intake.canonical;

import io.waybill.operators.intake.message.Decimals;
import io.waybill.operators.intake.message.FactCollector;
import io.waybill.operators.intake.message.MessageHeader;
import io.waybill.operators.intake.message.MessageType;
import io.waybill.operators.intake.message.Problem;
import io.waybill.operators.intake.message.Reason;
import io.waybill.operators.intake.message.References;
import io.waybill.operators.intake.message.StockMoves;
import io.waybill.operators.intake.message.When;
import io.waybill.schemas.Bucket;
import io.waybill.schemas.Charge;
import io.waybill.schemas.Classifier;
import io.waybill.schemas.DeliveredLine;
import io.waybill.schemas.FreightBill;
import io.waybill.schemas.Milestone;
import io.waybill.schemas.OrderLine;
import io.waybill.schemas.ProofOfDelivery;
import io.waybill.schemas.Reference;
import io.waybill.schemas.Shipped;
import io.waybill.schemas.StockMovement;
import io.waybill.schemas.StockPlace;
import io.waybill.schemas.TransportPlan;
import io.waybill.schemas.Version;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What one canonical message says. To be used only if the message has no problems afterwards.
 *
 * <p>A line whose quantity is not on a POD in good order, but damaged or refused, still is a line
 * of it. A zero quantity takes back the movement of an earlier version.
 */
final class MessageFacts {

  private record Reader(MessageType type, Consumer<MessageFacts> read) {}

  private static final Map<String, Reader> READERS =
      readers(
          new Reader(type("order", "lines of an order", "OrderLine"), MessageFacts::order),
          new Reader(
              type("transport-plan", "load and carrier", "TransportPlan", "Link"),
              MessageFacts::transportPlan),
          new Reader(
              type("shipped", "lines that were shipped", "Shipped", "StockMovement", "Link"),
              MessageFacts::shipped),
          new Reader(
              type("milestone", "something happened", "Milestone")
                  .milestones("*")
                  .note("The sender names the canonical code."),
              MessageFacts::milestone),
          new Reader(
              type("pod", "proof of delivery", "ProofOfDelivery", "StockMovement"),
              MessageFacts::proofOfDelivery),
          new Reader(
              type("freight-bill", "a carrier's invoice", "FreightBill"),
              MessageFacts::freightBill),
          new Reader(
              MessageType.of("stock-movement", "a quantity moves between two places")
                  .facts("StockMovement")
                  .about("owner and item"),
              MessageFacts::stockMovement));

  private final Members message;
  private final FactCollector facts;
  private final When created;
  private final MessageHeader header;

  MessageFacts(Members message, FactCollector facts) {
    this.message = message;
    this.facts = facts;
    created = message.time("created");
    String id = message.text("id");
    boolean aboutShipment = !message.optionalText("message").orElse("").equals("stock-movement");
    header =
        new MessageHeader(
            id,
            new Version(message.count("revision"), created.at(), id),
            message.optionalFlag("cancelled").orElse(false),
            aboutShipment ? ReferenceMembers.read(message.object("reference")) : null,
            null);
  }

  void read() {
    String kind = message.text("message");
    Reader reader = READERS.get(kind);
    if (reader != null) {
      reader.read().accept(this);
    } else if (!kind.isEmpty()) {
      message.problem(
          new Problem(
              Reason.UNSUPPORTED,
              "message",
              kind,
              "Send one of " + String.join(", ", READERS.keySet()) + "."));
    }
  }

  /** What each message is, in the order of the document. */
  static List<MessageType> types() {
    return READERS.values().stream().map(Reader::type).toList();
  }

  private static Map<String, Reader> readers(Reader... all) {
    Map<String, Reader> readers = new LinkedHashMap<>();
    for (Reader reader : all) {
      readers.put(reader.type().message(), reader);
    }
    return readers;
  }

  private static MessageType type(String message, String title, String... facts) {
    return MessageType.of(message, title).facts(facts).about("its member reference");
  }

  private void order() {
    String customer = message.text("customer");
    String currency = message.currency("currency");
    Long deliverBefore =
        message.optionalTime("scheduledDelivery").map(When::tooLateFrom).orElse(null);
    for (Members line : message.lines()) {
      OrderLine order =
          new OrderLine(
              line.name("line"),
              line.text("item"),
              line.amount("quantity"),
              line.text("unit"),
              customer,
              currency,
              line.amount("unitPrice"),
              line.optionalAmount("value").orElse(null),
              line.optionalAmount("insurance").orElse(null),
              deliverBefore);
      facts.shipmentFact(header, "order/" + order.getLine(), created, order);
    }
  }

  private void transportPlan() {
    TransportPlan plan =
        new TransportPlan(
            message.text("load"),
            message.text("carrier"),
            message.optionalAmount("freightEstimate").orElse(null),
            message.currency("currency"));
    facts.shipmentFact(header, "transport-plan", created, plan);
    links();
  }

  private void shipped() {
    String owner = message.name("owner");
    String node = message.text("node");
    When occurred = message.time("occurredAt");
    StockMoves stock = new StockMoves(facts, header, owner);
    StockPlace origin = new StockPlace(Bucket.ON_HAND, node, StockMoves.GOOD);
    for (Members member : message.lines()) {
      Shipped line =
          new Shipped(
              member.name("line"),
              member.text("item"),
              node,
              member.amount("quantity"),
              member.text("unit"));
      facts.shipmentFact(header, "shipped/" + line.getLine(), occurred, line);
      stock.shipped(
          line.getLine(), line.getItem(), line.getQuantity(), line.getUnit(), origin, occurred);
    }
    links();
  }

  private void milestone() {
    String code = message.text("code");
    Milestone milestone =
        new Milestone(
            code,
            code,
            message.optionalText("reason").orElse(null),
            message.oneOf("classifier", Classifier.class),
            message.optionalText("location").orElse(null),
            message.optionalText("equipment").orElse(null),
            null);
    facts.shipmentFact(
        header, "milestone/" + message.text("event"), message.time("occurredAt"), milestone);
  }

  private void proofOfDelivery() {
    String owner = message.name("owner");
    String pod = message.text("pod");
    When occurred = message.time("occurredAt");
    List<DeliveredLine> lines = new ArrayList<>();
    for (Members line : message.lines()) {
      lines.add(
          new DeliveredLine(
              line.name("line"),
              line.text("item"),
              line.amount("quantity"),
              line.optionalAmount("damaged").orElse(Decimals.ZERO),
              line.optionalAmount("refused").orElse(Decimals.ZERO),
              line.text("unit")));
    }
    facts.shipmentFact(
        header,
        "pod/" + pod,
        occurred,
        new ProofOfDelivery(
            pod, message.flag("signed"), message.optionalText("signedBy").orElse(null), lines));
    StockMoves stock = new StockMoves(facts, header, owner);
    for (DeliveredLine line : lines) {
      stock.delivered(pod, line, occurred);
      stock.damaged(pod, line, occurred);
    }
  }

  private void freightBill() {
    String carrier = message.text("carrier");
    String bill = message.text("bill");
    List<Charge> charges = new ArrayList<>();
    for (Members charge : message.optionalList("charges")) {
      charges.add(new Charge(charge.text("code"), charge.decimal("amount")));
    }
    facts.shipmentFact(
        header,
        "freight-bill/" + carrier + "/" + bill,
        created,
        new FreightBill(
            bill, carrier, message.currency("currency"), message.amount("amount"), charges));
  }

  private void stockMovement() {
    StockMovement movement =
        new StockMovement(
            message.name("owner"),
            message.text("item"),
            message.amount("quantity"),
            message.text("unit"),
            place("source"),
            place("target"));
    String subject = "stock-movement/" + message.text("movement");
    new StockMoves(facts, header, movement.getOwner())
        .moved(subject, movement, message.time("occurredAt"));
  }

  private StockPlace place(String member) {
    Members place = message.object(member);
    return new StockPlace(
        place.oneOf("bucket", Bucket.class),
        place.textOrEmpty("node"),
        place.optionalText("status").orElse(StockMoves.GOOD));
  }

  /** References that from now on mean this shipment; a cancelled message links nothing. */
  private void links() {
    List<Members> links = message.optionalList("links");
    if (!links.isEmpty() && !References.isShipment(header.reference())) {
      message.invalid(
          "links",
          "A message that links references must name its shipment by a reference of type"
              + " SHIPMENT.");
    }
    for (Members link : links) {
      Reference reference = ReferenceMembers.read(link);
      if (References.isShipment(reference)) {
        link.invalid("type", "A shipment cannot be linked to another one.");
      } else if (!header.retracted()) {
        facts.link(header, reference, header.reference().getValue());
      }
    }
  }
}
