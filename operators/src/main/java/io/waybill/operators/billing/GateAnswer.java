package io.waybill.operators.billing;

import io.waybill.schemas.Condition;
import io.waybill.schemas.ConditionState;
import io.waybill.schemas.WantedDocument;
import java.util.List;

/**
 * What a gate says of the facts that stand.
 *
 * @param conditions each with its answer; their {@code since} is the time of this judgement
 * @param wanted the documents that the ERP should hold; empty unless every condition is met
 */
public record GateAnswer(List<Condition> conditions, List<WantedDocument> wanted) {

  public boolean met() {
    for (Condition condition : conditions) {
      if (condition.getState() != ConditionState.MET
          && condition.getState() != ConditionState.WAIVED) {
        return false;
      }
    }
    return true;
  }
}
