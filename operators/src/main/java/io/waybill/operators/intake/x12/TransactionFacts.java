package io.waybill.operators.intake.x12;

import io.waybill.operators.intake.message.DeadLetters;
import io.waybill.operators.intake.message.FactCollector;
import io.waybill.operators.intake.message.MessageHeader;
import io.waybill.operators.intake.message.Problem;
import io.waybill.operators.intake.message.RawMessage;
import io.waybill.operators.intake.message.References;
import io.waybill.operators.intake.message.When;
import io.waybill.operators.intake.profile.PartnerProfile;
import io.waybill.schemas.Classifier;
import io.waybill.schemas.Milestone;
import io.waybill.schemas.Reference;
import io.waybill.schemas.Version;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What one 214 says: a milestone for each AT7, about the shipment with the carrier's PRO. */
final class TransactionFacts {

  private final PartnerProfile profile;
  private final RawMessage raw;
  private final FactCollector facts;
  private final Part.Transaction transaction;

  /** An AT7 with the segments that follow it, each null when absent. */
  private record Status(ReadSegment at7, ReadSegment ms1, ReadSegment ms2) {}

  TransactionFacts(
      PartnerProfile profile, RawMessage raw, FactCollector facts, Part.Transaction transaction) {
    this.profile = profile;
    this.raw = raw;
    this.facts = facts;
    this.transaction = transaction;
  }

  /** Adds facts and dead letters; at least one of them. */
  void read(TransactionReader reader) {
    Optional<Problem> fault = TransactionEnvelope.fault(transaction);
    if (fault.isPresent()) {
      reject(List.of(fault.get()));
      return;
    }
    TransactionReader.Reading reading = reader.read(transaction);
    if (reading.problem() != null) {
      reject(List.of(reading.problem()));
      return;
    }
    List<ReadSegment> headers =
        reading.segments().stream().filter(segment -> segment.tag().equals("B10")).toList();
    if (headers.size() != 1) {
      reject(List.of(Problem.missing("B10", "Send one B10 segment, with PRO number and SCAC.")));
      return;
    }
    ReadSegment b10 = headers.get(0);
    Reference reference = reference(b10);
    Optional<When> created = created();
    List<Problem> problems = new ArrayList<>(b10.problems());
    if (created.isEmpty()) {
      problems.add(
          Problem.invalid(
              "GS04",
              transaction.gs().element(4) + " " + transaction.gs().element(5),
              "Send the group's date and time, as CCYYMMDD and HHMM."));
    }
    List<Status> statuses = statuses(reading.segments());
    if (statuses.isEmpty()) {
      problems.add(Problem.missing("AT7", "Send at least one status, an AT7 segment."));
    }
    if (problems.isEmpty()) {
      MessageHeader header = header(reference, created.orElseThrow());
      statuses.forEach(status -> milestone(header, status));
    } else {
      reject(problems);
    }
  }

  private static Reference reference(ReadSegment b10) {
    String pro = b10.element(1);
    String carrier = b10.element(3);
    if (pro.isEmpty()) {
      b10.missing(1, "Send the PRO number.");
    }
    if (carrier.isEmpty()) {
      b10.missing(3, "Send the carrier's SCAC.");
    }
    if (carrier.indexOf(References.SEPARATOR) >= 0) {
      b10.invalid(3, "Leave out the character '|'.");
    }
    return new Reference("PRO", carrier, pro);
  }

  private Optional<When> created() {
    Segment gs = transaction.gs();
    return X12Time.dateTime(gs.element(4), gs.element(5))
        .flatMap(time -> When.local(time, profile.zone()));
  }

  private MessageHeader header(Reference reference, When created) {
    String messageId = transaction.isa().element(6) + "/" + transaction.controlNumbers();
    return new MessageHeader(
        messageId,
        new Version(0, created.at(), messageId),
        false,
        reference,
        transaction.controlNumbers());
  }

