package io.waybill.operators.intake.json.dcsa;

import static io.waybill.operators.intake.json.JsonValues.member;
import static io.waybill.operators.intake.json.JsonValues.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.operators.intake.json.JsonFacts;
import io.waybill.operators.intake.json.JsonTime;
import io.waybill.operators.intake.json.MilestoneDraft;
import io.waybill.operators.intake.message.Problem;
import io.waybill.operators.intake.message.Reason;
import io.waybill.operators.intake.message.When;
import io.waybill.schemas.Classifier;
import io.waybill.schemas.Milestone;
import io.waybill.schemas.Reference;
import io.waybill.schemas.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One event: a milestone about the shipment with the bill of lading, else the booking, else the
 * container. Containers serve other shipments later, so they come last. An event with several bills
 * of lading is a milestone of each.
 *
 * <p>An event overrides one of the same {@code eventID} that was updated earlier. One that is
 * retracted ({@code isRetracted}), or whose id another event names as {@code retractedEventID},
 * stands no more; the message that says so must name the shipment, by which it is found.
 */
final class DcsaEvent {

  /** From the strongest. */
  private static final List<String> OF_SHIPMENTS = List.of("BOL", "BOOKING", "CONTAINER");

  private static final String SHIPMENT = "SHIPMENT";

  private final JsonFacts facts;
  private final JsonNode event;
  private final JsonNode head;
  private final JsonNode body;
  private final JsonNode classification;
  private final String carrier;
  private final MilestoneDraft draft = new MilestoneDraft();
  private final List<Problem> problems = new ArrayList<>(0);

  DcsaEvent(JsonFacts facts, JsonNode event) {
    this.facts = facts;
    this.event = event;
    head = event.path("metadata").isObject() ? event.get("metadata") : event;
    body = event.path("payload").isObject() ? event.get("payload") : event;
    classification =
        event.path("eventClassification").isObject() ? event.get("eventClassification") : body;
    carrier = carrier();
  }

  /** Adds facts or a dead letter. */
  void read() {
    if (!event.isObject()) {
      problems.add(Problem.invalid("event", text(event), "Send an object in braces."));
      facts.reject(problems, event);
      return;
    }
    String retractedId = text(head, "retractedEventID");
    boolean retracted = !retractedId.isEmpty() || event.path("isRetracted").asBoolean(false);
    references();
    boolean coded = code(retracted);
    Optional<When> occurred = time(body, "eventDateTime", !retracted);
    Optional<When> changed = time(head, updated(), false);
    List<Reference> about = shipments();
    if (about.isEmpty()) {
      problems.add(
          retracted
              ? new Problem(
                  Reason.MISSING,
                  "shipmentDetails.documentReference",
                  retractedId.isEmpty() ? text(head, "eventID") : retractedId,
                  "Name in the retraction the bill of lading, the booking or the container that"
                      + " the event is about: until then the event stands, whose id is shown.")
              : Problem.missing(
                  "shipmentDetails.documentReference",
                  "Name the bill of lading, the booking or the container that the event is"
                      + " about."));
    }
    details();
    if (draft.isTooLarge(about.size())) {
      problems.add(JsonFacts.tooLarge());
    }
    if (!problems.isEmpty() || !coded) {
      facts.reject(problems, event);
      return;
    }
    Milestone milestone = draft.milestone();
    When when = occurred.or(() -> changed).orElse(When.utc(0));
    String id = retractedId.isEmpty() ? text(head, "eventID") : retractedId;
    String identity = carrier + "/" + (id.isEmpty() ? identity(milestone, when) : id);
    Version version = new Version(0, changed.orElse(when).at(), identity);
    facts.milestones("dcsa/" + identity, version, retracted, about, when, milestone);
    if (retracted) {
      facts.takenBackOfOthers("dcsa/" + identity, version, about, when, milestone);
    }
  }

  private String updated() {
    return head.hasNonNull("eventUpdatedDateTime")
        ? "eventUpdatedDateTime"
        : "eventCreatedDateTime";
  }

  /** Of an event without an id. */
  private static String identity(Milestone milestone, When when) {
    return milestone.getOriginalCode()
        + "/"
        + milestone.getClassifier()
        + "/"
        + when.at()
        + "/"
        + milestone.getEquipment();
  }

