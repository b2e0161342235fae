package io.waybill.operators.intake.x12;

import io.waybill.operators.intake.message.DeadLetters;
import io.waybill.operators.intake.message.FactCollector;
import io.waybill.operators.intake.message.Problem;
import io.waybill.operators.intake.message.RawMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The dead letters of one transaction. Their content is the transaction in an envelope of its own,
 * fit to be sent again. Past a number of bad parts, the others share one dead letter.
 */
final class Rejections {

  private static final int MOST = 20;

  private final RawMessage raw;
  private final FactCollector facts;
  private final Part.Transaction transaction;
  private final List<Problem> further = new ArrayList<>(0);
  private Set<Problem> told = Set.of();
  private byte[] content;
  private int count;

  Rejections(RawMessage raw, FactCollector facts, Part.Transaction transaction) {
    this.raw = raw;
    this.facts = facts;
    this.transaction = transaction;
  }

  /** A part of the transaction, or all of it, gives no facts. */
  void add(List<Problem> problems) {
    count++;
    told = told.isEmpty() ? new HashSet<>() : told;
    told.addAll(problems);
    if (count <= MOST) {
      deadLetter(problems);
    } else {
      further.addAll(problems);
    }
  }

  /** What is wrong and did not stop any fact: one dead letter names it all. */
  void addUntold() {
    List<Problem> untold = new ArrayList<>(0);
    for (Segment segment : transaction.segments()) {
      for (Finding finding : segment.findings()) {
        if (!told.contains(finding.problem())) {
          untold.add(finding.problem());
        }
      }
    }
    if (!untold.isEmpty()) {
      add(untold);
    }
  }

  void end() {
    if (!further.isEmpty()) {
      deadLetter(further);
    }
  }

  int count() {
    return count;
  }

  private void deadLetter(List<Problem> problems) {
    if (content == null) {
      content = alone(transaction).getBytes(StandardCharsets.UTF_8);
    }
    facts.deadLetter(
        DeadLetters.of(raw, facts.skipPosition(), transaction.controlNumbers(), problems, content));
  }

  /** The text of a message that holds this transaction alone. */
  static String alone(Part.Transaction transaction) {
    Delimiters delimiters = transaction.delimiters();
    char element = delimiters.element();
    StringBuilder text = new StringBuilder();
    text.append(IsaHeader.padded(transaction.isa(), element)).append(delimiters.segment());
    text.append(transaction.gs().text()).append(delimiters.segment());
    for (Segment segment : transaction.segments()) {
      text.append(segment.text()).append(delimiters.segment());
    }
    text.append("GE").append(element).append('1').append(element);
    text.append(transaction.gs().element(6)).append(delimiters.segment());
    text.append("IEA").append(element).append('1').append(element);
    text.append(transaction.isa().element(13)).append(delimiters.segment());
    return text.toString();
  }
}
