package io.waybill.operators.billing;

import io.waybill.schemas.AccrualChanged;
import io.waybill.schemas.Effect;
import io.waybill.schemas.EffectKind;
import io.waybill.schemas.Gate;
import io.waybill.schemas.GateChanged;
import io.waybill.schemas.GateState;
import io.waybill.schemas.Released;
import io.waybill.schemas.ReleasedDocument;
import io.waybill.schemas.StateChanged;
import io.waybill.schemas.Transition;
import io.waybill.schemas.WantedDocument;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Wanted less released gives the effects: what no longer stands is cancelled, then what is new is
 * posted, each under a deterministic id. What did not change is left alone.
 */
public final class Release {

  /** The documents of one concern: what posts them, what cancels them, and how their keys begin. */
  private enum Account {
    INVOICE("invoice/", EffectKind.CUSTOMER_INVOICE, EffectKind.CREDIT_NOTE),
    PAYABLE("payable/", EffectKind.CARRIER_PAYABLE, EffectKind.CARRIER_PAYABLE_REVERSAL),
    ACCRUAL("accrual/", EffectKind.FREIGHT_ACCRUAL, EffectKind.FREIGHT_ACCRUAL_REVERSAL);

    private final String keyPrefix;
    private final EffectKind post;
    private final EffectKind cancel;

    Account(String keyPrefix, EffectKind post, EffectKind cancel) {
      this.keyPrefix = keyPrefix;
      this.post = post;
      this.cancel = cancel;
    }
  }

  private final Released released;

  /**
   * @param released what was released of the shipment so far; changed in place
   */
  public Release(Released released) {
    this.released = released;
  }

  public static Released nothing() {
    return Released.newBuilder().setDocuments(new ArrayList<>()).build();
  }

  /** Whether a transition releases something by itself, without a readiness that CEP detects. */
  public static boolean isImmediate(Transition transition) {
    return transition.getPayload() instanceof StateChanged
        || transition.getPayload() instanceof AccrualChanged
        || (transition.getPayload() instanceof GateChanged gate
            && gate.getState() == GateState.WITHDRAWN);
  }

  /** The effects of a transition that releases something, in the order in which they count. */
  public List<Effect> apply(Transition transition) {
    List<Effect> effects = new ArrayList<>(2);
    if (transition.getPayload() instanceof StateChanged state) {
      effects.add(status(state, transition));
    } else if (transition.getPayload() instanceof AccrualChanged accrual) {
      difference(Account.ACCRUAL, accrual.getWanted(), transition, effects);
    } else if (transition.getPayload() instanceof GateChanged gate
        && (gate.getState() == GateState.SETTLED || gate.getState() == GateState.WITHDRAWN)) {
      Account account = gate.getGate() == Gate.INVOICE ? Account.INVOICE : Account.PAYABLE;
      difference(account, gate.getWanted(), transition, effects);
    } else {
      throw new IllegalStateException(
          "Transition %d of shipment %s releases nothing."
              .formatted(transition.getNumber(), transition.getShipment()));
    }
    if (!effects.isEmpty()) {
      released.setLogTime(transition.getTime());
    }
    return effects;
  }

  /** Whether freight of the shipment stands accrued, and so money still hangs on it. */
  public static boolean hasOpenAccrual(Released released) {
    return released.getDocuments().stream()
        .anyMatch(
            known ->
                known.getLive()
                    && known.getDocument().getDocumentKey().startsWith(Account.ACCRUAL.keyPrefix));
  }

  private Effect status(StateChanged state, Transition transition) {
    released.setStatusRevision(released.getStatusRevision() + 1);
    return Effect.newBuilder()
        .setEffectId(transition.getShipment() + "/status/" + released.getStatusRevision())
        .setKind(EffectKind.SHIPMENT_STATUS)
        .setShipment(transition.getShipment())
        .setRevision(released.getStatusRevision())
        .setAccount("")
        .setCurrency("")
        .setAmount(Amounts.ZERO)
        .setLines(List.of())
        .setState(state.getState())
        .setLogTime(transition.getTime())
        .setRulesVersion(transition.getRulesVersion())
        .setTransition(transition.getNumber())
        .build();
  }

  private void difference(
      Account account, List<WantedDocument> wanted, Transition transition, List<Effect> effects) {
    for (ReleasedDocument known : released.getDocuments()) {
      if (known.getLive()
          && known.getDocument().getDocumentKey().startsWith(account.keyPrefix)
          && !wanted.contains(known.getDocument())) {
        effects.add(
            effect(account.cancel, known, transition)
                .setEffectId(id(known, transition) + "/cancelled")
                .setCorrects(id(known, transition))
                .build());
        known.setLive(false);
      }
    }
    for (WantedDocument document : wanted) {
      ReleasedDocument known = known(document);
      if (!known.getLive()) {
        known.setDocument(document);
        known.setRevision(known.getRevision() + 1);
        known.setLive(true);
        effects.add(
            effect(account.post, known, transition).setEffectId(id(known, transition)).build());
      }
    }
  }

  /** In the order of the document keys, so that effects do not show in which order keys came. */
  private ReleasedDocument known(WantedDocument document) {
    for (ReleasedDocument known : released.getDocuments()) {
      if (known.getDocument().getDocumentKey().equals(document.getDocumentKey())) {
        return known;
      }
    }
    ReleasedDocument added = new ReleasedDocument(0, false, document);
    released.getDocuments().add(added);
    released
        .getDocuments()
        .sort(Comparator.comparing((ReleasedDocument one) -> one.getDocument().getDocumentKey()));
    return added;
  }

  private static String id(ReleasedDocument released, Transition transition) {
    return transition.getShipment()
        + "/"
        + released.getDocument().getDocumentKey()
        + "/"
        + released.getRevision();
  }

  private static Effect.Builder effect(
      EffectKind kind, ReleasedDocument released, Transition transition) {
    WantedDocument document = released.getDocument();
    return Effect.newBuilder()
        .setKind(kind)
        .setShipment(transition.getShipment())
        .setRevision(released.getRevision())
        .setAccount(document.getAccount())
        .setCurrency(document.getCurrency())
        .setAmount(document.getAmount())
        .setLines(document.getLines())
        .setLogTime(transition.getTime())
        .setRulesVersion(transition.getRulesVersion())
        .setTransition(transition.getNumber());
  }
}