  /** False, with a problem remembered, when the event has no code or classifier. */
  private boolean code(boolean retracted) {
    String type = text(classification, "eventTypeCode", "eventType");
    type = type.isEmpty() ? text(head, "eventType") : type;
    String code =
        text(
            classification,
            "transportEventTypeCode",
            "transportEventType",
            "equipmentEventTypeCode",
            "equipmentEventType",
            "shipmentEventTypeCode",
            "shipmentEventType",
            "reeferEventTypeCode",
            "reeferEventType");
    String sensed = text(body.path("iotDetails"), "iotEventCode");
    code = code.isEmpty() ? sensed : code;
    code = code.isEmpty() ? text(classification, "iotEventTypeCode", "iotEventType") : code;
    if (code.isEmpty() && !retracted) {
      problems.add(
          Problem.missing(
              "eventClassification",
              "Send what happened, for example as equipmentEventTypeCode or transportEventType."));
      return false;
    }
    String own = facts.profile().json().codes().get(code);
    draft.code(
        own == null && !code.isEmpty() ? DcsaCodes.canonical(type, code, document()) : or(own),
        code,
        "DCSA-" + type);
    return classifier(type, retracted);
  }

  private static String or(String own) {
    return own == null ? "RETRACTED" : own;
  }

  private boolean classifier(String type, boolean retracted) {
    String classifier = text(classification, "eventClassifierCode", "eventClassifier");
    classifier = classifier.isEmpty() ? text(body, "eventClassifierCode") : classifier;
    switch (classifier) {
      case "ACT", "ACTUAL" -> draft.classifier(Classifier.ACTUAL);
      case "EST", "ESTIMATED" -> draft.classifier(Classifier.ESTIMATED);
      case "PLN", "PLANNED", "REQ" -> draft.classifier(Classifier.PLANNED);
      default -> {
        // What becomes of a document is always actual.
        if (classifier.isEmpty() && (retracted || type.equals(SHIPMENT))) {
          return true;
        }
        String remedy = "Send PLN, EST or ACT (PLANNED, ESTIMATED or ACTUAL).";
        problems.add(
            classifier.isEmpty()
                ? Problem.missing("eventClassifierCode", remedy)
                : Problem.invalid("eventClassifierCode", classifier, remedy));
        return false;
      }
    }
    return true;
  }

  /** Type of the document that a SHIPMENT event is about. */
  private String document() {
    String type = text(body, "documentTypeCode");
    JsonNode document = shipmentDetails().get(0).path("documentReference");
    return type.isEmpty() ? text(document, "typeCode", "type") : type;
  }

  /** One section, or a list of them when the event is about several shipments; never empty. */
  private List<JsonNode> shipmentDetails() {
    JsonNode section = body.path("shipmentDetails");
    if (!section.isArray() || section.isEmpty()) {
      return List.of(section);
    }
    List<JsonNode> details = new ArrayList<>(section.size());
    section.forEach(details::add);
    return details;
  }

  private void references() {
    List<JsonNode> shipments = shipmentDetails();
    shipments.forEach(shipment -> reference(shipment.path("documentReference")));
    shipments.forEach(shipment -> all(shipment.path("additionalDocumentReferences")));
    all(body.path("documentReferences"));
    all(body.path("relatedDocumentReferences"));
    reference(text(body, "documentTypeCode"), text(body, "documentID", "documentReference"));
    reference("EQ", equipment());
    all(body.path("references"));
    shipments.forEach(shipment -> all(shipment.path("shipmentReferences")));
    JsonNode call = transportCall();
    JsonNode vessel = member(call, "vesselTransport", "vessel");
    reference("VESSEL", text(vessel, "vesselIMONumber"));
    String voyage = voyage(call, "exportVoyageNumber");
    voyage = voyage.isEmpty() ? voyage(call, "importVoyageNumber") : voyage;
    // Version 2.0 has one number for both.
    reference("VOYAGE", voyage.isEmpty() ? text(call, "carrierVoyageNumber") : voyage);
  }

