package io.waybill.operators.intake.x12;

import io.waybill.operators.intake.message.FactCollector;
import io.waybill.operators.intake.message.Problem;
import java.util.List;
import java.util.function.Consumer;

/** TA1: what is said of an interchange as a whole; it tells nothing of its groups. */
final class InterchangeAcknowledgement {

  /** Of X12 data element I18: the interchange's control number was seen before. */
  private static final String REPEAT = "025";

  private static final String NO_ERROR = "000";
  private static final String TYPE = "X12-TA1";

  private InterchangeAcknowledgement() {}

  /** Whether the sender asks for one. */
  static boolean isAskedFor(Segment isa) {
    return isa.element(14).equals("1");
  }

  /** The segment that answers an interchange. */
  static String of(Part.InterchangeEnd end) {
    List<String> notes = end.notes();
    return notes.isEmpty()
        ? segment(end.isa(), "A", NO_ERROR)
        : segment(end.isa(), "E", notes.get(0));
  }

  /** The segment that answers an interchange whose number was seen before. */
  static String ofRepeat(Segment isa) {
    return segment(isa, "R", REPEAT);
  }

  private static String segment(Segment isa, String verdict, String note) {
    return "TA1*%09d*%s*%s*%s*%s"
        .formatted(
            FunctionalAcknowledgement.controlNumber(isa.element(13)),
            digits(isa.element(9), 6),
            digits(isa.element(10), 4),
            verdict,
            note);
  }

  private static String digits(String text, int length) {
    return text.length() == length && Numbers.whole(text) >= 0 ? text : "0".repeat(length);
  }

  /** One that came: a record says what it answers; it carries no fact. */
  static void read(Part.Answer answer, FactCollector facts, Consumer<Problem> rejected) {
    Segment ta1 = answer.ta1();
    String verdict = ta1.element(4);
    FactCollector.Counted before = facts.counted();
    String type =
        switch (verdict) {
          case "A" -> TYPE + "-ACCEPTED";
          case "E" -> TYPE + "-ACCEPTED_WITH_ERRORS";
          case "R" -> TYPE + "-REJECTED";
          default -> TYPE;
        };
    if (type.equals(TYPE)) {
      rejected.accept(Problem.invalid("TA104", verdict, "Send A, E or R, as the standard has it."));
    }
    facts.record(
        type, "", answer.isa().element(6), answer.isa().element(8), ta1.element(1), before);
  }
}
