package io.waybill.operators.intake.control;

import io.waybill.operators.intake.control.NumberBook.Hole;
import io.waybill.operators.intake.control.NumberBook.Seen;
import io.waybill.operators.intake.control.NumberBook.Verdict;
import io.waybill.schemas.ControlNumber;
import io.waybill.schemas.ExceptionRaised;
import io.waybill.schemas.MessageOutcome;
import io.waybill.schemas.MessageRecord;
import io.waybill.schemas.RawPointer;
import java.util.Optional;

/** What is said about control numbers. */
public final class ControlNotices {

  public static final String GAP = "CONTROL_NUMBER_GAP";
  public static final String REUSED = "CONTROL_NUMBER_REUSED";

  private ControlNotices() {}

  /**
   * The record of an envelope that came again, or of one that was told as missing and came at last;
   * its type is for example {@code X12-ISA-REPEAT}. Empty for the usual.
   */
  public static Optional<MessageRecord> record(ControlNumber number, Seen seen) {
    if (seen.verdict() == Verdict.NEW) {
      return Optional.empty();
    }
    RawPointer raw = number.getRaw();
    String what =
        switch (seen.verdict()) {
          case MISSED -> "LATE";
          case REUSED -> "REUSED";
          case NEW, REPEAT, REPEAT_OF_OLD -> "REPEAT";
        };
    return Optional.of(
        new MessageRecord(
            "%s/%d/%d/%s/%d"
                .formatted(
                    raw.getTopic(),
                    raw.getPartition(),
                    raw.getOffset(),
                    number.getLevel(),
                    raw.getPosition()),
            number.getPartner(),
            number.getStandard() + "-" + number.getLevel() + "-" + what,
            "",
            seen.verdict() == Verdict.REUSED
                ? MessageOutcome.ACCEPTED_WITH_ERRORS
                : MessageOutcome.ACCEPTED,
            0,
            number.getSender(),
            number.getReceiver(),
            raw,
            number.getRecordedAt()));
  }

  /** An exception, once for each number, when it stands for two different envelopes. */
  public static Optional<ExceptionRaised> reused(ControlNumber number, Seen seen) {
    if (seen.verdict() != Verdict.REUSED || seen.before().getReuseTold()) {
      return Optional.empty();
    }
    seen.before().setReuseTold(true);
    return Optional.of(
        new ExceptionRaised(
            REUSED + "/" + number.getSeries() + "/" + number.getNumber(),
            REUSED,
            number.getPartner(),
            number.getRecordedAt(),
            number.getPartner(),
            ("%s numbered two different envelopes (%s) from %s to %s with %s: %s and %s. Both were"
                    + " read. Let it count each envelope anew, or say control-numbers: none in its"
                    + " profile.")
                .formatted(
                    number.getPartner(),
                    number.getLevel(),
                    number.getSender(),
                    number.getReceiver(),
                    number.getNumber(),
                    place(seen.before().getRaw()),
                    place(number.getRaw()))));
  }

  /** An exception for numbers that did not come. */
  public static ExceptionRaised gap(ControlNumber last, Hole hole, long raisedAt) {
    String missing =
        hole.first() == hole.last()
            ? "number " + hole.first() + " is missing"
            : "numbers %d to %d are missing".formatted(hole.first(), hole.last());
    return new ExceptionRaised(
        "%s/%s/%d-%d".formatted(GAP, last.getSeries(), hole.first(), hole.last()),
        GAP,
        last.getPartner(),
        raisedAt,
        last.getPartner(),
        ("%s %s of %s from %s to %s: expected %d, received %d, so %s. Ask the sender to send what is"
                + " missing again; if it does not count by one, say control-numbers: none in its"
                + " profile.")
            .formatted(
                last.getStandard(),
                last.getLevel(),
                last.getPartner(),
                last.getSender(),
                last.getReceiver(),
                hole.expected(),
                hole.received(),
                missing));
  }

  private static String place(RawPointer raw) {
    return raw.getTopic() + "/" + raw.getPartition() + "/" + raw.getOffset();
  }
}
