package io.waybill.operators.intake.edifact;

import io.waybill.operators.intake.message.Problem;
import io.waybill.operators.intake.message.Reason;

/**
 * Something that is wrong, for a dead letter and for the CONTRL that tells the sender.
 *
 * @param error of the standard's list 0085
 * @param segment where it is wrong; null when the segment is absent
 * @param element counted from 1; 0 for the whole segment
 * @param component counted from 1
 */
record Finding(Problem problem, SyntaxError error, Segment segment, int element, int component) {

  static Finding at(
      Reason reason,
      SyntaxError error,
      Segment segment,
      int element,
      int component,
      String remedy) {
    String value = element == 0 ? segment.raw() : segment.component(element, component);
    String place =
        segment.position() == 0 ? "." : " (segment " + segment.position() + " of its message).";
    String told = remedy.substring(0, remedy.length() - 1) + place;
    return new Finding(
        new Problem(reason, segment.name(element, component), value, told),
        error,
        segment,
        element,
        component);
  }

  /** A segment that is not there, though it should stand behind another one. */
  static Finding absentBehind(Segment before, String segment, String remedy) {
    return new Finding(
        Problem.missing(
            segment,
            "%s (behind segment %d of its message)."
                .formatted(remedy.substring(0, remedy.length() - 1), before.position())),
        SyntaxError.MISSING,
        before,
        0,
        1);
  }

  /** A segment that is not there. */
  static Finding absent(String segment, String remedy) {
    return new Finding(Problem.missing(segment, remedy), SyntaxError.MISSING, null, 0, 0);
  }
}
