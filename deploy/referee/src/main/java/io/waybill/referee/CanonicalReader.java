package io.waybill.referee;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.waybill.referee.Movement.Place;
import io.waybill.referee.Payload.FreightBill;
import io.waybill.referee.Payload.Milestone;
import io.waybill.referee.Payload.OrderLine;
import io.waybill.referee.Payload.Proof;
import io.waybill.referee.Payload.ProofLine;
import io.waybill.referee.Payload.Shipped;
import io.waybill.referee.Payload.TransportPlan;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Reads Waybill's own JSON messages, as {@code docs/canonical-json.md} describes them. */
final class CanonicalReader {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final Evidence evidence;

  CanonicalReader(Evidence evidence) {
    this.evidence = evidence;
  }

  /** One message, with what all its facts have in common. */
  private record Header(
      JsonNode node,
      Version version,
      boolean cancelled,
      long recordedAt,
      long occurredAt,
      Reference reference) {

    Fact fact(String subject, Payload payload) {
      return new Fact(subject, version, cancelled, occurredAt, recordedAt, reference, payload);
    }
  }

  /**
   * Adds what the message says.
   *
   * @throws MessageFormatException when it cannot be read
   */
  void read(String body, long recordedAt) {
    JsonNode node = parse(body);
    Header header = header(node, recordedAt);
    switch (text(node, "message")) {
      case "order" -> readOrder(header);
      case "transport-plan" -> readPlan(header);
      case "shipped" -> readShipped(header);
      case "milestone" -> readMilestone(header);
      case "pod" -> readProof(header);
      case "freight-bill" -> readBill(header);
      case "stock-movement" -> readMovement(header);
      default ->
          throw new MessageFormatException(
              "message is '%s', which is none of ours: see docs/canonical-json.md"
                  .formatted(text(node, "message")));
    }
    readLinks(header);
  }

