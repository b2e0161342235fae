package io.waybill.operators.shipment;

import io.waybill.operators.billing.Rules;
import io.waybill.schemas.DeadlineKind;
import io.waybill.schemas.DeadlinePassed;
import io.waybill.schemas.Dossier;
import io.waybill.schemas.ShipmentState;
import java.util.ArrayList;
import java.util.List;

/** What is due on a shipment at a log time: delivery, POD, progress. Each passes once. */
final class Deadlines {

  private final Dossier dossier;
  private List<DeadlinePassed> passed = List.of();
  private long next = Long.MAX_VALUE;

  private Deadlines(Dossier dossier) {
    this.dossier = dossier;
  }

  /**
   * Looks at all deadlines at the log time {@code at}.
   *
   * @param dossier remembers which have passed; changed in place
   */
  static Deadlines at(long at, Dossier dossier, Standing standing, Rules rules) {
    Deadlines deadlines = new Deadlines(dossier);
    deadlines.delivery(standing, at);
    deadlines.pod(rules, at);
    deadlines.progress(rules, at);
    return deadlines;
  }

  /** Those that passed just now. */
  List<DeadlinePassed> passed() {
    return passed;
  }

  /** When the next one will pass; {@link Long#MAX_VALUE} when none is set. */
  long next() {
    return next;
  }

  private void delivery(Standing standing, long at) {
    long before = standing.deliverBefore();
    if (before == Long.MAX_VALUE || hasPassed(DeadlineKind.DELIVERY)) {
      return;
    }
    List<Fact<?>> delivery = standing.deliveryEvidence();
    if (delivery.isEmpty()) {
      due(DeadlineKind.DELIVERY, before, 0, "No delivery is known.", at);
    } else if (delivery.get(0).occurredAt() >= before) {
      pass(DeadlineKind.DELIVERY, before, 0, "It was delivered too late.");
    }
  }

  private void pod(Rules rules, long at) {
    if (dossier.getDeliveryKnownAt() != null
        && !dossier.getPodComplete()
        && !hasPassed(DeadlineKind.POD)) {
      long threshold = rules.podDue().toMillis();
      long due = dossier.getDeliveryKnownAt() + threshold;
      due(DeadlineKind.POD, due, threshold, "No signed POD covers it.", at);
    }
  }

  private void progress(Rules rules, long at) {
    if (dossier.getState() == ShipmentState.IN_TRANSIT
        && dossier.getProgressKnownAt() != null
        && !hasPassed(DeadlineKind.PROGRESS)) {
      long threshold = rules.progressDue().toMillis();
      long due = dossier.getProgressKnownAt() + threshold;
      due(DeadlineKind.PROGRESS, due, threshold, "No further milestone is known.", at);
    }
  }

  private boolean hasPassed(DeadlineKind kind) {
    return dossier.getPassed().contains(kind);
  }

  private void due(DeadlineKind kind, long dueAt, long threshold, String explanation, long at) {
    if (at >= dueAt) {
      pass(kind, dueAt, threshold, explanation);
    } else {
      next = Math.min(next, dueAt);
    }
  }

  private void pass(DeadlineKind kind, long dueAt, long threshold, String explanation) {
    passed = passed.isEmpty() ? new ArrayList<>(1) : passed;
    passed.add(new DeadlinePassed(kind, dueAt, threshold, explanation));
    dossier.getPassed().add(kind);
  }
}
