package io.waybill.operators.intake.json.epcis;

import static io.waybill.operators.intake.json.JsonValues.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.operators.intake.json.JsonFacts;
import io.waybill.operators.intake.json.JsonTime;
import io.waybill.operators.intake.json.JsonValues;
import io.waybill.operators.intake.json.MilestoneDraft;
import io.waybill.operators.intake.message.ContentDigest;
import io.waybill.operators.intake.message.Decimals;
import io.waybill.operators.intake.message.MessageType;
import io.waybill.operators.intake.message.Problem;
import io.waybill.operators.intake.message.Reason;
import io.waybill.operators.intake.message.When;
import io.waybill.schemas.Milestone;
import io.waybill.schemas.Reference;
import io.waybill.schemas.Version;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One EPCIS event: a milestone. It is about the shipment of its bill of lading, else of its
 * despatch advice, else of each SSCC, else of its order or another document, else of an asset, the
 * first EPC, the sensor or the place.
 *
 * <p>An event is known by its {@code eventID}, or without one by what it says. When it comes again
 * with an {@code errorDeclaration}, it was wrong: its facts are taken back, whenever the
 * declaration arrives. The events that correct it stand for themselves.
 */
final class EpcisEvent {

  private static final Map<String, MessageType> TYPES =
      Map.of(
          "ObjectEvent",
          event("object-event", "ObjectEvent: something happened to objects", ""),
          "AggregationEvent",
          event("aggregation-event", "AggregationEvent: packed into, or taken out of, a unit", ""),
          "TransactionEvent",
          event("transaction-event", "TransactionEvent: objects belong to a document", ""),
          "TransformationEvent",
          event(
              "transformation-event",
              "TransformationEvent: made out of others",
              ", the way from inputs to outputs"),
          "AssociationEvent",
          event("association-event", "AssociationEvent: a sensor or asset goes with objects", ""));

  private static final List<String> EPC_LISTS =
      List.of("epcList", "childEPCs", "inputEPCList", "outputEPCList");

  private static final List<String> QUANTITY_LISTS =
      List.of("quantityList", "childQuantityList", "inputQuantityList", "outputQuantityList");

  /** An event that names no count of a class means single items. */
  private static final String EACH = "EA";

  private static final String TRANSACTION_URN = "urn:epcglobal:cbv:bt:";

  private final JsonFacts facts;
  private final JsonNode event;
  private final String type;
  private final MilestoneDraft draft = new MilestoneDraft();
  private final List<Problem> problems = new ArrayList<>(0);
  private final List<Reference> documents = new ArrayList<>(2);
  private final List<String> epcs = new ArrayList<>();

  EpcisEvent(JsonFacts facts, JsonNode event) {
    this.facts = facts;
    this.event = event;
    this.type = EpcisDecoder.type(event);
  }

  /** What each type of event is, in the order of their names. */
  static List<MessageType> types() {
    return TYPES.values().stream().sorted(Comparator.comparing(MessageType::message)).toList();
  }

  private static MessageType event(String message, String title, String gap) {
    return MessageType.of(message, title)
        .facts("Milestone")
        .milestones(Cbv.steps())
        .about("a document of bizTransactionList (BOL, DESPATCH_ADVICE, PO ...), SSCC, EPC")
        .note("An error declaration takes the event back and names the corrective events.")
        .gaps("sources and destinations, stock that follows, master data, extensions" + gap);
  }

  /** Adds facts or a dead letter. */
  void read() {
    if (!TYPES.containsKey(type)) {
      problems.add(
          new Problem(
              Reason.UNSUPPORTED,
              "type",
              type,
              "Send an ObjectEvent, AggregationEvent, TransactionEvent, TransformationEvent or"
                  + " AssociationEvent."));
      facts.reject(problems, event);
      return;
    }
    Optional<When> occurred = occurred();
    code();
    documents();
    units();
    quantities();
    EpcisPlace.of(event, draft);
    SensorMeasures.of(event.path("sensorElementList"), draft);
    JsonNode error = event.path("errorDeclaration");
    long declared = error.isObject() ? declared(error) : 0;
    List<Reference> about = about();
    if (draft.isTooLarge(about.size())) {
      problems.add(JsonFacts.tooLarge());
    } else if (about.isEmpty()) {
      problems.add(
          error.isObject()
              ? new Problem(
                  Reason.MISSING,
                  "bizTransactionList",
                  text(event, "eventID"),
                  "Send the error declaration with the documents, EPCs or sensor that the event"
                      + " had: until then the event stands, whose id is shown.")
              : Problem.missing(
                  "bizTransactionList",
                  "Name a document, an EPC, a sensor or the place of the event."));
    }
    if (!problems.isEmpty()) {
      facts.reject(problems, event);
      return;
    }
    add(occurred.orElseThrow(), about, error, declared);
  }

  private void add(When occurred, List<Reference> about, JsonNode error, long declared) {
    Milestone milestone = draft.milestone();
    String id = text(event, "eventID");
    String identity =
        id.isEmpty()
            ? new ContentDigest()
                .add(type)
                .add(text(event, "action"))
                .add(occurred.at())
                .add(milestone)
                .hex()
            : id;
    boolean wrong = error.isObject();
    if (wrong) {
      draft.corrects(identity).text(text(error, "reason"));
      for (JsonNode corrective : error.path("correctiveEventIDs")) {
        draft.reference(new Reference("CORRECTIVE_EVENT", "", text(corrective)));
      }
      milestone = draft.milestone();
    }
    Version version = new Version(wrong ? 1 : 0, wrong ? declared : occurred.at(), identity);
    facts.milestones("epcis/" + identity, version, wrong, about, occurred, milestone);
  }

