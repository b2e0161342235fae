package io.waybill.operators.intake.json.tracker;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.operators.intake.json.JsonFacts;
import io.waybill.operators.intake.json.JsonTime;
import io.waybill.operators.intake.json.JsonValues;
import io.waybill.operators.intake.json.MilestoneDraft;
import io.waybill.operators.intake.message.FactCollector;
import io.waybill.operators.intake.message.MessageHeader;
import io.waybill.operators.intake.message.Problem;
import io.waybill.operators.intake.message.References;
import io.waybill.operators.intake.message.When;
import io.waybill.operators.intake.profile.JsonPath;
import io.waybill.operators.intake.profile.TrackerField;
import io.waybill.operators.intake.profile.TrackerMapping;
import io.waybill.schemas.Classifier;
import io.waybill.schemas.Milestone;
import io.waybill.schemas.ProofOfDelivery;
import io.waybill.schemas.Reference;
import io.waybill.schemas.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What one tracker says: a milestone for each event, a proof of delivery when somebody signed, and
 * the deliveries that it estimates and promises. An event is itself, however many later states of
 * the tracker repeat it: carrier, number and the event's own identity, or else code, time and
 * place, make its fact.
 */
final class TrackerFacts {

  private static final String DELIVERED = "DELIVERED";

  /** Of the names of a shipment, those that stand before the others. */
  private static final List<String> STRONGEST = List.of("SHIPMENT", "BOL", "PRO", "LOAD", "ORDER");

  /** In place of a place, of trackers that do not say when they changed. */
  private static final String NEWEST_EVENT = "newest event";

  /** How carriers say that nobody signed. */
  private static final List<String> UNSIGNED =
      List.of("signature not", "signature release", "no signature", "not signed");

  private final JsonFacts facts;
  private final FactCollector collector;
  private final TrackerMapping mapping;
  private final JsonNode tracker;
  private final List<JsonNode> events;
  private final Set<String> identities = new HashSet<>();
  private final List<Problem> problems = new ArrayList<>(0);
  private Reference reference;
  private String name;
  private String carrier;
  private When delivered;
  private Long newest;

  TrackerFacts(JsonFacts facts, TrackerMapping mapping, JsonNode tracker) {
    this.facts = facts;
    this.collector = facts.collector();
    this.mapping = mapping;
    this.tracker = tracker;
    events = findEvents();
  }

  List<JsonNode> events() {
    return events;
  }

  /** Adds facts and dead letters. */
  void read() {
    carrier = text(TrackerField.CARRIER, tracker);
    String issuer = issuer(carrier);
    String number = text(TrackerField.TRACKING_NUMBER, tracker);
    Reference shipment = number.isEmpty() ? shipment() : null;
    if (shipment != null) {
      JsonFacts.fault(shipment.getType(), shipment.getValue(), false).ifPresent(problems::add);
    } else if (number.isEmpty()) {
      problems.add(
          Problem.missing(places(TrackerField.TRACKING_NUMBER), "Send the tracking number."));
    } else {
      JsonFacts.fault(
              places(TrackerField.TRACKING_NUMBER),
              first(TrackerField.TRACKING_NUMBER, tracker).asText().strip(),
              false)
          .ifPresent(problems::add);
    }
    JsonFacts.fault(places(TrackerField.CARRIER), issuer, true).ifPresent(problems::add);
    if (!problems.isEmpty()) {
      facts.reject(problems, tracker);
      return;
    }
    reference = shipment == null ? new Reference("TRACKING", issuer, number) : shipment;
    name = shipment == null ? issuer + "/" + number : References.path(shipment);
    for (int i = 0; i < events.size(); i++) {
      event(events.get(i), i + 1);
    }
    expected(TrackerField.ESTIMATED_DELIVERY, "ESTIMATED_DELIVERY", Classifier.ESTIMATED);
    expected(TrackerField.PROMISED_DELIVERY, "PROMISED_DELIVERY", Classifier.PLANNED);
    proofOfDelivery();
  }

  /** The strongest name of the shipment; null when there is none. */
  private Reference shipment() {
    List<String> types = new ArrayList<>(STRONGEST);
    types.addAll(mapping.shipments().keySet());
    for (String type : types) {
      for (JsonPath path : mapping.shipments().getOrDefault(type, List.of())) {
        String value = text(path, tracker);
        if (!value.isEmpty()) {
          return new Reference(type, type.equals("PRO") ? issuer(carrier) : "", value);
        }
      }
    }
    return null;
  }

