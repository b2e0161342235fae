package io.waybill.operators.intake.json.epcis;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.operators.intake.json.JsonDocument;
import io.waybill.operators.intake.json.JsonFacts;
import io.waybill.operators.intake.json.JsonValues;
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
 * Reads GS1 EPCIS 2.0 in JSON-LD: a document, the answer to a query, a list of events or a single
 * one. Vocabulary words are taken in short, as CURIE and as URI; other parts of JSON-LD are not
 * interpreted. A bad event takes none of its neighbours along.
 */
public final class EpcisDecoder implements Decoder {

  private final PartnerProfile profile;

  public EpcisDecoder(PartnerProfile profile) {
    this.profile = profile;
  }

  /** For documents: what each type of event is. */
  public static List<MessageType> types() {
    return EpcisEvent.types();
  }

  @Override
  public Decoded decode(RawMessage raw) {
    JsonDocument document = JsonDocument.read(raw);
    if (document.rejected() != null) {
      return document.rejected();
    }
    JsonNode message = document.node();
    JsonFacts facts = new JsonFacts(profile, raw);
    JsonNode events = events(message);
    if (events.size() > JsonFacts.MAX_EVENTS) {
      return JsonFacts.tooMany(raw);
    }
    String type = type(message);
    if (events.isArray() && !events.isEmpty()) {
      events.forEach(event -> new EpcisEvent(facts, event).read());
    } else if (events.isObject()) {
      new EpcisEvent(facts, events).read();
    } else if (type.startsWith("EPCIS") || events.isArray()) {
      String version = JsonValues.text(message, "schemaVersion");
      facts.noBusiness("EPCIS-" + (type.isEmpty() ? "LIST" : type) + "-WITHOUT-EVENTS", version);
    } else {
      return Decoded.rejected(
          DeadLetters.of(
              raw,
              new Problem(
                  Reason.UNSUPPORTED,
                  "type",
                  type,
                  "Send an EPCISDocument, an EPCISQueryDocument, or EPCIS 2.0 events.")));
    }
    return facts.collector().decoded();
  }

  /** A list, or one event; missing when there is neither. */
  private static JsonNode events(JsonNode message) {
    if (message.isArray() || type(message).endsWith("Event")) {
      return message;
    }
    JsonNode body = message.path("epcisBody");
    JsonNode results = body.path("queryResults").path("resultsBody");
    for (JsonNode place : new JsonNode[] {body, results, message}) {
      JsonNode list = JsonValues.member(place, "eventList", "event");
      if (list.isContainerNode()) {
        return list;
      }
    }
    return results.path("eventList");
  }

  static String type(JsonNode node) {
    return Cbv.shortName(JsonValues.text(node, "type", "@type", "isA"));
  }
}
