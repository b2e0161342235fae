package io.waybill.operators.intake.json.tracker;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.operators.intake.json.JsonDocument;
import io.waybill.operators.intake.json.JsonFacts;
import io.waybill.operators.intake.json.JsonValues;
import io.waybill.operators.intake.message.DeadLetters;
import io.waybill.operators.intake.message.Decoded;
import io.waybill.operators.intake.message.Decoder;
import io.waybill.operators.intake.message.FactCollector;
import io.waybill.operators.intake.message.MessageType;
import io.waybill.operators.intake.message.Problem;
import io.waybill.operators.intake.message.RawMessage;
import io.waybill.operators.intake.message.Reason;
import io.waybill.operators.intake.profile.JsonPath;
import io.waybill.operators.intake.profile.PartnerProfile;
import io.waybill.operators.intake.profile.TrackerField;
import io.waybill.operators.intake.profile.TrackerMapping;
import io.waybill.operators.intake.profile.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads trackers: a tracking number with all events so far, from an aggregator or a carrier, as a
 * webhook or as an answer. Where things stand is declared by a {@link TrackerMapping}; a profile
 * with several takes the first that fits the message. A bad event, or a bad tracker of several,
 * takes none of its neighbours along.
 */
public final class TrackerDecoder implements Decoder {

  private static final String ANY = "*";

  private final PartnerProfile profile;
  private final List<TrackerMapping> mappings;

  public TrackerDecoder(PartnerProfile profile) {
    this.profile = profile;
    this.mappings = profile.json().trackers();
  }

  /** For documents: what each kind of tracker that a profile knows is. */
  public static List<MessageType> types(PartnerProfile profile) {
    return profile.json().trackers().stream()
        .map(
            mapping ->
                MessageType.of(mapping.name().toLowerCase(Locale.ROOT), "tracker")
                    .facts(
                        mapping.at(TrackerField.SIGNED_BY).isEmpty()
                            ? new String[] {"Milestone"}
                            : new String[] {"Milestone", "ProofOfDelivery"})
                    .milestones(mapping.codes().values())
                    .milestones("ESTIMATED_DELIVERY", "PROMISED_DELIVERY")
                    .about(
                        mapping.shipments().isEmpty()
                            ? "TRACKING of the carrier"
                            : String.join(", ", mapping.shipments().keySet()))
                    .note(
                        "A milestone for each event; a proof of delivery when somebody signed. Own"
                            + " places and codes are declared in a profile.")
                    .gaps("weights, services, addresses of the parties, signature images"))
        .toList();
  }

  @Override
  public Decoded decode(RawMessage raw) {
    JsonDocument document = JsonDocument.read(raw);
    if (document.rejected() != null) {
      return document.rejected();
    }
    JsonNode message = document.node();
    for (TrackerMapping mapping : mappings) {
      List<JsonNode> trackers = trackers(mapping, message, mappings.size() > 1);
      if (!trackers.isEmpty()) {
        return read(raw, mapping, trackers);
      }
    }
    for (TrackerMapping mapping : mappings) {
      if (isMarked(mapping.ignored(), message)) {
        JsonFacts facts = new JsonFacts(profile, raw);
        facts.noBusiness(mapping.name() + "-NO-TRACKER", "");
        return facts.collector().decoded();
      }
    }
    TrackerMapping last = mappings.get(mappings.size() - 1);
    List<JsonNode> trackers = trackers(last, message, false);
    return trackers.isEmpty() ? unsupported(raw) : read(raw, last, trackers);
  }

  private Decoded read(RawMessage raw, TrackerMapping mapping, List<JsonNode> trackers) {
    JsonFacts facts = new JsonFacts(profile, raw);
    FactCollector.Counted before = facts.collector().counted();
    int events = 0;
    for (JsonNode tracker : trackers) {
      TrackerFacts reader = new TrackerFacts(facts, mapping, tracker);
      events += 1 + reader.events().size();
      if (events > JsonFacts.MAX_EVENTS) {
        return JsonFacts.tooMany(raw);
      }
      reader.read();
    }
    if (facts.collector().counted().equals(before)) {
      facts.noBusiness(mapping.name() + "-TRACKER-WITHOUT-EVENTS", "");
    }
    return facts.collector().decoded();
  }

  /** What looks like trackers, at the first place that has any. */
  private static List<JsonNode> trackers(TrackerMapping mapping, JsonNode message, boolean exact) {
    List<JsonNode> trackers = new ArrayList<>();
    for (JsonPath path : mapping.at(TrackerField.TRACKERS)) {
      path.each(
          message,
          node -> {
            if (node.isObject() && isTracker(mapping, node, exact)) {
              trackers.add(node);
            }
          });
      if (!trackers.isEmpty()) {
        break;
      }
    }
    return trackers;
  }

  private static boolean isTracker(TrackerMapping mapping, JsonNode node, boolean exact) {
    boolean number =
        isThere(mapping.at(TrackerField.TRACKING_NUMBER), node)
            || mapping.shipments().values().stream().anyMatch(paths -> isThere(paths, node));
    return exact
        ? number
            && (isOfKind(mapping, node) && (hasEvents(mapping, node) || isEvent(mapping, node)))
        : number || hasEvents(mapping, node);
  }

  private static boolean isThere(List<JsonPath> paths, JsonNode node) {
    return paths.stream().anyMatch(path -> !JsonValues.text(path.first(node)).isEmpty());
  }

  /** Whether it is an event itself; only of a kind that shows by more than its number. */
  private static boolean isEvent(TrackerMapping mapping, JsonNode node) {
    return !mapping.recognised().isEmpty()
        && mapping.at(TrackerField.EVENTS).stream().anyMatch(path -> path.text().isEmpty())
        && mapping.at(TrackerField.EVENT_TIME).stream().anyMatch(path -> path.exists(node));
  }

  private static boolean isOfKind(TrackerMapping mapping, JsonNode node) {
    return mapping.recognised().isEmpty() || isMarked(mapping.recognised(), node);
  }

  private static boolean hasEvents(TrackerMapping mapping, JsonNode node) {
    return mapping.at(TrackerField.EVENTS).stream()
        .anyMatch(path -> !path.text().isEmpty() && path.exists(node));
  }

  private static boolean isMarked(Map<JsonPath, Words> marks, JsonNode node) {
    for (Map.Entry<JsonPath, Words> entry : marks.entrySet()) {
      JsonNode value = entry.getKey().first(node);
      if (value != null
          && (entry.getValue().words().contains(ANY)
              || entry.getValue().contain(JsonValues.text(value)))) {
        return true;
      }
    }
    return false;
  }

  private Decoded unsupported(RawMessage raw) {
    StringBuilder places = new StringBuilder();
    for (TrackerMapping mapping : mappings) {
      for (JsonPath path : mapping.at(TrackerField.TRACKING_NUMBER)) {
        places.append(places.isEmpty() ? "" : ", ").append(path);
      }
    }
    return Decoded.rejected(
        DeadLetters.of(
            raw,
            new Problem(
                Reason.UNSUPPORTED,
                "tracking-number",
                "",
                "No tracker was found: send one with its number at one of "
                    + places
                    + ", or let the profile say under 'fields' where it stands.")));
  }
}
