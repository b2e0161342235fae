package io.waybill.operators.intake;

import io.waybill.operators.intake.canonical.CanonicalDecoder;
import io.waybill.operators.intake.csv.CsvDecoder;
import io.waybill.operators.intake.edifact.EdifactDecoder;
import io.waybill.operators.intake.json.dcsa.DcsaDecoder;
import io.waybill.operators.intake.json.epcis.EpcisDecoder;
import io.waybill.operators.intake.json.telematics.TelematicsDecoder;
import io.waybill.operators.intake.json.tracker.TrackerDecoder;
import io.waybill.operators.intake.message.DeadLetters;
import io.waybill.operators.intake.message.Decoded;
import io.waybill.operators.intake.message.Decoder;
import io.waybill.operators.intake.message.Problem;
import io.waybill.operators.intake.message.RawMessage;
import io.waybill.operators.intake.message.Reason;
import io.waybill.operators.intake.profile.PartnerProfile;
import io.waybill.operators.intake.profile.Profiles;
import io.waybill.operators.intake.x12.X12Decoder;
import io.waybill.schemas.ShipmentFact;
import io.waybill.schemas.StockFact;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads any raw message by the profile of its partner. Facts that name their shipment, and stock
 * facts, bear the version of the rules that was published when they were recorded. Not thread-safe.
 */
public final class Intake {

  private final PublishedRules rules;
  private final Map<PartnerProfile, Decoder> decoders = new IdentityHashMap<>();
  private Profiles profiles;

  public Intake(Profiles profiles, PublishedRules rules) {
    this.profiles = profiles;
    this.rules = rules;
  }

  /** The profiles from now on. Which version reads a message is decided by its recorded time. */
  public void use(Profiles newProfiles) {
    profiles = newProfiles;
  }

  /**
   * Never throws on account of the message: whatever is wrong becomes a dead letter. A message
   * gives at least one fact, link or dead letter.
   */
  public Decoded decode(RawMessage raw) {
    Optional<PartnerProfile> found =
        raw.partner() == null ? Optional.empty() : profiles.at(raw.partner(), raw.timestamp());
    if (found.isEmpty()) {
      return Decoded.rejected(DeadLetters.of(raw, problemOfPartner(raw)));
    }
    PartnerProfile profile = found.get();
    Problem problem = problemOfSize(raw, profile);
    if (problem != null) {
      return Decoded.rejected(DeadLetters.of(raw, problem));
    }
    try {
      Decoder decoder = decoders.computeIfAbsent(profile, Intake::decoder);
      Decoded decoded = AgreedTerms.applied(profile.terms(), raw, decoder.decode(raw));
      for (ShipmentFact fact : decoded.shipmentFacts()) {
        if (fact.getEnvelope().getReference() == null) {
          fact.getEnvelope().setRulesVersion(rules.versionAt(raw.timestamp()));
        }
      }
      for (StockFact fact : decoded.stockFacts()) {
        fact.getEnvelope().setRulesVersion(rules.versionAt(raw.timestamp()));
      }
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

  /**
   * How many of a hundred messages of a partner may be rubbish; empty for one without a profile.
   */
  public OptionalInt rubbishPercent(RawMessage raw) {
    return raw.partner() == null
        ? OptionalInt.empty()
        : profiles
            .at(raw.partner(), raw.timestamp())
            .map(profile -> OptionalInt.of(profile.terms().limits().rubbishPercent()))
            .orElse(OptionalInt.empty());
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
    if (!profiles.versions(raw.partner()).isEmpty()) {
      return new Problem(
          Reason.UNKNOWN_PARTNER,
          "waybill-partner",
          raw.partner(),
          "The profile of this name holds from "
              + Instant.ofEpochMilli(profiles.versions(raw.partner()).get(0).terms().effective())
              + " on only: add a version that holds when the message was recorded, or send the"
              + " message again.");
    }
    return new Problem(
        Reason.UNKNOWN_PARTNER,
        "waybill-partner",
        raw.partner(),
        "Name one of the profiles "
            + profiles.names()
            + ", or add a profile of that name and redrive the message.");
  }

  private static Problem problemOfSize(RawMessage raw, PartnerProfile profile) {
    if (raw.bytes().length == 0) {
      return new Problem(Reason.EMPTY, "message", "", "Send the message again, with its bytes.");
    }
    int limit = profile.terms().limits().bytes();
    if (raw.bytes().length > limit) {
      return new Problem(
          Reason.TOO_LARGE,
          "message",
          raw.bytes().length + " bytes",
          "Split the message: the profile allows " + limit + " bytes.");
    }
    return null;
  }

  private static Decoder decoder(PartnerProfile profile) {
    return switch (profile.format()) {
      case CSV -> new CsvDecoder(profile);
      case CANONICAL_JSON -> new CanonicalDecoder(profile);
      case EDIFACT -> new EdifactDecoder(profile);
      case X12 -> new X12Decoder(profile);
      case DCSA -> new DcsaDecoder(profile);
      case EPCIS -> new EpcisDecoder(profile);
      case EASYPOST, AFTERSHIP, SHIPPO, TRACKER -> new TrackerDecoder(profile);
      case TELEMATICS -> new TelematicsDecoder(profile);
    };
  }
}
