package io.waybill.referee;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.referee.Payload.Milestone;
import java.util.Map;

/** Reads events that stand for themselves: DCSA Track and Trace 2 and 3, and EPCIS 2.0. */
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

  /**
   * A list of events of version 2, or a page of version 3. The newest message about an event's id
   * stands; it may take the event back, or be about another id that it takes back.
   */
  void readDcsa(JsonNode message, long recordedAt) {
    for (JsonNode event : message.isArray() ? message : message.path("events")) {
      String retracted = text(event, "/retractedEventID");
      String id = "dcsa/" + (retracted.isEmpty() ? text(event, "/eventID") : retracted);
      long created =
          MessageTime.parse(
              "eventCreatedDateTime",
              text(event, "/eventCreatedDateTime") + text(event, "/eventUpdatedDateTime"));
      JsonNode said = event.has("eventClassification") ? event.get("eventClassification") : event;
      String code = text(said, "/transportEventTypeCode") + text(said, "/equipmentEventTypeCode");
      new Statement(
              evidence,
              new Version(0, created, id),
              !retracted.isEmpty() || event.path("isRetracted").asBoolean(false),
              recordedAt,
              about(event))
          .fact(
              id,
              MessageTime.parse("eventDateTime", text(event, "/eventDateTime")),
              new Milestone(meaning(DCSA, code), text(said, "/eventClassifierCode").equals("ACT")));
    }
  }

  /** The bill of lading, or else the container. */
  private static Reference about(JsonNode event) {
    String bill =
        text(event, "/documentReferences/0/documentReferenceValue")
            + text(event, "/shipmentDetails/documentReference/reference");
    return bill.isEmpty()
        ? new Reference(
            "CONTAINER",
            "",
            text(event, "/equipmentReference")
                + text(event, "/equipmentDetails/equipmentReference"))
        : new Reference("BOL", "", bill);
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
