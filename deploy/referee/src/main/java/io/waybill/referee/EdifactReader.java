package io.waybill.referee;

import io.waybill.referee.EdifactText.Message;
import io.waybill.referee.EdifactText.Segment;
import io.waybill.referee.Movement.Place;
import io.waybill.referee.Payload.FreightBill;
import io.waybill.referee.Payload.Milestone;
import io.waybill.referee.Payload.OrderLine;
import io.waybill.referee.Payload.Shipped;
import io.waybill.referee.Payload.TransportPlan;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Reads EDIFACT; of the references that may name a shipment the strongest does. */
final class EdifactReader {

  /** Data element 9011. */
  private static final Map<String, String> EVENTS =
      Map.of(
          "1", "ARRIVED",
          "21", "DELIVERED",
          "24", "DEPARTED",
          "25", "DELAYED",
          "27", "DEPARTED",
          "59", "UNLOADING");

  private final Evidence evidence;
  private final boolean ownGoods;

  /**
   * @param ownGoods whether what is despatched leaves our own warehouse; else it is bought
   */
  EdifactReader(Evidence evidence, boolean ownGoods) {
    this.evidence = evidence;
    this.ownGoods = ownGoods;
  }

  /**
   * Adds what all interchanges of the text say.
   *
   * @throws MessageFormatException when they cannot be read
   */
  void read(String body, long recordedAt) {
    for (Message message : EdifactText.messages(body)) {
      EdifactDocument document = new EdifactDocument(message);
      switch (message.type()) {
        case "DESADV" -> despatch(document, recordedAt);
        case "IFTMIN" -> instruction(document, recordedAt);
        case "IFTSTA" -> status(document, recordedAt);
        case "INVOIC" -> bill(document, recordedAt);
        case "INVRPT" -> inventory(document, recordedAt);
        case "ORDERS" -> order(document, recordedAt);
        case "RECADV" -> receipt(document, recordedAt);
        default ->
            throw new MessageFormatException(
                "The message is a '%s', which the referee does not read".formatted(message.type()));
      }
    }
  }

  private void order(EdifactDocument document, long recordedAt) {
    Message message = document.message;
    Statement said = document.about(evidence, recordedAt, document.strongest());
    Segment day = message.first("DTM", "63");
    Segment deadline = day == null ? message.first("DTM", "2") : day;
    for (List<Segment> line : message.groups("LIN")) {
      Segment quantity = first(line, "QTY", "21");
      Segment value = first(line, "MOA", "203");
      String number = line.get(0).at(1, 1);
      said.fact(
          "order/" + number,
          document.created,
          new OrderLine(
              number,
              line.get(0).at(3, 1),
              message.party("BY"),
              message.first("CUX", null).at(1, 2),
              new BigDecimal(quantity.at(1, 2)),
              quantity.at(1, 3),
              new BigDecimal(first(line, "PRI", "AAA").at(1, 2)),
              value == null ? null : new BigDecimal(value.at(1, 2)),
              deadline == null ? null : EdifactDocument.deadline(deadline)));
    }
    said.milestone("milestone/order/" + document.number, document.created, "ORDER_RECEIVED");
    document.link(said);
  }

  private void instruction(EdifactDocument document, long recordedAt) {
    Message message = document.message;
    Statement said = document.about(evidence, recordedAt, document.strongest());
    Segment freight = message.first("MOA", "64");
    said.fact(
        "transport-plan",
        document.created,
        new TransportPlan(
            message.party("CA"),
            message.first("CUX", null).at(1, 2),
            freight == null ? null : new BigDecimal(freight.at(1, 2))));
    said.milestone("milestone/instruction", document.created, "TRANSPORT_INSTRUCTED");
    document.link(said);
  }