  private static List<Status> statuses(List<ReadSegment> segments) {
    List<Status> statuses = new ArrayList<>();
    Status open = null;
    for (ReadSegment segment : segments) {
      switch (segment.tag()) {
        case "AT7" -> {
          open = new Status(segment, null, null);
          statuses.add(open);
        }
        case "MS1", "MS2" -> {
          if (open != null) {
            boolean place = segment.tag().equals("MS1");
            open =
                new Status(open.at7(), place ? segment : open.ms1(), place ? open.ms2() : segment);
            statuses.set(statuses.size() - 1, open);
          }
        }
        case "LX" -> open = null;
        default -> {
          // Says nothing of a status.
        }
      }
    }
    return statuses;
  }

  private void milestone(MessageHeader header, Status status) {
    ReadSegment at7 = status.at7();
    boolean appointment = at7.element(1).isEmpty();
    String code = at7.element(appointment ? 3 : 1);
    if (code.isEmpty()) {
      at7.missing(1, "Send a status in AT701 or an appointment in AT703.");
    }
    if (!appointment && !at7.element(3).isEmpty()) {
      at7.invalid(3, "Send either a status in AT701 or an appointment in AT703.");
    }
    Optional<When> occurred = occurred(at7);
    List<Problem> problems = new ArrayList<>(at7.problems());
    if (status.ms1() != null) {
      problems.addAll(status.ms1().problems());
    }
    if (status.ms2() != null) {
      problems.addAll(status.ms2().problems());
    }
    if (!problems.isEmpty() || occurred.isEmpty()) {
      reject(problems);
      return;
    }
    String reason = at7.element(appointment ? 4 : 2);
    Milestone milestone =
        new Milestone(
            profile.x12().canonicalOf(code),
            code,
            reason.isEmpty() ? null : reason,
            classifier(code, appointment),
            location(status.ms1()),
            equipment(status.ms2()),
            null);
    Reference reference = header.reference();
    String subject =
        "milestone/%s/%s/%s/%s"
            .formatted(
                reference.getIssuer(),
                reference.getValue(),
                milestone.getCode(),
                Instant.ofEpochMilli(occurred.get().at()));
    facts.shipmentFact(header, subject, occurred.get(), milestone);
  }

  private Classifier classifier(String code, boolean appointment) {
    if (profile.x12().estimates().contains(code)) {
      return Classifier.ESTIMATED;
    }
    return appointment ? Classifier.PLANNED : Classifier.ACTUAL;
  }

  /** Empty, with a problem remembered, when the segment does not tell a time. */
  private Optional<When> occurred(ReadSegment at7) {
    String code = at7.element(7);
    var date = X12Time.date(at7.element(5));
    Optional<LocalTime> time = X12Time.time(at7.element(6));
    if (date.isEmpty()) {
      at7.invalid(5, X12Time.DATE_REMEDY);
    }
    if (time.isEmpty()) {
      at7.invalid(6, X12Time.TIME_REMEDY);
    }
    if (!TimeCodes.isLocal(code) && TimeCodes.zone(code).isEmpty()) {
      at7.invalid(7, "Send a time code of X12 data element 623, such as UT, ET or LT.");
    }
    if (date.isEmpty() || time.isEmpty()) {
      return Optional.empty();
    }
    LocalDateTime at = date.get().atTime(time.get());
    Optional<When> when =
        TimeCodes.isLocal(code)
            ? When.local(at, profile.zone())
            : TimeCodes.zone(code).flatMap(zone -> When.inZone(at, zone));
    if (when.isEmpty()) {
      at7.invalid(5, "Send a date between the years 1900 and 2199.");
    }
    return when;
  }

  /** City, state, country, as far as they are given. */
  private static String location(ReadSegment ms1) {
    String location =
        ms1 == null
            ? ""
            : Stream.of(1, 2, 3)
                .map(ms1::element)
                .filter(element -> !element.isEmpty())
                .collect(Collectors.joining(", "));
    return location.isEmpty() ? null : location;
  }

  private static String equipment(ReadSegment ms2) {
    return ms2 == null || ms2.element(2).isEmpty() ? null : ms2.element(2);
  }

  private void reject(List<Problem> problems) {
    facts.deadLetter(
        DeadLetters.of(
            raw,
            facts.skipPosition(),
            transaction.controlNumbers(),
            problems,
            TransactionReader.alone(transaction).getBytes(StandardCharsets.UTF_8)));
  }
}
