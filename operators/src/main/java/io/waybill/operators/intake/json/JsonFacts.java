package io.waybill.operators.intake.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.operators.intake.message.DeadLetters;
import io.waybill.operators.intake.message.Decoded;
import io.waybill.operators.intake.message.FactCollector;
import io.waybill.operators.intake.message.MessageHeader;
import io.waybill.operators.intake.message.Problem;
import io.waybill.operators.intake.message.RawMessage;
import io.waybill.operators.intake.message.Reason;
import io.waybill.operators.intake.message.References;
import io.waybill.operators.intake.message.Texts;
import io.waybill.operators.intake.message.When;
import io.waybill.operators.intake.profile.PartnerProfile;
import io.waybill.schemas.Milestone;
import io.waybill.schemas.Reference;
import io.waybill.schemas.Version;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What the events of one JSON message say. Each event stands for itself. */
public final class JsonFacts {

  /** More events are not read from one message. */
  public static final int MAX_EVENTS = 10_000;

  private final PartnerProfile profile;
  private final RawMessage raw;
  private final FactCollector facts;

  public JsonFacts(PartnerProfile profile, RawMessage raw) {
    this.profile = profile;
    this.raw = raw;
    this.facts = new FactCollector(raw, profile.version());
  }

  public PartnerProfile profile() {
    return profile;
  }

  public FactCollector collector() {
    return facts;
  }

  /** A dead letter for one event, with the event as its content: fit to be sent again. */
  public void reject(List<Problem> problems, JsonNode event) {
    facts.deadLetter(
        DeadLetters.of(
            raw,
            facts.skipPosition(),
            null,
            problems,
            event.toString().getBytes(StandardCharsets.UTF_8)));
  }

  /** A message of more events than are read from one. */
  public static Decoded tooMany(RawMessage raw) {
    return Decoded.rejected(
        DeadLetters.of(
            raw,
            new Problem(
                Reason.TOO_LARGE,
                "message",
                "",
                "Split the message: it may have at most " + MAX_EVENTS + " events.")));
  }

  /** The problem with an event that {@link MilestoneDraft#isTooLarge}. */
  public static Problem tooLarge() {
    return new Problem(
        Reason.TOO_LARGE,
        "event",
        "",
        "Split the event: it may have at most 5000 units, measures, seals and references, and 500"
            + " when each of them is a shipment.");
  }

  /**
   * Adds one milestone for each shipment that an event is about.
   *
   * @param subject of the event; several shipments get their own
   */
  public void milestones(
      String subject,
      Version version,
      boolean retracted,
      List<Reference> about,
      When occurred,
      Milestone milestone) {
    for (int i = 0; i < about.size(); i++) {
      Reference reference = about.get(i);
      milestone(
          about.size() == 1 ? subject : own(subject, reference),
          version,
          retracted,
          reference,
          occurred,
          // Each fact has its own: what is agreed with the partner may change its units.
          i == 0 ? milestone : Milestone.newBuilder(milestone).build());
    }
  }

  /**
   * Takes back, beside what {@link #milestones} did, what the event said if it was about more
   * shipments than its retraction names, or fewer.
   */
  public void takenBackOfOthers(
      String subject, Version version, List<Reference> about, When occurred, Milestone milestone) {
    for (Reference reference : about) {
      milestone(
          about.size() == 1 ? own(subject, reference) : subject,
          version,
          true,
          reference,
          occurred,
          Milestone.newBuilder(milestone).build());
    }
  }

  private void milestone(
      String subject,
      Version version,
      boolean retracted,
      Reference reference,
      When occurred,
      Milestone milestone) {
    facts.nextMessage();
    facts.shipmentFact(
        new MessageHeader(version.getMessageId(), version, retracted, reference, null),
        subject,
        occurred,
        milestone);
  }

  private static String own(String subject, Reference reference) {
    return subject + "/" + References.path(reference);
  }

  /** That a message came which says nothing of a shipment. */
  public void noBusiness(String type, String version) {
    facts.record(type, version, "", "", null, facts.counted());
  }

  /**
   * What is wrong with a text that becomes a part of a reference.
   *
   * @param field as the sender knows it
   * @param partOfKey whether it is a type or an issuer
   */
  public static Optional<Problem> fault(String field, String text, boolean partOfKey) {
    if (partOfKey && text.indexOf(References.SEPARATOR) >= 0) {
      return Optional.of(Problem.invalid(field, text, "Leave out the character '|'."));
    }
    return Texts.fault(text).map(remedy -> Problem.invalid(field, text, remedy));
  }
}