  private List<JsonNode> findEvents() {
    List<JsonNode> found = new ArrayList<>();
    for (JsonPath path : mapping.at(TrackerField.EVENTS)) {
      if (!path.text().isEmpty()) {
        path.each(
            tracker,
            node -> {
              if (node.isObject()) {
                found.add(node);
              }
            });
      }
    }
    boolean itself =
        found.isEmpty()
            && mapping.at(TrackerField.EVENTS).stream().anyMatch(path -> path.text().isEmpty())
            && mapping.at(TrackerField.EVENT_TIME).stream().anyMatch(path -> path.exists(tracker));
    return itself ? List.of(tracker) : found;
  }

  private void event(JsonNode event, int number) {
    problems.clear();
    MilestoneDraft draft = new MilestoneDraft();
    String codes = code(event, draft, number);
    Optional<When> occurred = occurred(event, number);
    if (occurred.isEmpty() || !problems.isEmpty()) {
      facts.reject(problems, event);
      return;
    }
    When when = occurred.get();
    place(event, draft);
    draft
        .text(text(TrackerField.EVENT_TEXT, event))
        .reason(text(TrackerField.EVENT_REASON, event))
        .carrier(carrier);
    draft.reference(reference);
    references(draft);
    Milestone milestone = draft.milestone();
    String own = text(TrackerField.EVENT_ID, event);
    String identity =
        own.isEmpty()
            ? name
                + "/"
                + codes
                + "/"
                + Instant.ofEpochMilli(when.at())
                + "/"
                + (milestone.getLocation() == null ? "" : milestone.getLocation())
            : name + "/" + own;
    if (!identities.add(identity)) {
      return;
    }
    newest = newest == null ? (Long) when.at() : (Long) Math.max(newest, when.at());
    long created = time(text(TrackerField.EVENT_CREATED, event)).map(When::at).orElse(when.at());
    if (milestone.getCode().equals(DELIVERED)
        && (delivered == null || when.at() >= delivered.at())) {
      delivered = when;
    }
    collector.nextMessage();
    collector.shipmentFact(header(identity, created), "milestone/" + identity, when, milestone);
  }

  /** Remembers the code; all codes of the event, as a part of its identity. */
  private String code(JsonNode event, MilestoneDraft draft, int number) {
    String original = "";
    String canonical = null;
    String all = "";
    for (JsonPath path : mapping.at(TrackerField.EVENT_CODE)) {
      String code = text(path, event);
      if (!code.isEmpty()) {
        all = all.isEmpty() ? code : all + "," + code;
        String meaning = canonical == null ? mapping.meaning(code) : null;
        original = original.isEmpty() || meaning != null ? code : original;
        canonical = canonical == null ? meaning : canonical;
      }
    }
    if (original.isEmpty()) {
      original = text(TrackerField.EVENT_TEXT, event);
      canonical = mapping.meaning(original);
      all = original;
    }
    if (original.isEmpty()) {
      problems.add(
          Problem.missing(
              places(TrackerField.EVENT_CODE) + " of event " + number, "Send the event's code."));
    }
    String code = canonical == null ? mapping.name() + "-" + original : canonical;
    draft.code(code, original, mapping.name()).classifier(classifier(code));
    return all;
  }

  private static Classifier classifier(String code) {
    if (code.startsWith("ESTIMATED_")) {
      return Classifier.ESTIMATED;
    }
    return code.endsWith("_APPOINTMENT") ? Classifier.PLANNED : Classifier.ACTUAL;
  }

  private Optional<When> occurred(JsonNode event, int number) {
    String date = text(TrackerField.EVENT_TIME, event);
    String clock = text(TrackerField.EVENT_CLOCK, event);
    String at =
        clock.isEmpty() ? date : date + "T" + clock + text(TrackerField.EVENT_OFFSET, event);
    Optional<When> time = time(at);
    if (time.isEmpty()) {
      String field = places(TrackerField.EVENT_TIME) + " of event " + number;
      problems.add(
          at.isEmpty()
              ? Problem.missing(field, JsonTime.REMEDY)
              : Problem.invalid(field, at, JsonTime.REMEDY));
    }
    return time;
  }

