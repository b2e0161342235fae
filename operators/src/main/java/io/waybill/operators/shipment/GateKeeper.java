package io.waybill.operators.shipment;

import io.waybill.operators.billing.GateAnswer;
import io.waybill.schemas.Condition;
import io.waybill.schemas.ConditionMemory;
import io.waybill.schemas.Gate;
import io.waybill.schemas.GateChanged;
import io.waybill.schemas.GateMemory;
import io.waybill.schemas.GateState;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Follows one gate over time: MET n, then SETTLED n when it stayed as it was for the settle time,
 * REVOKED n when it did not; WITHDRAWN when something was released and the gate then stayed unmet
 * for the settle time.
 */
final class GateKeeper {

  private final GateMemory memory;
  private GateAnswer judged;
  private long settle;

  /**
   * @param memory what is kept of the gate; changed in place
   */
  GateKeeper(GateMemory memory) {
    this.memory = memory;
  }

  static GateMemory unknown(Gate gate) {
    return GateMemory.newBuilder()
        .setGate(gate)
        .setState(GateState.PENDING)
        .setSince(0)
        .setConditions(new ArrayList<>())
        .setWanted(ByteBuffer.allocate(0))
        .build();
  }

  /**
   * What changed at the log time {@code at}, in order.
   *
   * @param settle settle time in milliseconds
   */
  List<GateChanged> judge(GateAnswer answer, long settle, long at) {
    this.settle = settle;
    List<GateChanged> changes = answer == judged ? List.of() : compare(answer, at);
    judged = answer;
    if (memory.getState() == GateState.MET && at >= settledAt()) {
      memory.setReleased(true);
      return and(changes, change(GateState.SETTLED, answer));
    } else if (!isMet() && memory.getReleased() && at >= settledAt()) {
      memory.setReleased(false);
      return and(changes, change(GateState.WITHDRAWN, answer));
    }
    return changes;
  }

  /** What changed since the last answer. */
  private List<GateChanged> compare(GateAnswer answer, long at) {
    List<GateChanged> changes = new ArrayList<>(3);
    boolean conditionsChanged = remember(answer.conditions());
    ByteBuffer wanted = WantedDocuments.encode(answer.wanted());
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
    memory.setWanted(wanted);
    return changes;
  }

  private static List<GateChanged> and(List<GateChanged> changes, GateChanged last) {
    List<GateChanged> all = new ArrayList<>(changes);
    all.add(last);
    return all;
  }

  /** When the gate changes without a new fact; {@link Long#MAX_VALUE} when it does not. */
  long nextDeadline() {
    boolean settling = memory.getState() == GateState.MET;
    boolean withdrawing = !isMet() && memory.getReleased();
    return settling || withdrawing ? settledAt() : Long.MAX_VALUE;
  }

  private long settledAt() {
    return memory.getSince() + settle;
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
    List<ConditionMemory> known = memory.getConditions();
    List<ConditionMemory> remembered = new ArrayList<>(answers.size());
    boolean changed = answers.size() != known.size();
    for (int i = 0; i < answers.size(); i++) {
      Condition answer = answers.get(i);
      ConditionMemory before = i < known.size() ? known.get(i) : null;
      int explained = answer.getExplanation().hashCode();
      if (before != null && before.getState() == answer.getState()) {
        answer.setSince(before.getSince());
        changed |= before.getExplained() != explained;
      } else {
        changed = true;
      }
      remembered.add(new ConditionMemory(answer.getState(), answer.getSince(), explained));
    }
    if (changed) {
      memory.setConditions(remembered);
    }
    return changed;
  }
}
