package io.waybill.operators.intake.x12;

import io.waybill.operators.intake.message.Currencies;
import io.waybill.operators.intake.message.DocumentChange;
import io.waybill.operators.intake.message.FactCollector;
import io.waybill.operators.intake.message.MessageHeader;
import io.waybill.operators.intake.message.Problem;
import io.waybill.operators.intake.message.References;
import io.waybill.operators.intake.message.When;
import io.waybill.operators.intake.profile.PartnerProfile;
import io.waybill.schemas.Classifier;
import io.waybill.schemas.Milestone;
import io.waybill.schemas.MilestoneDetail;
import io.waybill.schemas.Reference;
import io.waybill.schemas.Version;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a transaction says. A subclass for each transaction set reads its segments, asks {@link
 * #rejected} whether those that it used are sound, and only then adds facts.
 */
abstract class TransactionFacts {

  protected static final String UNKNOWN_CODE =
      "Send a code that the standard has here and that Waybill reads.";

  protected final PartnerProfile profile;
  protected final FactCollector facts;
  protected final Part.Transaction transaction;
  protected final Segments segments;
  private final Rejections rejections;
  private final When created;

  TransactionFacts(Incoming incoming) {
    this.profile = incoming.profile();
    this.facts = incoming.facts();
    this.transaction = incoming.transaction();
    this.rejections = incoming.rejections();
    this.created = incoming.created();
    this.segments =
        new Segments(transaction.segments().subList(1, transaction.segments().size() - 1));
  }

  /** Adds facts; what is wrong becomes a dead letter. */
  abstract void read();

  /** When the group was created. */
  protected final When created() {
    return created;
  }

  /** Who sent the group, by the code of its application. */
  protected final String sender() {
    return transaction.gs().element(2);
  }

  protected final String receiver() {
    return transaction.gs().element(3);
  }

  /** Amounts without a currency of their own are in the profile's. */
  protected final String currency(Segment segment, int number) {
    if (segment == null || !segment.has(number)) {
      return profile.x12().currency();
    }
    String currency = segment.element(number);
    if (!Currencies.isCode(currency)) {
      segment.invalid(
          number, Finding.INVALID_CODE, "Send a currency of ISO 4217, such as EUR or USD.");
    }
    return currency;
  }

  /**
   * The header of a message that is identified by its document.
   *
   * @param document its identity at its source; a repeat in another envelope has the same
   * @param dated when the document was written, or null
   * @param change what the message does to the document
   */
  protected final MessageHeader header(
      String document, When dated, DocumentChange change, Reference reference) {
    boolean asDated =
        change == DocumentChange.ORIGINAL && dated != null && dated.at() < created.at();
    long madeAt = asDated ? dated.at() : created.at();
    String messageId = change.identity("X12-" + transaction.st().element(1) + "/" + document);
    return new MessageHeader(
        messageId,
        change.version(0, madeAt, messageId),
        new Version(0, madeAt, messageId),
        change == DocumentChange.CANCELLATION,
        reference,
        transaction.controlNumbers());
  }

  /** The header of a message that has no identity but its control numbers. */
  protected final MessageHeader headerByControlNumbers(Reference reference) {
    String messageId = transaction.isa().element(6) + "/" + transaction.controlNumbers();
    return new MessageHeader(
        messageId,
        new Version(0, created.at(), messageId),
        false,
        reference,
        transaction.controlNumbers());
  }

  /** Whether one of the segments (or null) has a fault; if so, they become a dead letter. */
  protected final boolean rejected(Segment... used) {
    List<Problem> problems = new ArrayList<>(0);
    for (Segment segment : used) {
      if (segment != null && !segment.isSound()) {
        segment.findings().forEach(finding -> problems.add(finding.problem()));
      }
    }
    if (!problems.isEmpty()) {
      rejections.add(problems);
    }
    return !problems.isEmpty();
  }

  protected final boolean rejected(List<Segment> used) {
    return rejected(used.toArray(new Segment[0]));
  }

  /**
   * A cancellation that names no lines takes back its document alone: which lines it had is not
   * known here. A person is told, since they would stand.
   *
   * @param segment that begins a line
   */
  protected final void linesStand(String segment) {
    reject(
        Problem.missing(
            segment,
            "The document was taken back, but not its lines: send the cancellation with the lines"
                + " that it takes back."));
  }

  /** The whole transaction, or a part of it, gives no facts. */
  protected final void reject(Problem problem) {
    rejections.add(List.of(problem));
  }

  /** A time by its date, time of the day and time code; null without a date or with a fault. */
  protected final When when(Segment segment, int date, int time, int timeCode) {
    if (segment == null || !segment.has(date)) {
      return null;
    }
    Optional<LocalDate> day = X12Time.date(segment.element(date));
    String clock = time == 0 ? "" : segment.element(time);
    Optional<LocalTime> hour = X12Time.time(clock);
    String code = timeCode == 0 ? "" : segment.element(timeCode);
    boolean local = TimeCodes.isLocal(code);
    Optional<ZoneId> zone = local ? Optional.of(profile.zone()) : TimeCodes.zone(code);
    if (day.isEmpty()) {
      segment.invalid(date, Finding.INVALID_DATE, X12Time.DATE_REMEDY);
    }
    if (hour.isEmpty()) {
      segment.invalid(time, Finding.INVALID_TIME, X12Time.TIME_REMEDY);
    }
    if (zone.isEmpty()) {
      segment.invalid(
          timeCode,
          Finding.INVALID_CODE,
          "Send a time code of X12 data element 623, such as UT, ET or LT.");
    }
    if (day.isEmpty() || hour.isEmpty() || zone.isEmpty()) {
      return null;
    }
    LocalDateTime at = X12Time.at(day.get(), hour.get(), clock);
    Optional<When> when = local ? When.local(at, zone.get()) : When.inZone(at, zone.get());
    if (when.isEmpty()) {
      segment.invalid(date, Finding.INVALID_DATE, "Send a date between the years 1900 and 2199.");
    }
    return when.orElse(null);
  }

  /** The end of a day in the profile's zone, as the first moment that is too late; or null. */
  protected final Long dayAfter(Segment segment, int date) {
    return segment == null
        ? null
        : X12Time.date(segment.element(date))
            .flatMap(day -> When.local(day.plusDays(1).atStartOfDay(), profile.zone()))
            .map(When::at)
            .orElse(null);
  }

  protected final When orCreated(When when) {
    return when == null ? created : when;
  }

  /** A milestone of the message's shipment. */
  protected final void milestone(
      MessageHeader header,
      String subject,
      When occurred,
      String code,
      String originalCode,
      MilestoneDetail detail) {
    facts.shipmentFact(
        header,
        subject,
        occurred,
        new Milestone(code, originalCode, null, Classifier.ACTUAL, null, null, detail));
  }

  /**
   * When the message's shipment is expected to be delivered; of one shipment the newest stands.
   *
   * @param location null when it is not known, as the detail
   */
  protected final void estimatedDelivery(
      MessageHeader header,
      When expected,
      String originalCode,
      String location,
      MilestoneDetail detail) {
    facts.shipmentFact(
        header,
        "estimated-delivery",
        expected,
        new Milestone(
            "ESTIMATED_DELIVERY",
            originalCode,
            null,
            Classifier.ESTIMATED,
            location,
            null,
            detail));
  }

  /** From now on the references mean this shipment; a message that is taken back links nothing. */
  protected final void links(MessageHeader header, List<Reference> references, String shipment) {
    if (header.retracted()) {
      return;
    }
    for (Reference reference : references) {
      boolean own = References.isShipment(reference) || reference.getType().startsWith("X12-");
      if (!own && References.isOrder(reference)) {
        facts.linkOrder(header, reference, shipment);
      } else if (!own) {
        facts.link(header, reference, shipment);
      }
    }
  }

  /** The name of a stock owner, warehouse or carrier may not contain the separator of keys. */
  protected static String withoutSeparator(String name) {
    return name.replace(References.SEPARATOR, '/');
  }
}
