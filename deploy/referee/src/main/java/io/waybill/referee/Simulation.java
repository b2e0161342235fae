package io.waybill.referee;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Lets log time pass over one shipment. At each moment at which something can change, all facts
 * known by then are judged anew, together; then what is due at that moment is done.
 */
final class Simulation {

  private final Dossier dossier;
  private final RuleBook ruleBook;
  private final long clockEnd;
  private final TreeSet<Long> moments;
  private final GateHistory invoice = new GateHistory();
  private final GateHistory payable = new GateHistory();
  private final Alerts alerts = new Alerts();
  private final Map<String, Document> live = new TreeMap<>();
  private final Map<String, Integer> revisions = new HashMap<>();
  private final List<Effect> effects = new ArrayList<>();
  private String state = "";
  private boolean payableReleased;

  private Simulation(Dossier dossier, RuleBook ruleBook, long clockEnd) {
    this.dossier = dossier;
    this.ruleBook = ruleBook;
    this.clockEnd = clockEnd;
    this.moments = dossier.moments();
  }

  /**
   * Runs until nothing can change any more, or the clock ends.
   *
   * @param clockEnd last moment of log time, milliseconds since 1970-01-01T00:00:00Z
   */
  static ShipmentTruth run(Dossier dossier, RuleBook ruleBook, long clockEnd) {
    Simulation simulation = new Simulation(dossier, ruleBook, clockEnd);
    simulation.run();
    return new ShipmentTruth(
        dossier,
        simulation.effects,
        List.copyOf(simulation.live.values()),
        simulation.state,
        simulation.invoice,
        simulation.payable,
        simulation.alerts.raised());
  }

  private void run() {
    while (!moments.isEmpty() && moments.first() <= clockEnd) {
      look(moments.pollFirst());
    }
  }

  private void look(long time) {
    ShipmentView view = ShipmentView.at(dossier, time);
    Rules rules = rules(time);
    setState(time, view.state());
    if (invoice.now(time, InvoiceGate.wanted(view, rules), rules.invoiceSettle())) {
      moments.add(invoice.current().dueAt());
    }
    if (payable.now(time, PayableGate.wanted(view, rules), rules.payableSettle())) {
      moments.add(payable.current().dueAt());
    }
    if (invoice.isDue(time)) {
      hold(time, "invoice/", wanted(invoice));
    }
    boolean payableDue = payable.isDue(time);
    if (payableDue) {
      payableReleased = payable.current().isMet();
    }
    hold(time, "accrual/", payableReleased ? List.of() : PayableGate.accruals(view));
    if (payableDue) {
      hold(time, "payable/", wanted(payable));
    }
    alerts.look(time, view, rules, moments);
    // A span without settle time is due at once; then this moment is over.
    moments.remove(time);
  }

  private static List<Document> wanted(GateHistory gate) {
    return gate.current().isMet() ? gate.current().wanted() : List.of();
  }

  private Rules rules(long time) {
    long lastLoggedAt = Long.MIN_VALUE;
    long firstOccurredAt = Long.MAX_VALUE;
    long firstShippedAt = Long.MAX_VALUE;
    for (Dossier.Entry entry : dossier.entries()) {
      if (entry.belongsAt(time)) {
        lastLoggedAt = Math.max(lastLoggedAt, entry.from());
        long occurredAt = entry.fact().occurredAt();
        firstOccurredAt = Math.min(firstOccurredAt, occurredAt);
        if (entry.fact().payload() instanceof Payload.Shipped) {
          firstShippedAt = Math.min(firstShippedAt, occurredAt);
        }
      }
    }
    return ruleBook.inForce(
        lastLoggedAt, firstShippedAt == Long.MAX_VALUE ? firstOccurredAt : firstShippedAt);
  }

  private void setState(long time, String newState) {
    if (newState.equals(state)) {
      return;
    }
    state = newState;
    int revision = revisions.merge("status", 1, Integer::sum);
    effects.add(
        new Effect(
            "%s/status/%d".formatted(dossier.shipment, revision),
            EffectKind.SHIPMENT_STATUS.name(),
            dossier.shipment,
            revision,
            "",
            "",
            BigDecimal.ZERO,
            List.of(),
            null,
            time,
            state));
  }

  /** Makes the live documents with such keys equal to the wanted ones: cancels, then posts. */
  private void hold(long time, String keyBegin, List<Document> wanted) {
    for (Document document : List.copyOf(live.values())) {
      if (document.key().startsWith(keyBegin) && !wanted.contains(document)) {
        effects.add(effect(time, document, true));
        live.remove(document.key());
      }
    }
    for (Document document : wanted) {
      if (!live.containsKey(document.key())) {
        revisions.merge(document.key(), 1, Integer::sum);
        effects.add(effect(time, document, false));
        live.put(document.key(), document);
      }
    }
  }

  private Effect effect(long time, Document document, boolean cancel) {
    int revision = revisions.get(document.key());
    String id = "%s/%s/%d".formatted(dossier.shipment, document.key(), revision);
    EffectKind posting = EffectKind.posting(document.key());
    return new Effect(
        cancel ? id + "/cancelled" : id,
        (cancel ? posting.cancellation() : posting).name(),
        dossier.shipment,
        revision,
        document.account(),
        document.currency(),
        document.amount(),
        document.lines(),
        cancel ? id : null,
        time,
        null);
  }
}
