package io.waybill.referee;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.referee.Payload.Milestone;
import io.waybill.referee.Payload.Proof;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads the trackers of EasyPost, AfterShip and Shippo, which repeat all events so far. */
final class TrackerReader {

  /** Where a webhook keeps what it says. */
  enum Kind {
    EASYPOST("/result", "tracking_code", "carrier", "/tracking_details", "datetime"),
    AFTERSHIP("/msg", "tracking_number", "slug", "/checkpoints", "checkpoint_time"),
    SHIPPO("/data", "tracking_number", "carrier", "/tracking_history", "status_date");

    final String tracker;
    final String number;
    final String carrier;
    final String events;
    final String time;

    Kind(String tracker, String number, String carrier, String events, String time) {
      this.tracker = tracker;
      this.number = number;
      this.carrier = carrier;
      this.events = events;
      this.time = time;
    }

    /** The code in detail, and the status that stands where the detail says nothing more. */
    List<String> codes(JsonNode event) {
      return switch (this) {
        case EASYPOST -> List.of(text(event, "/status_detail"), text(event, "/status"));
        case AFTERSHIP -> List.of(text(event, "/subtag"), text(event, "/tag"));
        case SHIPPO -> List.of(text(event, "/substatus/code"), text(event, "/status"));
      };
    }
  }

  private static final Map<String, String> MEANINGS =
      Map.ofEntries(
          Map.entry("departed_origin_facility", "DEPARTED"),
          Map.entry("arrived_at_facility", "TERMINAL_ARRIVED"),
          Map.entry("departed_facility", "TERMINAL_DEPARTED"),
          Map.entry("delayed", "DELAYED"),
          Map.entry("out_for_delivery", "EN_ROUTE_TO_DELIVERY"),
          Map.entry("delivered", "DELIVERED"),
          Map.entry("InTransit_002", "PICKED_UP"),
          Map.entry("InTransit_003", "TERMINAL_ARRIVED"),
          Map.entry("InTransit_007", "TERMINAL_DEPARTED"),
          Map.entry("Exception_004", "DELAYED"),
          Map.entry("OutForDelivery", "EN_ROUTE_TO_DELIVERY"),
          Map.entry("Delivered", "DELIVERED"),
          Map.entry("package_accepted", "PICKED_UP"),
          Map.entry("package_arrived", "TERMINAL_ARRIVED"),
          Map.entry("package_departed", "TERMINAL_DEPARTED"),
          Map.entry("DELIVERED", "DELIVERED"));

  private final Evidence evidence;
  private final Kind kind;

  TrackerReader(Evidence evidence, Kind kind) {
    this.evidence = evidence;
    this.kind = kind;
  }

  /** Adds what the tracker says; deliveries that it expects decide nothing. */
  void read(JsonNode message, long recordedAt) {
    JsonNode tracker = message.at(kind.tracker);
    Reference reference =
        new Reference(
            "TRACKING",
            tracker.required(kind.carrier).asText().toUpperCase(Locale.ROOT),
            tracker.required(kind.number).asText());
    String name = reference.issuer() + "/" + reference.value();
    Long delivered = null;
    for (JsonNode event : tracker.at(kind.events)) {
      long when = MessageTime.parse(kind.time, event.required(kind.time).asText());
      String code = meaning(kind.codes(event));
      String identity =
          "%s/%s/%d/%s"
              .formatted(
                  name,
                  kind.codes(event),
                  when,
                  text(event, "/tracking_location/city")
                      + text(event, "/city")
                      + text(event, "/location/city"));
      long created =
          event.has("created_at")
              ? MessageTime.parse("created_at", event.get("created_at").asText())
              : when;
      statement(created, identity, recordedAt, reference)
          .fact("milestone/" + identity, when, new Milestone(code, true));
      delivered = code.equals("DELIVERED") ? Long.valueOf(when) : delivered;
    }
    String signer = text(tracker, "/signed_by");
    if (delivered != null && !signer.isEmpty()) {
      boolean signed = !signer.startsWith("Signature not");
      statement(delivered, name + "/pod", recordedAt, reference)
          .fact("pod/" + name, delivered, new Proof(signed, List.of()));
    }
  }

  private Statement statement(long created, String identity, long recordedAt, Reference reference) {
    return new Statement(evidence, new Version(0, created, identity), false, recordedAt, reference);
  }

  private static String meaning(List<String> codes) {
    return codes.stream()
        .filter(MEANINGS::containsKey)
        .map(MEANINGS::get)
        .findFirst()
        .orElseThrow(
            () ->
                new MessageFormatException(
                    "The event has the codes %s, none of which the referee knows"
                        .formatted(codes)));
  }

  private static String text(JsonNode node, String pointer) {
    return node.at(pointer).asText("");
  }
}
