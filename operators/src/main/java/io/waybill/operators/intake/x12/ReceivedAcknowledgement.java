package io.waybill.operators.intake.x12;

import io.waybill.operators.intake.message.MessageType;
import io.waybill.operators.intake.message.Problem;
import java.util.ArrayList;
import java.util.List;

/** 997: a partner's answer to a group of ours. It is recorded; it carries no fact. */
final class ReceivedAcknowledgement {

  static final MessageType TYPE =
      MessageType.of("997", "functional acknowledgment")
          .note(
              "A record only, whose type says what it answers. Waybill writes one for each "
                  + "interchange that it receives.");

  private static final String RECORD = "X12-997";

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
      return RECORD;
    }
    return switch (answer) {
      case "A" -> RECORD + "-ACCEPTED";
      case "E" -> RECORD + "-ACCEPTED_WITH_ERRORS";
      case "P" -> RECORD + "-PARTLY_ACCEPTED";
      default -> RECORD + "-REJECTED";
    };
  }
}
