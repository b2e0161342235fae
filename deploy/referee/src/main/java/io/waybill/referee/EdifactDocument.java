package io.waybill.referee;

import io.waybill.referee.EdifactText.Message;
import io.waybill.referee.EdifactText.Segment;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What all EDIFACT documents have in common: who, when, which number, which references. */
final class EdifactDocument {

  /** Those that name a shipment best stand first. */
  private static final List<String> STRENGTH =
      List.of(
          "SHIPMENT",
          "LOAD",
          "DEPOSITOR_ORDER",
          "DELIVERY_NOTE",
          "BOL",
          "PRO",
          "TRACKING",
          "PO",
          "CONTAINER",
          "INVOICE");

  private static final Map<String, String> REFERENCES =
      Map.of(
          "SRN",
          "SHIPMENT",
          "CN",
          "PRO",
          "BM",
          "BOL",
          "CW",
          "TRACKING",
          "ON",
          "PO",
          "DQ",
          "DELIVERY_NOTE",
          "AAJ",
          "DEPOSITOR_ORDER");

  /** The document's own number, by message. */
  private static final Map<String, String> OWN =
      Map.of("IFTMIN", "SHIPMENT", "DESADV", "SHIPMENT", "ORDERS", "PO", "INVOIC", "INVOICE");

  final Message message;
  final String number;
  final long created;
  final boolean cancelled;
  private final Version version;

  EdifactDocument(Message message) {
    this.message = message;
    Segment bgm = message.first("BGM", null);
    number = bgm.at(2, 1);
    String revision = bgm.at(2, 3);
    String function = bgm.at(3, 1);
    cancelled = function.equals("1");
    created = time(message.first("DTM", "137"));
    // Of one date a change stands above the original, a cancellation above both.
    int rank = cancelled ? 2 : function.equals("4") || function.equals("5") ? 1 : 0;
    version =
        new Version(
            revision.isEmpty() ? 0 : Integer.parseInt(revision),
            created + rank,
            String.join("/", message.type(), message.sender(), number, function));
  }

  Statement about(Evidence evidence, long recordedAt, Reference reference) {
    return new Statement(evidence, version, cancelled, recordedAt, reference);
  }

  /** Every reference of the message, each once, its own number first. */
  List<Reference> references() {
    List<Reference> found = new ArrayList<>();
    if (OWN.containsKey(message.type())) {
      found.add(reference(OWN.get(message.type()), number));
    }
    for (Segment segment : message.segments()) {
      if (segment.tag().equals("RFF")) {
        found.add(reference(REFERENCES.get(segment.at(1, 1)), segment.at(1, 2)));
      } else if (segment.tag().equals("EQD")) {
        found.add(reference("CONTAINER", segment.at(2, 1)));
      }
    }
    return found.stream().distinct().toList();
  }

  private Reference reference(String type, String value) {
    if (type == null) {
      throw new MessageFormatException(
          "The reference '%s' of %s has a qualifier that the referee does not know"
              .formatted(value, number));
    }
    String issuer =
        switch (type) {
          case "PRO", "TRACKING" -> message.party("CA");
          case "PO" -> message.party("BY");
          case "INVOICE" -> message.sender();
          default -> "";
        };
    return new Reference(type, issuer, value);
  }

  /** The reference that names the shipment best. */
  Reference strongest() {
    return references().stream()
        .min(Comparator.comparingInt(reference -> STRENGTH.indexOf(reference.type())))
        .orElseThrow();
  }

  /** What defines a shipment ties its other names to it; of several orders none is the shipment. */
  void link(Statement said) {
    if (!said.reference().isShipment()) {
      return;
    }
    Map<String, Long> alike = new LinkedHashMap<>();
    references().forEach(reference -> alike.merge(reference.type(), 1L, Long::sum));
    for (Reference reference : references()) {
      boolean own = !reference.isShipment() && !reference.type().equals("INVOICE");
      if (own && (!reference.type().equals("PO") || alike.get("PO") == 1)) {
        said.link(reference);
      }
    }
  }

  /** Of a DTM; without an offset UTC is meant. */
  static long time(Segment dtm) {
    String value = dtm.at(1, 2);
    return switch (dtm.at(1, 3)) {
      case "102" -> MessageTime.startOfDay(date(value));
      case "203", "204" -> local(value).toInstant(ZoneOffset.UTC).toEpochMilli();
      case "205" ->
          local(value.substring(0, 12))
              .toInstant(ZoneOffset.of(value.substring(12)))
              .toEpochMilli();
      case "303" -> utc(value);
      default ->
          throw new MessageFormatException(
              "DTM has the format '%s', which the referee does not read".formatted(dtm.at(1, 3)));
    };
  }

  private static long utc(String value) {
    if (!value.endsWith("UTC")) {
      throw new MessageFormatException(
          "The time '%s' is on a clock that the referee does not know".formatted(value));
    }
    return local(value.substring(0, 12)).toInstant(ZoneOffset.UTC).toEpochMilli();
  }

  /** A deadline: the end of a day, or the very time. */
  static long deadline(Segment dtm) {
    return dtm.at(1, 3).equals("102")
        ? MessageTime.startOfDay(date(dtm.at(1, 2)).plusDays(1))
        : time(dtm);
  }

  private static LocalDate date(String value) {
    return LocalDate.parse(value, DateTimeFormatter.BASIC_ISO_DATE);
  }

  private static LocalDateTime local(String value) {
    String pattern = value.length() == 12 ? "yyyyMMddHHmm" : "yyyyMMddHHmmss";
    return LocalDateTime.parse(value, DateTimeFormatter.ofPattern(pattern));
  }
}
