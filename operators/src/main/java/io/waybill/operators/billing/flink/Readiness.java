package io.waybill.operators.billing.flink;

import io.waybill.operators.log.flink.TransitionBuckets;
import io.waybill.schemas.GateChanged;
import io.waybill.schemas.GateState;
import io.waybill.schemas.Transition;
import java.time.Duration;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Billing readiness: a gate was met, was not revoked, and settled. One match for each time that a
 * gate settles, at the time of its settling.
 *
 * <p>State and timers: those of Flink CEP, which keeps a partial match from MET until SETTLED,
 * REVOKED, or the longest settle time. It keeps a start state for each key for ever, so the keys
 * are a fixed number of buckets.
 */
public final class Readiness {

  static final String MET = "met";
  static final String REVOKED = "revoked";
  static final String SETTLED = "settled";

  private Readiness() {}

  /**
   * The settled transitions that release documents.
   *
   * @param transitions of all kinds, each once
   * @param longestSettle longest settle time that a rule may have
   */
  public static DataStream<Transition> detect(
      DataStream<Transition> transitions, Duration longestSettle) {
    DataStream<Transition> gates =
        transitions
            .filter(
                transition ->
                    transition.getPayload() instanceof GateChanged gate
                        && (gate.getState() == GateState.MET
                            || gate.getState() == GateState.REVOKED
                            || gate.getState() == GateState.SETTLED))
            .name("gate transitions")
            .uid("gate-transitions");
    return TransitionBuckets.match(
        gates, pattern(longestSettle), SETTLED, "billing readiness", "billing-readiness");
  }

  static Pattern<Transition, ?> pattern(Duration longestSettle) {
    return Pattern.<Transition>begin(MET, AfterMatchSkipStrategy.noSkip())
        .where(SimpleCondition.of(transition -> isGate(transition, GateState.MET)))
        .notFollowedBy(REVOKED)
        .where(new SameGate(GateState.REVOKED))
        .followedBy(SETTLED)
        .where(new SameGate(GateState.SETTLED))
        .within(longestSettle.plusMillis(1));
  }

  private static boolean isGate(Transition transition, GateState state) {
    return transition.getPayload() instanceof GateChanged gate && gate.getState() == state;
  }

  /** The same gate of the same shipment, met the same time, now in another state. */
  private static final class SameGate extends IterativeCondition<Transition> {

    private static final long serialVersionUID = 1L;

    private final GateState state;

    SameGate(GateState state) {
      this.state = state;
    }

    @Override
    public boolean filter(Transition transition, Context<Transition> context) throws Exception {
      if (!isGate(transition, state)) {
        return false;
      }
      GateChanged gate = (GateChanged) transition.getPayload();
      for (Transition met : context.getEventsForPattern(MET)) {
        GateChanged metGate = (GateChanged) met.getPayload();
        if (met.getShipment().equals(transition.getShipment())
            && metGate.getGate() == gate.getGate()
            && metGate.getGateNumber() == gate.getGateNumber()) {
          return true;
        }
      }
      return false;
    }
  }
}