  private void despatch(EdifactDocument document, long recordedAt) {
    Message message = document.message;
    Statement said = document.about(evidence, recordedAt, document.strongest());
    long when = EdifactDocument.time(message.first("DTM", "11"));
    Place origin =
        ownGoods
            ? Statement.onHand(message.party("SF"), "GOOD")
            : new Place("SUPPLIER", "", "GOOD");
    for (List<Segment> line : message.groups("LIN")) {
      String number = line.get(0).at(1, 1);
      BigDecimal quantity = new BigDecimal(first(line, "QTY", "12").at(1, 2));
      said.fact("shipped/" + number, when, new Shipped(number, quantity));
      said.moved(
          message.party("GO"),
          line.get(0).at(3, 1),
          "shipped/" + said.path() + "/" + number,
          quantity,
          origin,
          Statement.TRANSIT);
    }
    said.milestone("milestone/despatch-advice/" + document.number, when, "DESPATCH_ADVISED");
    document.link(said);
  }

  /** What was accepted, or received less what was refused, leaves transit. */
  private void receipt(EdifactDocument document, long recordedAt) {
    Message message = document.message;
    Statement said = document.about(evidence, recordedAt, document.strongest());
    String subject = "receipt/%s/%s/".formatted(message.sender(), document.number);
    for (List<Segment> line : message.groups("LIN")) {
      Segment accepted = first(line, "QTY", "194");
      Segment refused = first(line, "QTY", "195");
      BigDecimal quantity =
          accepted != null
              ? new BigDecimal(accepted.at(1, 2))
              : new BigDecimal(first(line, "QTY", "48").at(1, 2))
                  .subtract(new BigDecimal(refused.at(1, 2)));
      said.moved(
          message.party("GO"),
          line.get(0).at(3, 1),
          subject + line.get(0).at(1, 1),
          quantity,
          Statement.TRANSIT,
          Statement.onHand(message.party("DP"), "GOOD"));
    }
    said.milestone(
        "milestone/receipt/" + document.number,
        EdifactDocument.time(message.first("DTM", "50")),
        "RECEIPT_ADVISED");
  }

  /** Without an INV a quantity is a count, which moves nothing. */
  private void inventory(EdifactDocument document, long recordedAt) {
    Message message = document.message;
    Statement said = document.about(evidence, recordedAt, null);
    for (List<Segment> line : message.groups("LIN")) {
      Segment inv = first(line, "INV", null);
      if (inv != null) {
        String status = inv.at(2, 1).equals("2") ? "DAMAGED" : "GOOD";
        Place stock = Statement.onHand(message.first("LOC", "18").at(2, 1), status);
        Place difference = new Place("ADJUSTMENT", "", status);
        boolean out = inv.at(1, 1).equals("1");
        said.moved(
            message.party("GO"),
            line.get(0).at(3, 1),
            "inventory/%s/%s/%s".formatted(message.sender(), document.number, line.get(0).at(1, 1)),
            new BigDecimal(first(line, "QTY", null).at(1, 2)),
            out ? stock : difference,
            out ? difference : stock);
      }
    }
  }

  private void status(EdifactDocument document, long recordedAt) {
    Message message = document.message;
    for (List<Segment> status : message.groups("STS")) {
      Reference pro =
          new Reference("PRO", message.party("CA"), first(status, "RFF", "CN").at(1, 2));
      String code =
          EVENTS.getOrDefault(status.get(0).at(2, 1), "UNECE-9011-" + status.get(0).at(2, 1));
      Segment happened = first(status, "DTM", "334");
      long when = EdifactDocument.time(happened == null ? first(status, "DTM", "132") : happened);
      document
          .about(evidence, recordedAt, pro)
          .fact(
              "milestone/%s/%s/%s/%d".formatted(pro.issuer(), pro.value(), code, when),
              when,
              new Milestone(code, happened != null));
    }
  }

  private void bill(EdifactDocument document, long recordedAt) {
    Message message = document.message;
    String carrier = message.party("CA");
    document
        .about(evidence, recordedAt, document.strongest())
        .fact(
            "freight-bill/%s/%s".formatted(carrier, document.number),
            document.created,
            new FreightBill(
                carrier,
                document.number,
                message.first("CUX", null).at(1, 2),
                new BigDecimal(message.first("MOA", "77").at(1, 2))));
  }

  private static Segment first(List<Segment> group, String tag, String qualifier) {
    return group.stream()
        .filter(segment -> segment.tag().equals(tag))
        .filter(segment -> qualifier == null || segment.at(1, 1).equals(qualifier))
        .findFirst()
        .orElse(null);
  }
}
