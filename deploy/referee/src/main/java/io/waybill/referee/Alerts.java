package io.waybill.referee;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Counts the alerts of one shipment while log time passes. */
final class Alerts {

  private final Map<String, Integer> raised = new TreeMap<>();
  private final Set<String> knownProgress = new HashSet<>();
  private boolean late;
  private Long deliveryKnownAt;
  private boolean proofJudged;
  private boolean proofMissing;
  private String previousState = "";
  private Long progressAt;
  private boolean progressJudged;

  Map<String, Integer> raised() {
    return raised;
  }

  /**
   * Looks at one moment; deadlines that follow from it are added to the moments to look at.
   *
   * @param time log time
   */
  void look(long time, ShipmentView view, Rules rules, Collection<Long> moments) {
    lookForLateDelivery(time, view, moments);
    lookForMissingProof(time, view, rules, moments);
    lookForStandstill(time, view, rules, moments);
  }

  private void lookForLateDelivery(long time, ShipmentView view, Collection<Long> moments) {
    Long deadline = view.deliverBefore();
    if (deadline == null || late) {
      return;
    }
    late = (view.deliveredAt != null ? view.deliveredAt : time) >= deadline;
    if (late) {
      raise("DELIVERY_LATE");
    } else if (deadline > time) {
      moments.add(deadline);
    }
  }

  private void lookForMissingProof(
      long time, ShipmentView view, Rules rules, Collection<Long> moments) {
    if (!view.deliveredByMilestone) {
      deliveryKnownAt = null;
      return;
    }
    if (deliveryKnownAt == null) {
      deliveryKnownAt = time;
      proofJudged = false;
      moments.add(time + rules.podDue());
    }
    if (!proofJudged && time >= deliveryKnownAt + rules.podDue()) {
      proofJudged = true;
      if (!view.proofComplete() && !proofMissing) {
        proofMissing = true;
        raise("POD_MISSING");
      }
    }
  }

  private void lookForStandstill(
      long time, ShipmentView view, Rules rules, Collection<Long> moments) {
    String state = view.state();
    boolean moves = knownProgress.addAll(view.progress);
    boolean started = state.equals("IN_TRANSIT") && !previousState.equals("IN_TRANSIT");
    previousState = state;
    if (moves || started) {
      progressAt = time;
      progressJudged = false;
      moments.add(time + rules.progressDue());
    } else if (progressAt != null && !progressJudged && time >= progressAt + rules.progressDue()) {
      progressJudged = true;
      if (state.equals("IN_TRANSIT")) {
        raise("STALLED");
      }
    }
  }

  private void raise(String code) {
    raised.merge(code, 1, Integer::sum);
  }
}
