package io.waybill.operators.intake.golden;

import io.waybill.operators.intake.message.Decoded;
import io.waybill.operators.intake.message.References;
import io.waybill.schemas.Acknowledgement;
import io.waybill.schemas.DeadLetter;
import io.waybill.schemas.Envelope;
import io.waybill.schemas.Link;
import io.waybill.schemas.MessageRecord;
import io.waybill.schemas.Reference;
import io.waybill.schemas.ShipmentFact;
import io.waybill.schemas.StockFact;
import io.waybill.schemas.StockPlace;
import io.waybill.schemas.Version;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * What a message came to, as text that a person reads and compares: what is absent, empty or false
 * is left out, and so is what belongs to the raw record rather than to the message.
 */
final class FactText {

  private final StringBuilder text = new StringBuilder();

  private FactText() {}

  static String of(Decoded decoded) {
    FactText text = new FactText();
    decoded.shipmentFacts().forEach(text::fact);
    decoded.stockFacts().forEach(text::fact);
    decoded.links().forEach(text::link);
    decoded.deadLetters().forEach(text::deadLetter);
    decoded.records().forEach(text::record);
    decoded.acknowledgements().forEach(text::acknowledgement);
    return text.text.toString();
  }

  private void fact(ShipmentFact fact) {
    SpecificRecordBase payload = (SpecificRecordBase) fact.getPayload();
    head(payload.getSchema().getName(), fact.getEnvelope());
    members(payload, "  ");
  }

  private void fact(StockFact fact) {
    if (fact.getCount() != null) {
      head("StockCount", fact.getEnvelope());
      members(fact.getCount(), "  ");
      line("  ", "unit", fact.getMovement().getUnit());
    } else {
      head("StockMovement", fact.getEnvelope());
      members(fact.getMovement(), "  ");
    }
  }

  private void head(String kind, Envelope envelope) {
    text.append(kind).append(envelope.getRetracted() ? " taken back\n" : "\n");
    line("  ", "about", about(envelope));
    line("  ", "subject", envelope.getSubject());
    line(
        "  ",
        "occurred",
        Instant.ofEpochMilli(envelope.getOccurredAt()) + ", " + envelope.getOccurredOffset());
    line("  ", "version", version(envelope.getVersion()));
    line("  ", "control numbers", envelope.getRaw().getControlNumbers());
  }

  private static String about(Envelope envelope) {
    return envelope.getReference() == null
        ? envelope.getKey()
        : References.path(envelope.getReference());
  }

  private static String version(Version version) {
    return version.getSupersession()
        + ", "
        + Instant.ofEpochMilli(version.getCreatedAt())
        + ", "
        + version.getMessageId();
  }

  private void link(Link link) {
    text.append("Link\n");
    line("  ", "reference", References.path(link.getReference()));
    line("  ", "shipment", link.getShipment());
    line("  ", "version", version(link.getVersion()));
  }

  private void deadLetter(DeadLetter letter) {
    text.append("DeadLetter\n");
    line("  ", "reason", letter.getReason());
    line("  ", "field", letter.getField());
    line("  ", "value", letter.getValue());
    line("  ", "remedy", letter.getRemedy());
  }

  private void record(MessageRecord record) {
    text.append("Record\n");
    line("  ", "type", record.getType() + " " + record.getVersion());
    line("  ", "outcome", record.getOutcome() + ", " + record.getFacts() + " facts");
    line("  ", "from", record.getSender());
    line("  ", "to", record.getReceiver());
    line("  ", "control numbers", record.getRaw().getControlNumbers());
  }

  private void acknowledgement(Acknowledgement acknowledgement) {
    text.append("Acknowledgement\n");
    line("  ", "type", acknowledgement.getType() + " " + acknowledgement.getOutcome());
    String content =
        StandardCharsets.ISO_8859_1.decode(acknowledgement.getContent().duplicate()).toString();
    line("  ", "content", content);
  }

  private void members(SpecificRecordBase record, String indent) {
    for (Schema.Field field : record.getSchema().getFields()) {
      member(field.name(), record.get(field.pos()), indent);
    }
  }

  private void member(String name, Object value, String indent) {
    if (value instanceof Reference reference) {
      line(indent, name, References.path(reference));
    } else if (value instanceof StockPlace place) {
      line(
          indent,
          name,
          (place.getBucket() + " " + place.getNode()).strip() + " " + place.getStatus());
    } else if (value instanceof SpecificRecordBase record) {
      text.append(indent).append(name).append('\n');
      members(record, indent + "  ");
    } else if (value instanceof List<?> list) {
      list.forEach(element -> element(name, element, indent));
    } else if (value instanceof BigDecimal number) {
      line(indent, name, plain(number));
    } else if (value instanceof Boolean flag) {
      line(indent, name, flag ? "true" : "false");
    } else if (value != null) {
      boolean time = value instanceof Long && name.equals("deliverBefore");
      line(indent, name, time ? Instant.ofEpochMilli((Long) value).toString() : value.toString());
    }
  }

  /** An element of a list; a small record is one line. */
  private void element(String name, Object element, String indent) {
    if (element instanceof SpecificRecordBase record && !(element instanceof Reference)) {
      StringBuilder parts = new StringBuilder();
      for (Schema.Field field : record.getSchema().getFields()) {
        Object value = record.get(field.pos());
        String part = value instanceof BigDecimal number ? plain(number) : String.valueOf(value);
        parts.append(parts.isEmpty() ? "" : ", ").append(part);
      }
      line(indent, name, parts.toString());
    } else {
      member(name, element, indent);
    }
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  private void line(String indent, String name, String value) {
    if (value != null && !value.isEmpty()) {
      text.append(indent).append(name).append(": ").append(value.replace("\n", "\\n")).append('\n');
    }
  }
}
