package io.waybill.operators.intake.edifact;

import io.waybill.operators.intake.profile.EdifactReferences;
import io.waybill.schemas.Reference;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The references that a message or a part of it gives. Numbers that only their giver keeps apart
 * bear an issuer: a PRO and a tracking number their carrier, a PO its buyer, an ORDER its seller,
 * an INVOICE who wrote it. Whatever names no shipment is kept as {@code RFF-} with its qualifier.
 */
final class FoundReferences {

  private final Reading reading;
  private final Parties parties;
  private final Set<Reference> found = new LinkedHashSet<>();
  private final Map<String, String> issuers = new HashMap<>();

  FoundReferences(Reading reading, Parties parties) {
    this.reading = reading;
    this.parties = parties;
  }

  /** All RFF of a group, and the equipment and handling units in it. */
  FoundReferences addAll(SegmentGroup group) {
    for (Segment segment : group.segments()) {
      switch (segment.tag()) {
        case "RFF" -> add(reading.text(segment, 1, 1), reading.text(segment, 1, 2));
        case "EQD" ->
            addOfType(
                segment.element(1).equals("CN") ? "CONTAINER" : "EQUIPMENT",
                reading.text(segment, 2, 1));
        case "GIN", "GIR", "PCI" -> Details.ssccs(segment).forEach(u -> addOfType("SSCC", u));
        default -> {
          // Names nothing.
        }
      }
    }
    return this;
  }

  /**
   * @param qualifier of RFF, or another key of the profile's references
   */
  FoundReferences add(String qualifier, String value) {
    addOfType(typeOf(qualifier).orElse("RFF-" + qualifier), value);
    return this;
  }

  /** What the profile calls references with a qualifier. */
  Optional<String> typeOf(String qualifier) {
    return reading.profile().references().typeOf(qualifier);
  }

  void addOfType(String type, String value) {
    if (!value.isEmpty() && type.indexOf('|') < 0) {
      found.add(new Reference(type, issuers.computeIfAbsent(type, this::issuer), value));
    }
  }

  /** In the order in which they were found. */
  List<Reference> all() {
    return List.copyOf(found);
  }

  /**
   * The one that names the shipment best; of equals, the first. Where there is nothing better, one
   * of a qualifier that we do not know: its facts wait for somebody to link it.
   */
  Optional<Reference> strongest() {
    return found.stream()
        .min(Comparator.comparingInt(reference -> EdifactReferences.rank(reference.getType())));
  }

  private String issuer(String type) {
    return switch (type) {
      case "PRO" -> orSender(parties.carrier());
      case "TRACKING" -> parties.carrier();
      case "PO" -> parties.who("BY", "OB", "PO").orElse("");
      case "ORDER" -> parties.who("SE", "SU").orElse("");
      case "INVOICE" -> orSender(parties.who("SE", "SU", "II", "CA", "FW").orElse(""));
      default -> "";
    };
  }

  private String orSender(String issuer) {
    Segment unb = reading.message().interchange().unb();
    return issuer.isEmpty() && unb != null ? reading.name(unb, 2, 1) : issuer;
  }
}
