package io.waybill.operators.intake;

import io.waybill.operators.intake.message.ContentDigest;
import io.waybill.operators.intake.message.DeadLetters;
import io.waybill.operators.intake.message.Decoded;
import io.waybill.operators.intake.message.Problem;
import io.waybill.operators.intake.message.RawMessage;
import io.waybill.operators.intake.message.References;
import io.waybill.operators.intake.profile.Terms;
import io.waybill.schemas.DeadLetter;
import io.waybill.schemas.DeliveredLine;
import io.waybill.schemas.Envelope;
import io.waybill.schemas.Link;
import io.waybill.schemas.Measure;
import io.waybill.schemas.Milestone;
import io.waybill.schemas.OrderLine;
import io.waybill.schemas.ProofOfDelivery;
import io.waybill.schemas.Reference;
import io.waybill.schemas.ShipmentFact;
import io.waybill.schemas.Shipped;
import io.waybill.schemas.StockFact;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a profile's terms make of the facts of a message, whatever its format: our words for units,
 * and only references that are trusted.
 */
final class AgreedTerms {

  private AgreedTerms() {}

  /** The same object when the terms change nothing. */
  static Decoded applied(Terms terms, RawMessage raw, Decoded decoded) {
    if (!terms.units().isEmpty()) {
      decoded.shipmentFacts().forEach(fact -> translate(terms.units(), fact));
      decoded.stockFacts().forEach(fact -> translate(terms.units(), fact));
    }
    return terms.references().isEmpty() ? decoded : trusted(terms, raw, decoded);
  }

  // ---------------------------------------------------------------- units

  private static void translate(Map<String, String> units, ShipmentFact fact) {
    Words words = new Words(units);
    if (fact.getPayload() instanceof OrderLine line) {
      line.setUnit(words.ours(line.getUnit()));
    } else if (fact.getPayload() instanceof Shipped shipped) {
      shipped.setUnit(words.ours(shipped.getUnit()));
    } else if (fact.getPayload() instanceof ProofOfDelivery pod) {
      for (DeliveredLine line : pod.getLines()) {
        line.setUnit(words.ours(line.getUnit()));
      }
    } else if (fact.getPayload() instanceof Milestone milestone && milestone.getDetail() != null) {
      for (Measure measure : milestone.getDetail().getMeasures()) {
        measure.setUnit(words.ours(measure.getUnit()));
      }
    }
    words.identify(fact.getEnvelope());
  }

  private static void translate(Map<String, String> units, StockFact fact) {
    Words words = new Words(units);
    fact.getMovement().setUnit(words.ours(fact.getMovement().getUnit()));
    words.identify(fact.getEnvelope());
  }

  /** Translates the units of one fact. */
  private static final class Words {

    private final Map<String, String> units;
    private final List<String> changed = new ArrayList<>();

    Words(Map<String, String> units) {
      this.units = units;
    }

    String ours(String unit) {
      String ours = units.getOrDefault(unit, unit);
      if (!ours.equals(unit)) {
        changed.add(ours);
      }
      return ours;
    }

    /** A fact in another unit says something else: it must not pass for a repeat of the first. */
    void identify(Envelope envelope) {
      if (!changed.isEmpty()) {
        envelope.setFactId(
            new ContentDigest().add(envelope.getFactId()).add(String.join("|", changed)).hex());
      }
    }
  }

  // ---------------------------------------------------------------- references

  private static Decoded trusted(Terms terms, RawMessage raw, Decoded decoded) {
    List<ShipmentFact> facts = new ArrayList<>();
    Map<String, Integer> untrusted = new TreeMap<>();
    for (ShipmentFact fact : decoded.shipmentFacts()) {
      String type = typeOf(fact.getEnvelope().getReference());
      if (terms.trusts(type) || goesByAnother(terms, fact)) {
        facts.add(fact);
      } else {
        untrusted.merge(type, fact.getEnvelope().getRaw().getPosition(), Math::min);
      }
    }
    List<Link> links =
        decoded.links().stream()
            .filter(link -> terms.trusts(link.getReference().getType()))
            .toList();
    if (facts.size() == decoded.shipmentFacts().size() && links.size() == decoded.links().size()) {
      return decoded;
    }
    boolean nothingLeft =
        facts.isEmpty() && links.isEmpty() && decoded.stockFacts().isEmpty() && untrusted.isEmpty();
    if (nothingLeft) {
      decoded
          .links()
          .forEach(
              link ->
                  untrusted.merge(
                      link.getReference().getType(), link.getRaw().getPosition(), Math::min));
    }
    List<DeadLetter> deadLetters = new ArrayList<>(decoded.deadLetters());
    untrusted.forEach(
        (type, position) ->
            deadLetters.add(
                DeadLetters.of(raw, position, null, List.of(problem(terms, type)), raw.bytes())));
    return new Decoded(
        facts,
        decoded.stockFacts(),
        links,
        deadLetters,
        decoded.records(),
        decoded.acknowledgements(),
        decoded.controlNumbers());
  }

  /**
   * A milestone that names its shipment in other ways too goes by the first of them that is
   * trusted: a carrier's status finds the load of the tender, where nobody links the carrier's PRO.
   */
  private static boolean goesByAnother(Terms terms, ShipmentFact fact) {
    Envelope envelope = fact.getEnvelope();
    if (envelope.getReference() == null
        || !(fact.getPayload() instanceof Milestone milestone)
        || milestone.getDetail() == null) {
      return false;
    }
    for (Reference other : milestone.getDetail().getReferences()) {
      if (terms.references().contains(other.getType())) {
        boolean direct = References.isShipment(other);
        envelope.setReference(direct ? null : other);
        envelope.setKey(direct ? other.getValue() : "");
        envelope.setFactId(
            new ContentDigest().add(envelope.getFactId()).add(References.key(other)).hex());
        return true;
      }
    }
    return false;
  }

  private static String typeOf(Reference reference) {
    return reference == null ? References.SHIPMENT : reference.getType();
  }

  private static Problem problem(Terms terms, String type) {
    return Problem.invalid(
        "reference",
        type,
        "The profile trusts only references of the types "
            + String.join(", ", new TreeSet<>(terms.references()))
            + ": add "
            + type
            + " to its references, or let the partner name one of these.");
  }
}
