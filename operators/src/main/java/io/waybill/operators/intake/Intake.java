package io.waybill.operators.intake;

import io.waybill.operators.intake.canonical.CanonicalDecoder;
import io.waybill.operators.intake.csv.CsvDecoder;
import io.waybill.operators.intake.message.DeadLetters;
import io.waybill.operators.intake.message.Decoded;
import io.waybill.operators.intake.message.Decoder;
import io.waybill.operators.intake.message.Problem;
import io.waybill.operators.intake.message.RawMessage;
import io.waybill.operators.intake.message.Reason;
import io.waybill.operators.intake.profile.PartnerProfile;
import io.waybill.operators.intake.profile.Profiles;
import io.waybill.operators.intake.x12.X12Decoder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads any raw message by the profile of its partner. Facts that name their shipment, and stock
 * facts, bear the version of the rules that was published when they were recorded. Not thread-safe.
 */
public final class Intake {

  private final Profiles profiles;
  private final PublishedRules rules;
  private final Map<String, Decoder> decoders = new HashMap<>();

  public Intake(Profiles profiles, PublishedRules rules) {
    this.profiles = profiles;
    this.rules = rules;
  }

  /**
   * Never throws on account of the message: whatever is wrong becomes a dead letter. A message
   * gives at least one fact, link or dead letter.
   */
  public Decoded decode(RawMessage raw) {
    Problem problem = problemOfPartner(raw);
    if (problem == null && raw.bytes().length == 0) {
      problem = new Problem(Reason.EMPTY, "message", "", "Send the message again, with its bytes.");
    }
    if (problem != null) {
      return Decoded.rejected(DeadLetters.of(raw, problem));
    }
    try {
      Decoded decoded = decoders.get(raw.partner()).decode(raw);
      decoded.shipmentFacts().stream()
          .map(fact -> fact.getEnvelope())
          .filter(envelope -> envelope.getReference() == null)
          .forEach(envelope -> envelope.setRulesVersion(rules.versionAt(raw.timestamp())));
      decoded
          .stockFacts()
          .forEach(fact -> fact.getEnvelope().setRulesVersion(rules.versionAt(raw.timestamp())));
      return decoded;
    } catch (RuntimeException e) {
      return Decoded.rejected(
          DeadLetters.of(
              raw,
              new Problem(
                  Reason.FAULT,
                  "message",
                  e + " at " + (e.getStackTrace().length == 0 ? "?" : e.getStackTrace()[0]),
                  "Waybill failed to read the message: report it with its topic, partition and"
                      + " offset.")));
    }
  }

  private Problem problemOfPartner(RawMessage raw) {
    if (raw.partner() == null || raw.partner().isBlank()) {
      return new Problem(
          Reason.NO_PARTNER,
          "waybill-partner",
          "",
          "Let the sender's connection set the header waybill-partner to the name of a profile: "
              + profiles.names()
              + ".");
    }
    if (decoders.containsKey(raw.partner())) {
      return null;
    }
    Optional<PartnerProfile> profile = profiles.find(raw.partner());
    profile.ifPresent(found -> decoders.put(found.name(), decoder(found)));
    return profile.isPresent()
        ? null
        : new Problem(
            Reason.UNKNOWN_PARTNER,
            "waybill-partner",
            raw.partner(),
            "Name one of the profiles "
                + profiles.names()
                + ", or add a profile of that name to the folder of profiles.");
  }

  private static Decoder decoder(PartnerProfile profile) {
    return switch (profile.format()) {
      case CSV -> new CsvDecoder(profile);
      case CANONICAL_JSON -> new CanonicalDecoder(profile);
      case X12 -> new X12Decoder(profile);
    };
  }
}