  private static JsonNode parse(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new MessageFormatException(
          "The message '%s' is no JSON: %s".formatted(body, e.getOriginalMessage()));
    }
  }

  private static Header header(JsonNode node, long recordedAt) {
    long created = MessageTime.parse("created", text(node, "created"));
    Version version = new Version(node.path("revision").asInt(0), created, text(node, "id"));
    // A fact without a time of its own occurred when it was created.
    long occurredAt =
        node.has("occurredAt")
            ? MessageTime.parse("occurredAt", text(node, "occurredAt"))
            : created;
    return new Header(
        node,
        version,
        node.path("cancelled").asBoolean(false),
        recordedAt,
        occurredAt,
        node.has("reference") ? reference(node.get("reference")) : null);
  }

  private static Reference reference(JsonNode node) {
    return new Reference(text(node, "type"), node.path("issuer").asText(""), text(node, "value"));
  }

  /** A cancelled message links nothing; nor does it undo a link, which only another link can. */
  private void readLinks(Header header) {
    if (header.cancelled()) {
      return;
    }
    for (JsonNode link : header.node().path("links")) {
      if (!header.reference().isShipment()) {
        throw new MessageFormatException(
            "links stand on a message about %s: only a message whose reference is a SHIPMENT can "
                    .formatted(header.reference())
                + "link others to it");
      }
      evidence.links.add(
          new Link(
              reference(link), header.reference().value(), header.version(), header.recordedAt()));
    }
  }

  private void readOrder(Header header) {
    JsonNode node = header.node();
    Long deliverBefore =
        node.hasNonNull("scheduledDelivery")
            ? MessageTime.parseDeadline("scheduledDelivery", text(node, "scheduledDelivery"))
            : null;
    for (JsonNode line : node.path("lines")) {
      evidence.facts.add(
          header.fact(
              "order/" + text(line, "line"),
              new OrderLine(
                  text(line, "line"),
                  text(line, "item"),
                  text(node, "customer"),
                  text(node, "currency"),
                  decimal(line, "quantity"),
                  text(line, "unit"),
                  decimal(line, "unitPrice"),
                  line.hasNonNull("value") ? decimal(line, "value") : null,
                  deliverBefore)));
    }
  }

  private void readPlan(Header header) {
    JsonNode node = header.node();
    BigDecimal estimate =
        node.hasNonNull("freightEstimate") ? decimal(node, "freightEstimate") : null;
    evidence.facts.add(
        header.fact(
            "transport-plan",
            new TransportPlan(text(node, "carrier"), text(node, "currency"), estimate)));
  }

  private void readShipped(Header header) {
    JsonNode node = header.node();
    for (JsonNode line : node.path("lines")) {
      String number = text(line, "line");
      BigDecimal quantity = decimal(line, "quantity");
      evidence.facts.add(header.fact("shipped/" + number, new Shipped(number, quantity)));
      addMovement(
          header,
          text(line, "item"),
          "shipped/" + path(header.reference()) + "/" + number,
          quantity,
          new Place("ON_HAND", text(node, "node"), "GOOD"),
          new Place("IN_TRANSIT", "", "GOOD"));
    }
  }

  private void readMilestone(Header header) {
    JsonNode node = header.node();
    evidence.facts.add(
        header.fact(
            "milestone/" + text(node, "event"),
            new Milestone(text(node, "code"), text(node, "classifier").equals("ACTUAL"))));
  }

  private void readProof(Header header) {
    JsonNode node = header.node();
    List<ProofLine> lines = new ArrayList<>();
    for (JsonNode line : node.path("lines")) {
      String number = text(line, "line");
      BigDecimal good = decimal(line, "quantity");
      BigDecimal damaged = decimalOrZero(line, "damaged");
      lines.add(new ProofLine(number, good, damaged, decimalOrZero(line, "refused")));
      String subject =
          "pod/%s/%s/%s".formatted(path(header.reference()), text(node, "pod"), number);
      Place transit = new Place("IN_TRANSIT", "", "GOOD");
      String item = text(line, "item");
      addMovement(header, item, subject, good, transit, new Place("CUSTOMER", "", "GOOD"));
      // A quantity of zero moves nothing, but it takes the place of what a lower version moved.
      addMovement(
          header,
          item,
          subject + "/damaged",
          damaged,
          transit,
          new Place("CUSTOMER", "", "DAMAGED"));
    }
    evidence.facts.add(
        header.fact("pod/" + text(node, "pod"), new Proof(node.path("signed").asBoolean(), lines)));
  }

  private void readBill(Header header) {
    JsonNode node = header.node();
    String carrier = text(node, "carrier");
    String bill = text(node, "bill");
    evidence.facts.add(
        header.fact(
            "freight-bill/%s/%s".formatted(carrier, bill),
            new FreightBill(carrier, bill, text(node, "currency"), decimal(node, "amount"))));
  }

  private void readMovement(Header header) {
    JsonNode node = header.node();
    addMovement(
        header,
        text(node, "item"),
        "stock-movement/" + text(node, "movement"),
        decimal(node, "quantity"),
        place(node.path("source")),
        place(node.path("target")));
  }

  private static Place place(JsonNode node) {
    return new Place(
        text(node, "bucket"), node.path("node").asText(""), node.path("status").asText("GOOD"));
  }

  private void addMovement(
      Header header, String item, String subject, BigDecimal quantity, Place source, Place target) {
    evidence.movements.add(
        new Movement(
            text(header.node(), "owner"),
            item,
            subject,
            header.version(),
            header.cancelled(),
            quantity,
            source,
            target));
  }

  private static String path(Reference reference) {
    return "%s/%s/%s".formatted(reference.type(), reference.issuer(), reference.value());
  }

  private static String text(JsonNode node, String member) {
    if (!node.hasNonNull(member)) {
      throw new MessageFormatException(
          "%s is missing in %s: every message of this kind needs it".formatted(member, node));
    }
    return node.get(member).asText();
  }

  private static BigDecimal decimalOrZero(JsonNode node, String member) {
    return node.hasNonNull(member) ? decimal(node, member) : BigDecimal.ZERO;
  }

  private static BigDecimal decimal(JsonNode node, String member) {
    String text = text(node, member);
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new MessageFormatException(
          "%s is '%s', which is no decimal: write for example 12.50".formatted(member, text));
    }
  }
}
