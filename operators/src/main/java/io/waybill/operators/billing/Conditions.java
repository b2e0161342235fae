package io.waybill.operators.billing;

import io.waybill.schemas.Condition;
import io.waybill.schemas.ConditionState;
import io.waybill.schemas.Envelope;
import io.waybill.schemas.RawPointer;
import java.util.ArrayList;
import java.util.List;

/** Collects the answers of a gate's conditions in their order. */
final class Conditions {

  private final long asOf;
  private final List<Condition> answers = new ArrayList<>(5);

  Conditions(long asOf) {
    this.asOf = asOf;
  }

  void met(String name, String explanation, List<Envelope> evidence) {
    add(name, ConditionState.MET, "", explanation, evidence);
  }

  void missing(String name, String owedBy, String explanation) {
    add(name, ConditionState.MISSING, owedBy, explanation, List.of());
  }

  void blocked(String name, String owedBy, String explanation, List<Envelope> evidence) {
    add(name, ConditionState.BLOCKED, owedBy, explanation, evidence);
  }

  private void add(
      String name,
      ConditionState state,
      String owedBy,
      String explanation,
      List<Envelope> evidence) {
    List<RawPointer> pointers = new ArrayList<>(evidence.size());
    for (Envelope envelope : evidence) {
      if (!pointers.contains(envelope.getRaw())) {
        pointers.add(envelope.getRaw());
      }
    }
    answers.add(new Condition(name, state, asOf, owedBy, explanation, pointers));
  }

  List<Condition> answers() {
    return answers;
  }

  boolean allMet() {
    return answers.stream().allMatch(answer -> answer.getState() == ConditionState.MET);
  }
}
