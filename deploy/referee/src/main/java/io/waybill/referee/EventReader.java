package io.waybill.referee;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.referee.Payload.Milestone;
import java.util.Map;

/** Reads events that stand for themselves: DCSA Track and Trace 2 and EPCIS 2.0. */
final class EventReader {

  private static final Map<String, String> DCSA =
      Map.of(
          "DEPA", "DEPARTED",
          "ARRI", "ARRIVED",
          "LOAD", "LOADED",
          "DISC", "DISCHARGED",
          "GTOT", "GATED_OUT",
          "INSP", "INSPECTED");

  private static final Map<String, String> STEPS =
      Map.of(
          "shipping", "DEPARTED",
          "departing", "DEPARTED",
          "arriving", "ARRIVED",
          "loading", "LOADED",
          "holding", "HELD",
          "unloading", "UNLOADING",
          "receiving", "RECEIVED");

  private final Evidence evidence;

  EventReader(Evidence evidence) {
    this.evidence = evidence;
  }

  /** The newest message about an event's id stands; it may take the event back. */
  void readDcsa(JsonNode events, long recordedAt) {
    for (JsonNode event : events) {
      String id = "dcsa/" + text(event, "/eventID");
      long created =
          MessageTime.parse("eventCreatedDateTime", text(event, "/eventCreatedDateTime"));
      String bill = text(event, "/documentReferences/0/documentReferenceValue");
      Reference reference =
          bill.isEmpty()
              ? new Reference("CONTAINER", "", text(event, "/equipmentReference"))
              : new Reference("BOL", "", bill);
      String code = text(event, "/transportEventTypeCode") + text(event, "/equipmentEventTypeCode");
      new Statement(
              evidence,
              new Version(0, created, id),
              event.path("isRetracted").asBoolean(false),
              recordedAt,
              reference)
          .fact(
              id,
              MessageTime.parse("eventDateTime", text(event, "/eventDateTime")),
              new Milestone(
                  meaning(DCSA, code), text(event, "/eventClassifierCode").equals("ACT")));
    }
  }

  /** An event that comes again with an error declaration was wrong, whenever that arrives. */
  void readEpcis(JsonNode document, long recordedAt) {
    for (JsonNode event : document.at("/epcisBody/eventList")) {
      String id = "epcis/" + text(event, "/eventID");
      long when = MessageTime.parse("eventTime", text(event, "/eventTime"));
      boolean wrong = event.has("errorDeclaration");
      Version version =
          wrong
              ? new Version(
                  1,
                  MessageTime.parse(
                      "declarationTime", text(event, "/errorDeclaration/declarationTime")),
                  id)
              : new Version(0, when, id);
      String step = text(event, "/bizStep");
      String code =
          meaning(
              STEPS, step.substring(Math.max(step.lastIndexOf('/'), step.lastIndexOf('-')) + 1));
      Reference bill =
          new Reference("BOL", "", text(event, "/bizTransactionList/0/bizTransaction"));
      new Statement(evidence, version, wrong, recordedAt, bill)
          .fact(id, when, new Milestone(code, true));
    }
  }

  private static String meaning(Map<String, String> meanings, String code) {
    if (!meanings.containsKey(code)) {
      throw new MessageFormatException(
          "The event has the code '%s', which the referee does not know".formatted(code));
    }
    return meanings.get(code);
  }

  private static String text(JsonNode node, String pointer) {
    return node.at(pointer).asText("");
  }
}
