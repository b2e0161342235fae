package io.waybill.referee;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Counts the alerts of one shipment while log time passes: each code is raised once at most. */
final class Alerts {

  private final Map<String, Integer> raised = new TreeMap<>();
  private final Set<String> knownProgress = new HashSet<>();
  private boolean late;
  private Long deliveryKnownAt;
  private boolean proofWasComplete;
  private boolean proofMissing;
  private String previousState = "";
  private Long progressAt;
  private boolean stalled;

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
    proofWasComplete |= view.proofComplete();
    if (view.deliveredAt == null) {
      deliveryKnownAt = null;
      return;
    }
    if (deliveryKnownAt == null) {
      deliveryKnownAt = time;
    }
    if (proofMissing || proofWasComplete) {
      return;
    }
    long due = deliveryKnownAt + rules.podDue();
    if (time >= due) {
      proofMissing = true;
      raise("POD_MISSING");
    } else {
      moments.add(due);
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
    }
    if (stalled || progressAt == null || !state.equals("IN_TRANSIT")) {
      return;
    }
    long due = progressAt + rules.progressDue();
    if (time >= due) {
      stalled = true;
      raise("STALLED");
    } else {
      moments.add(due);
    }
  }

  private void raise(String code) {
    raised.merge(code, 1, Integer::sum);
  }
}