  private static String voyage(JsonNode call, String name) {
    String flat =
        text(call, name, "carrier" + Character.toUpperCase(name.charAt(0)) + name.substring(1));
    JsonNode section = call.path(name + "OrReference");
    return flat.isEmpty() ? text(section, "carrierVoyageNumber", "universalVoyageReference") : flat;
  }

  private void all(JsonNode list) {
    if (list.isArray()) {
      list.forEach(this::reference);
    }
  }

  private void reference(JsonNode node) {
    reference(
        text(node, "typeCode", "type", "documentReferenceType", "referenceType"),
        text(node, "reference", "value", "documentReferenceValue", "referenceValue"));
  }

  private void reference(String type, String value) {
    if (type.isEmpty() || value.isEmpty()) {
      return;
    }
    String known = DcsaCodes.referenceType(type);
    String issuer = known.equals("BOL") || known.equals("BOOKING") ? carrier : "";
    JsonFacts.fault("documentReference", known, true).ifPresent(problems::add);
    draft.reference(new Reference(known, issuer, value));
  }

  /** All references of the strongest type. */
  private List<Reference> shipments() {
    for (String type : OF_SHIPMENTS) {
      List<Reference> found =
          draft.references().stream().filter(one -> one.getType().equals(type)).toList();
      if (!found.isEmpty()) {
        return found;
      }
    }
    return List.of();
  }

  /** Who issues bookings and bills of lading. */
  private String carrier() {
    JsonNode routing = event.path("eventRouting");
    String code = text(routing.path("originatingParty"), "partyCode");
    for (JsonNode party : routing.path("originatingParties")) {
      boolean first = code.isEmpty();
      code = first || text(party, "partyFunction").equals("CA") ? text(party, "partyCode") : code;
    }
    code = code.isEmpty() ? facts.profile().json().carrier() : code;
    JsonFacts.fault("eventRouting.originatingParty.partyCode", code, true)
        .ifPresent(problem -> problems.add(problem));
    return code;
  }

  private String equipment() {
    String equipment = text(body.path("equipmentDetails"), "equipmentReference");
    return equipment.isEmpty() ? text(body, "equipmentReference") : equipment;
  }

  private JsonNode transportCall() {
    JsonNode section = body.path("transportDetails").path("transportCall");
    return section.isObject() ? section : body.path("transportCall");
  }

  private Optional<When> time(JsonNode node, String member, boolean required) {
    String text = text(node, member);
    Optional<When> time =
        text.isEmpty() ? Optional.empty() : JsonTime.parse(text, facts.profile().zone());
    if (time.isEmpty() && !text.isEmpty()) {
      problems.add(Problem.invalid(member, text, JsonTime.REMEDY));
    } else if (time.isEmpty() && required) {
      problems.add(Problem.missing(member, JsonTime.REMEDY));
    }
    return time;
  }

  private void details() {
    JsonNode call = transportCall();
    JsonNode equipment = body.path("equipmentDetails");
    draft
        .carrier(carrier)
        .equipment(equipment())
        .stop(text(call, "transportCallSequenceNumber"))
        .reason(reason())
        .text(text(body, "reason", "changeRemark"))
        .text(text(body.path("transportDetails"), "changeRemark"))
        .text(text(call, "modeOfTransport"))
        .text(text(member(call, "vesselTransport", "vessel"), "vesselName"));
    for (JsonNode where : List.of(equipment, body)) {
      draft
          .text(text(where, "ISOEquipmentCode"))
          .text(text(where, "emptyIndicatorCode", "emptyIndicator"))
          .text(text(where, "movementType", "transportPhase"));
      for (JsonNode seal : where.path("seals")) {
        draft.seal(text(seal, "sealNumber", "number"));
      }
    }
    DcsaPlace.of(body.path("eventLocation"), call, draft);
    ReeferMeasures.of(body.path("reeferDetails"), draft);
  }

  private String reason() {
    String flat = text(body, "delayReasonCode");
    String section = text(body.path("transportDetails"), "delayReasonCode");
    JsonNode several = body.path("transportDetails").path("delayReasonCodes");
    return !flat.isEmpty() ? flat : !section.isEmpty() ? section : text(several.path(0));
  }
}
