package io.waybill.operators.billing;

import io.waybill.operators.shipment.Fact;
import io.waybill.schemas.Condition;
import io.waybill.schemas.ConditionState;
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

  void met(String name, String explanation, List<? extends Fact<?>> evidence) {
    add(name, ConditionState.MET, "", explanation, evidence);
  }

  void missing(String name, String owedBy, String explanation) {
    add(name, ConditionState.MISSING, owedBy, explanation, List.of());
  }

  void blocked(String name, String owedBy, String explanation, List<? extends Fact<?>> evidence) {
    add(name, ConditionState.BLOCKED, owedBy, explanation, evidence);
  }

  private void add(
      String name,
      ConditionState state,
      String owedBy,
      String explanation,
      List<? extends Fact<?>> evidence) {
    List<RawPointer> pointers = new ArrayList<>(evidence.size());
    for (Fact<?> fact : evidence) {
      if (!isAmong(pointers, fact.raw())) {
        pointers.add(fact.raw());
      }
    }
    answers.add(new Condition(name, state, asOf, owedBy, explanation, pointers));
  }

  private static boolean isAmong(List<RawPointer> pointers, RawPointer pointer) {
    for (RawPointer known : pointers) {
      if (known == pointer || known.equals(pointer)) {
        return true;
      }
    }
    return false;
  }

  List<Condition> answers() {
    return answers;
  }

  boolean allMet() {
    for (Condition answer : answers) {
      if (answer.getState() != ConditionState.MET) {
        return false;
      }
    }
    return true;
  }
}
