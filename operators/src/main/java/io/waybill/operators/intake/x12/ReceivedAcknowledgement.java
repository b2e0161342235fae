package io.waybill.operators.intake.x12;

import io.waybill.operators.intake.message.Problem;
import java.util.ArrayList;
import java.util.List;

/** 997: a partner's answer to a group of ours. It is recorded; it carries no fact. */
final class ReceivedAcknowledgement {

  private static final String TYPE = "X12-997";

  private ReceivedAcknowledgement() {}

  /** The type of its record, which says what it answers. */
  static String read(Part.Transaction transaction, Rejections rejections) {
    List<Problem> problems = new ArrayList<>();
    String answer = "";
    for (Segment segment : transaction.segments()) {
      segment.findings().forEach(finding -> problems.add(finding.problem()));
      answer = segment.is("AK9") ? segment.element(1) : answer;
    }
    if (!problems.isEmpty()) {
      rejections.add(problems);
      return TYPE;
    }
    return switch (answer) {
      case "A" -> TYPE + "-ACCEPTED";
      case "E" -> TYPE + "-ACCEPTED_WITH_ERRORS";
      case "P" -> TYPE + "-PARTLY_ACCEPTED";
      default -> TYPE + "-REJECTED";
    };
  }
}
