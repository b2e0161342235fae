package io.waybill.referee;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;

/** Reads each raw message in the format that its partner speaks. */
final class MessageReader {

  /** Reads one message. */
  private interface Format {
    void read(String body, long recordedAt) throws IOException;
  }

  private final Map<String, Format> partners;

  MessageReader(Evidence evidence) {
    JsonMapper json = new JsonMapper();
    EventReader events = new EventReader(evidence);
    ListReader lists = new ListReader(evidence);
    Format x12 = new X12Reader(evidence, ZoneOffset.UTC, Map.of())::read;
    partners =
        Map.ofEntries(
            Map.entry("canonical", new CanonicalReader(evidence)::read),
            Map.entry("x12", x12),
            Map.entry("x12-214", x12),
            // Its clocks show local time, and its XB is no acknowledgement.
            Map.entry(
                "carrier-local",
                new X12Reader(evidence, ZoneId.of("America/New_York"), Map.of("XB", "DELAYED"))
                    ::read),
            Map.entry("edifact", new EdifactReader(evidence, false)::read),
            Map.entry("edifact-own", new EdifactReader(evidence, true)::read),
            Map.entry("csv-orders", lists::readOrders),
            Map.entry("csv-proofs", lists::readProofs),
            Map.entry("dcsa", (body, at) -> events.readDcsa(json.readTree(body), at)),
            Map.entry("epcis", (body, at) -> events.readEpcis(json.readTree(body), at)),
            Map.entry("easypost", tracker(json, evidence, TrackerReader.Kind.EASYPOST)),
            Map.entry("aftership", tracker(json, evidence, TrackerReader.Kind.AFTERSHIP)),
            Map.entry("shippo", tracker(json, evidence, TrackerReader.Kind.SHIPPO)));
  }

  private static Format tracker(JsonMapper json, Evidence evidence, TrackerReader.Kind kind) {
    TrackerReader reader = new TrackerReader(evidence, kind);
    return (body, recordedAt) -> reader.read(json.readTree(body), recordedAt);
  }

  /**
   * Adds what the message says.
   *
   * @throws MessageFormatException when it cannot be read, or nobody knows the partner
   */
  void read(String partner, String body, long recordedAt) throws IOException {
    Format format = partners.get(partner);
    if (format == null) {
      throw new MessageFormatException(
          "partner is '%s', whose format the referee does not know".formatted(partner));
    }
    format.read(body, recordedAt);
  }
}