  private Optional<When> time(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    boolean epoch = text.length() >= 10 && text.length() <= 13;
    for (int i = 0; i < text.length() && epoch; i++) {
      epoch = text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    return epoch
        ? JsonTime.epoch(Long.parseLong(text))
        : JsonTime.parse(text, facts.profile().zone());
  }

  private void place(JsonNode event, MilestoneDraft draft) {
    String city = text(TrackerField.CITY, event);
    String state = text(TrackerField.STATE, event);
    String country = text(TrackerField.COUNTRY, event);
    String zip = text(TrackerField.POSTAL_CODE, event);
    String words = text(TrackerField.PLACE, event);
    String location = joined(city, state, country);
    boolean known = !city.isEmpty() || words.isEmpty();
    draft
        .location(known ? location : words)
        .place(
            "",
            "",
            text(TrackerField.FACILITY, event),
            known ? joined(city, state, zip, country) : words,
            JsonValues.degrees(first(TrackerField.LATITUDE, event), 90),
            JsonValues.degrees(first(TrackerField.LONGITUDE, event), 180));
  }

  private void references(MilestoneDraft draft) {
    mapping
        .references()
        .forEach(
            (type, paths) -> {
              for (JsonPath path : paths) {
                String value = text(path, tracker);
                if (!value.isEmpty()) {
                  draft.reference(new Reference(type, "", value));
                  return;
                }
              }
            });
  }

  /** A delivery that is not there yet; the newest statement of the tracker stands. */
  private void expected(TrackerField field, String code, Classifier classifier) {
    When when = time(text(field, tracker)).orElse(null);
    if (when == null) {
      return;
    }
    long created = updated().orElse(when.at());
    MilestoneDraft draft = new MilestoneDraft();
    draft
        .code(code, field.label(), mapping.name())
        .classifier(classifier)
        .carrier(carrier)
        .reference(reference);
    references(draft);
    collector.nextMessage();
    collector.shipmentFact(
        header(name + "/" + field.label(), created),
        "milestone/" + name + "/" + field.label(),
        when,
        draft.milestone());
  }

  /** When the tracker last changed, as far as it says it. */
  private Optional<Long> updated() {
    String text = text(TrackerField.UPDATED, tracker);
    return text.equals(NEWEST_EVENT) ? Optional.ofNullable(newest) : time(text).map(When::at);
  }

  private void proofOfDelivery() {
    String signer = text(TrackerField.SIGNED_BY, tracker);
    if (delivered == null || signer.isEmpty()) {
      return;
    }
    String lower = signer.toLowerCase(Locale.ROOT);
    boolean signed = UNSIGNED.stream().noneMatch(lower::startsWith);
    boolean named = signed && !lower.equals("signature on file");
    collector.nextMessage();
    collector.shipmentFact(
        header(name + "/pod", delivered.at()),
        "pod/" + name,
        delivered,
        new ProofOfDelivery(reference.getValue(), signed, named ? signer : null, List.of()));
  }

  private MessageHeader header(String identity, long created) {
    return new MessageHeader(identity, new Version(0, created, identity), false, reference, null);
  }

  /** Whose numbers they are: the profile's word, or the carrier's name in capitals. */
  private String issuer(String word) {
    String declared = mapping.carriers().get(word);
    if (declared != null) {
      return declared;
    }
    StringBuilder issuer = new StringBuilder(word.length());
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c != ' ' && c != '_' && c != '-') {
        issuer.append(Character.toUpperCase(c));
      }
    }
    return issuer.toString();
  }

  private String text(TrackerField field, JsonNode node) {
    List<JsonPath> paths = mapping.at(field);
    for (int i = 0; i < paths.size(); i++) {
      String text = text(paths.get(i), node);
      if (!text.isEmpty()) {
        return text;
      }
    }
    return "";
  }

  private static String text(JsonPath path, JsonNode node) {
    String constant = path.constant();
    return constant == null ? JsonValues.text(path.first(node)) : constant;
  }

  private JsonNode first(TrackerField field, JsonNode node) {
    for (JsonPath path : mapping.at(field)) {
      JsonNode found = path.first(node);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private String places(TrackerField field) {
    StringBuilder places = new StringBuilder();
    mapping.at(field).forEach(path -> places.append(places.isEmpty() ? "" : " or ").append(path));
    return places.isEmpty() ? field.label() : places.toString();
  }

  private static String joined(String... parts) {
    StringBuilder joined = new StringBuilder();
    for (String part : parts) {
      if (!part.isEmpty()) {
        joined.append(joined.isEmpty() ? "" : ", ").append(part);
      }
    }
    return joined.toString();
  }
}
