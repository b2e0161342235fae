package io.waybill.operators.intake.json.dcsa;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.operators.intake.json.JsonDocument;
import io.waybill.operators.intake.json.JsonFacts;
import io.waybill.operators.intake.message.DeadLetters;
import io.waybill.operators.intake.message.Decoded;
import io.waybill.operators.intake.message.Decoder;
import io.waybill.operators.intake.message.MessageType;
import io.waybill.operators.intake.message.Problem;
import io.waybill.operators.intake.message.RawMessage;
import io.waybill.operators.intake.message.Reason;
import io.waybill.operators.intake.profile.PartnerProfile;
import java.util.List;

/**
 * Reads DCSA Track & Trace 2 and 3: one event, a list of events, or a page with {@code events}.
 * Version 2 is flat, version 3 has its parts in sections, and its beta had {@code metadata} and
 * {@code payload}. A bad event takes none of its neighbours along.
 */
public final class DcsaDecoder implements Decoder {

  /** Members of which an event has at least one. */
  private static final List<String> OF_EVENTS =
      List.of("eventID", "eventType", "eventClassification", "eventDateTime", "metadata");

  /** Members of answers and of what is said about subscriptions. */
  private static final List<String> OF_OTHERS =
      List.of("feedbackElements", "errors", "subscriptionID", "callbackUrl", "statusCode");

  private final PartnerProfile profile;

  public DcsaDecoder(PartnerProfile profile) {
    this.profile = profile;
  }

  /** For documents: what each type of event is. */
  public static List<MessageType> types() {
    return DcsaCodes.TYPES;
  }

  @Override
  public Decoded decode(RawMessage raw) {
    JsonDocument document = JsonDocument.read(raw);
    if (document.rejected() != null) {
      return document.rejected();
    }
    JsonNode message = document.node();
    JsonFacts facts = new JsonFacts(profile, raw);
    JsonNode events = message.isArray() ? message : message.path("events");
    if (events.size() > JsonFacts.MAX_EVENTS) {
      return JsonFacts.tooMany(raw);
    }
    if (events.isArray()) {
      events.forEach(event -> new DcsaEvent(facts, event).read());
      if (events.isEmpty()) {
        facts.noBusiness("DCSA-NO-EVENTS", "");
      }
    } else if (OF_EVENTS.stream().anyMatch(message::has)) {
      new DcsaEvent(facts, message).read();
    } else if (OF_OTHERS.stream().anyMatch(message::has)) {
      facts.noBusiness("DCSA-ANSWER", "");
    } else {
      return Decoded.rejected(
          DeadLetters.of(
              raw,
              new Problem(
                  Reason.UNSUPPORTED,
                  "events",
                  "",
                  "Send a DCSA Track & Trace event, a list of them, or an object with the list"
                      + " 'events'.")));
    }
    return facts.collector().decoded();
  }
}
