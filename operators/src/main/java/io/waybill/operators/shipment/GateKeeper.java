package io.waybill.operators.shipment;

import io.waybill.operators.billing.GateAnswer;
import io.waybill.operators.billing.Rules;
import io.waybill.schemas.Condition;
import io.waybill.schemas.ConditionMemory;
import io.waybill.schemas.Gate;
import io.waybill.schemas.GateChanged;
import io.waybill.schemas.GateMemory;
import io.waybill.schemas.GateState;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Follows one gate over time: MET n, then SETTLED n when it stayed as it was for the settle time,
 * REVOKED n when it did not; WITHDRAWN when something was released and the gate then stayed unmet
 * for the settle time.
 */
final class GateKeeper {

  private final GateMemory memory;
  private final WantedDocuments documents;

  // What the gate answered to when it was last asked; the facts are null when that is not known.
  private List<Fact<?>> facts;
  private boolean started;
  private Rules rules;

  /**
   * @param memory what is kept of the gate; changed in place
   */
  GateKeeper(GateMemory memory, WantedDocuments documents) {
    this.memory = memory;
    this.documents = documents;
  }

  static GateMemory unknown(Gate gate) {
    return new GateMemory(
        gate, GateState.PENDING, 0, 0L, new ArrayList<>(0), WantedDocuments.NONE, false);
  }

  /**
   * Whether the gate is to be asked at the log time {@code at}: most facts say nothing that it
   * answers to, and while that is the same, so is its answer.
   */
  boolean mustAnswer(
      List<Fact<?>> nowFacts, boolean nowStarted, Rules nowRules, long at, Duration settle) {
    boolean same = nowStarted == started && nowRules.equals(rules) && nowFacts.equals(facts);
    if (!same) {
      facts = nowFacts;
      started = nowStarted;
      rules = nowRules;
    }
    return !same || at >= nextDeadline(settle);
  }

  /** What changed at the log time {@code at}, in order. */
  List<GateChanged> judge(GateAnswer answer, long at, Duration settle) {
    List<GateChanged> changes = compare(answer, at);
    if (at >= nextDeadline(settle)) {
      boolean settled = isMet();
      memory.setReleased(settled);
      changes.add(change(settled ? GateState.SETTLED : GateState.WITHDRAWN, answer));
    }
    return changes;
  }

  /** What changed since the last answer. */
  private List<GateChanged> compare(GateAnswer answer, long at) {
    List<GateChanged> changes = new ArrayList<>(3);
    boolean conditionsChanged = remember(answer.conditions());
    ByteBuffer wanted = documents.encode(answer.wanted());
    boolean sameAsMet = answer.met() && isMet() && wanted.equals(memory.getWanted());
    if (isMet() && !sameAsMet) {
      memory.setSince(at);
      changes.add(change(GateState.REVOKED, answer));
    }
    if (answer.met() && !sameAsMet) {
      memory.setGateNumber(memory.getGateNumber() + 1);
      memory.setSince(at);
      changes.add(change(GateState.MET, answer));
    } else if (!answer.met() && changes.isEmpty() && conditionsChanged) {
      changes.add(describe(GateState.PENDING, answer));
    }
    if (!sameAsMet) {
      memory.setWanted(wanted);
    }
    return changes;
  }

  /** When the gate changes without a new fact; {@link Long#MAX_VALUE} when it does not. */
  long nextDeadline(Duration settle) {
    boolean settling = memory.getState() == GateState.MET;
    boolean withdrawing = !isMet() && memory.getReleased();
    return settling || withdrawing ? memory.getSince() + settle.toMillis() : Long.MAX_VALUE;
  }

  /** SETTLED was said, and WITHDRAWN not since. */
  boolean isReleased() {
    return memory.getReleased();
  }

  private boolean isMet() {
    return memory.getState() == GateState.MET || memory.getState() == GateState.SETTLED;
  }

  private GateChanged change(GateState state, GateAnswer answer) {
    memory.setState(state);
    return describe(state, answer);
  }

  private GateChanged describe(GateState state, GateAnswer answer) {
    return new GateChanged(
        memory.getGate(), state, memory.getGateNumber(), answer.conditions(), answer.wanted());
  }

  /** An answer that stays the same keeps the time since when it is so. */
  private boolean remember(List<Condition> answers) {
    boolean changed = memory.getConditions().size() != answers.size();
    if (changed) {
      memory.setConditions(new ArrayList<>(answers.size()));
      for (Condition answer : answers) {
        memory.getConditions().add(new ConditionMemory(answer.getState(), answer.getSince(), 0));
      }
    }
    for (int i = 0; i < answers.size(); i++) {
      Condition answer = answers.get(i);
      ConditionMemory known = memory.getConditions().get(i);
      int explained = answer.getExplanation().hashCode();
      if (known.getState() == answer.getState()) {
        answer.setSince(known.getSince());
      }
      changed |= known.getState() != answer.getState() || known.getExplained() != explained;
      known.setState(answer.getState());
      known.setSince(answer.getSince());
      known.setExplained(explained);
    }
    return changed;
  }
}
