package io.waybill.operators.shipment;

import io.waybill.operators.billing.GateAnswer;
import io.waybill.schemas.Condition;
import io.waybill.schemas.Gate;
import io.waybill.schemas.GateChanged;
import io.waybill.schemas.GateMemory;
import io.waybill.schemas.GateState;
import io.waybill.schemas.WantedDocument;
import java.util.ArrayList;
import java.util.List;

/**
 * Follows one gate over time: MET n, then SETTLED n when it stayed as it was for the settle time,
 * REVOKED n when it did not; WITHDRAWN when something was released and the gate then stayed unmet
 * for the settle time.
 */
final class GateKeeper {

  private final GateMemory memory;
  private final long settle;
  private final List<GateChanged> changes = new ArrayList<>(3);

  /**
   * @param memory what is kept of the gate; changed in place
   * @param settle settle time in milliseconds
   */
  GateKeeper(GateMemory memory, long settle) {
    this.memory = memory;
    this.settle = settle;
  }

  static GateMemory unknown(Gate gate) {
    return GateMemory.newBuilder()
        .setGate(gate)
        .setState(GateState.PENDING)
        .setSince(0)
        .setConditions(new ArrayList<>())
        .setWanted(new ArrayList<>())
        .build();
  }

  /** What changed at the log time {@code at}, in order. */
  List<GateChanged> judge(GateAnswer answer, long at) {
    List<Condition> conditions = withSince(answer.conditions());
    boolean conditionsChanged = !conditions.equals(memory.getConditions());
    boolean sameAsMet = answer.met() && isMet() && answer.wanted().equals(memory.getWanted());
    if (isMet() && !sameAsMet) {
      memory.setConditions(conditions);
      memory.setSince(at);
      change(GateState.REVOKED);
      memory.setWanted(new ArrayList<>());
    }
    if (answer.met() && !sameAsMet) {
      memory.setGateNumber(memory.getGateNumber() + 1);
      memory.setSince(at);
      memory.setConditions(conditions);
      memory.setWanted(new ArrayList<>(answer.wanted()));
      change(GateState.MET);
    } else if (!answer.met() && changes.isEmpty() && conditionsChanged) {
      memory.setConditions(conditions);
      changes.add(describe(GateState.PENDING));
    }
    if (memory.getState() == GateState.MET && at >= settledAt()) {
      memory.setReleased(true);
      change(GateState.SETTLED);
    } else if (!isMet() && memory.getReleased() && at >= settledAt()) {
      memory.setReleased(false);
      change(GateState.WITHDRAWN);
    }
    return changes;
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

  private void change(GateState state) {
    memory.setState(state);
    changes.add(describe(state));
  }

  private GateChanged describe(GateState state) {
    return new GateChanged(
        memory.getGate(),
        state,
        memory.getGateNumber(),
        List.copyOf(memory.getConditions()),
        List.copyOf(memory.getWanted()));
  }

  /** An answer that stays the same keeps the time since when it is so. */
  private List<Condition> withSince(List<Condition> answers) {
    List<Condition> known = memory.getConditions();
    for (int i = 0; i < answers.size() && i < known.size(); i++) {
      Condition answer = answers.get(i);
      Condition before = known.get(i);
      if (answer.getName().equals(before.getName()) && answer.getState() == before.getState()) {
        answer.setSince(before.getSince());
      }
    }
    return answers;
  }
}