  /** With the offset of the place's clock, which stands beside the time. */
  private Optional<When> occurred() {
    String offset = text(event, "eventTimeZoneOffset");
    Optional<ZoneOffset> clock = offset.isEmpty() ? Optional.empty() : JsonTime.offset(offset);
    if (clock.isEmpty() && !offset.isEmpty()) {
      problems.add(
          Problem.invalid(
              "eventTimeZoneOffset", offset, "Send an offset from UTC such as +02:00."));
    }
    ZoneId zone = clock.isPresent() ? clock.get() : facts.profile().zone();
    Optional<When> time = time("eventTime", text(event, "eventTime"), zone);
    return time.map(
        when -> clock.map(id -> new When(when.at(), id.getId(), when.dateOnly())).orElse(when));
  }

  private Optional<When> time(String field, String text, ZoneId zone) {
    Optional<When> time = text.isEmpty() ? Optional.empty() : JsonTime.parse(text, zone);
    if (time.isEmpty()) {
      problems.add(
          text.isEmpty()
              ? Problem.missing(field, JsonTime.REMEDY)
              : Problem.invalid(field, text, JsonTime.REMEDY));
    }
    return time;
  }

  private long declared(JsonNode error) {
    String text = text(error, "declarationTime");
    return time("errorDeclaration.declarationTime", text, facts.profile().zone())
        .map(When::at)
        .orElse(0L);
  }

  private void code() {
    String step = text(event, "bizStep");
    String own = facts.profile().json().codes().get(step);
    if (step.isEmpty()) {
      draft.code("EPCIS-" + type, type, "EPCIS-EventType");
    } else {
      draft.code(own == null ? Cbv.canonical(step) : own, step, "CBV-BizStep");
    }
    draft.text(text(event, "action")).reason(Cbv.shortName(text(event, "disposition")));
  }

  private void documents() {
    for (JsonNode transaction : event.path("bizTransactionList")) {
      String value =
          transaction.isTextual() ? text(transaction) : text(transaction, "bizTransaction");
      String kind = Cbv.transactionType(text(transaction, "type"));
      String issuer = "";
      if (value.startsWith(TRANSACTION_URN)) {
        int colon = value.indexOf(':', TRANSACTION_URN.length());
        if (colon > 0 && colon + 1 < value.length()) {
          issuer = value.substring(TRANSACTION_URN.length(), colon);
          value = value.substring(colon + 1);
        }
      }
      JsonFacts.fault("bizTransaction", issuer, true).ifPresent(problems::add);
      Reference reference = new Reference(kind, issuer, value);
      if (!value.isEmpty()) {
        documents.add(reference);
        draft.reference(reference);
      }
    }
  }

  private void units() {
    unit(text(event, "parentID"));
    for (String list : EPC_LISTS) {
      event.path(list).forEach(epc -> unit(text(epc)));
    }
  }

  private void unit(String epc) {
    if (!epc.isEmpty()) {
      epcs.add(epc);
      draft.handlingUnit(Gs1Keys.sscc(epc).orElse(epc));
    }
  }

  private void quantities() {
    for (String list : QUANTITY_LISTS) {
      String role =
          list.startsWith("input") ? "INPUT " : list.startsWith("output") ? "OUTPUT " : "";
      for (JsonNode element : event.path(list)) {
        String item = text(element, "epcClass");
        JsonNode quantity = element.get("quantity");
        String uom = text(element, "uom");
        JsonValues.decimal(quantity)
            .ifPresentOrElse(
                number -> draft.measure(role + item, number, uom.isEmpty() ? EACH : uom),
                () -> {
                  if (quantity != null) {
                    problems.add(
                        Problem.invalid(list + ".quantity", text(quantity), Decimals.REMEDY));
                  }
                  draft.handlingUnit(item);
                });
      }
    }
  }

  /** The shipments that it is about, by the strongest names that it has. */
  private List<Reference> about() {
    for (String kind : List.of("BOL", "DESPATCH_ADVICE")) {
      List<Reference> found = documents(kind);
      if (!found.isEmpty()) {
        return found;
      }
    }
    List<Reference> units =
        epcs.stream()
            .flatMap(epc -> Gs1Keys.sscc(epc).stream())
            .distinct()
            .map(sscc -> new Reference("SSCC", "", sscc))
            .toList();
    if (!units.isEmpty()) {
      return units;
    }
    for (String kind : List.of("PO", "INVOICE")) {
      List<Reference> found = documents(kind);
      if (!found.isEmpty()) {
        return found;
      }
    }
    if (!documents.isEmpty()) {
      return List.of(documents.get(0));
    }
    return thing().map(List::of).orElse(List.of());
  }

  private List<Reference> documents(String kind) {
    return documents.stream().filter(one -> one.getType().equals(kind)).distinct().toList();
  }

  /** Without a document: an asset, an item, the sensor or the place. */
  private Optional<Reference> thing() {
    Optional<Reference> asset =
        epcs.stream()
            .filter(Gs1Keys::isAsset)
            .findFirst()
            .map(epc -> new Reference("EQUIPMENT", "", epc));
    if (asset.isPresent() || !epcs.isEmpty()) {
      return asset.isPresent() ? asset : Optional.of(new Reference("EPC", "", epcs.get(0)));
    }
    String sensor = SensorMeasures.device(event.path("sensorElementList"));
    if (!sensor.isEmpty()) {
      return Optional.of(new Reference("EQUIPMENT", "", sensor));
    }
    String item = text(event.path("quantityList").path(0), "epcClass");
    String place = text(event.path("readPoint"), "id");
    if (!item.isEmpty()) {
      return Optional.of(new Reference("EPC", "", item));
    }
    return place.isEmpty() ? Optional.empty() : Optional.of(new Reference("LOCATION", "", place));
  }
}
