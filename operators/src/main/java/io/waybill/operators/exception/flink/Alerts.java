package io.waybill.operators.exception.flink;

import io.waybill.operators.log.flink.TransitionBuckets;
import io.waybill.schemas.DeadlineKind;
import io.waybill.schemas.DeadlinePassed;
import io.waybill.schemas.ExceptionRaised;
import io.waybill.schemas.MilestoneReached;
import io.waybill.schemas.PodComplete;
import io.waybill.schemas.ShipmentState;
import io.waybill.schemas.StateChanged;
import io.waybill.schemas.Transition;
import java.time.Duration;
import java.util.function.Predicate;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * The alerts: DELIVERY_LATE, POD_MISSING, STALLED. They inform and never block. Thresholds travel
 * on the deadline transitions, so other rules need no other pattern.
 *
 * <p>State and timers: those of Flink CEP, in buckets, each partial match for no longer than the
 * longest threshold.
 */
public final class Alerts {

  private static final String BEGIN = "begin";
  private static final String UNLESS = "unless";
  private static final String DUE = "due";

  private Alerts() {}

  /**
   * @param transitions of all kinds, each once
   * @param longestAlert longest threshold of any rule
   */
  public static DataStream<ExceptionRaised> detect(
      DataStream<Transition> transitions, Duration longestAlert) {
    DataStream<Transition> relevant =
        transitions
            .filter(
                transition ->
                    transition.getPayload() instanceof DeadlinePassed
                        || transition.getPayload() instanceof PodComplete
                        || transition.getPayload() instanceof MilestoneReached
                        || transition.getPayload() instanceof StateChanged)
            .name("transitions for alerts")
            .uid("alert-transitions");
    return alert(relevant, "DELIVERY_LATE", "delivery-late", deliveryLate())
        .union(
            alert(relevant, "POD_MISSING", "pod-missing", podMissing(longestAlert)),
            alert(relevant, "STALLED", "stalled", stalled(longestAlert)));
  }

  private static DataStream<ExceptionRaised> alert(
      DataStream<Transition> transitions, String code, String uid, Pattern<Transition, ?> pattern) {
    return TransitionBuckets.match(transitions, pattern, DUE, code, uid)
        .map(transition -> raised(code, transition))
        .returns(new AvroTypeInfo<>(ExceptionRaised.class))
        .name(code + " raised")
        .uid(uid + "-raised");
  }

  private static ExceptionRaised raised(String code, Transition transition) {
    DeadlinePassed passed = (DeadlinePassed) transition.getPayload();
    return new ExceptionRaised(
        code + "/" + transition.getShipment(),
        code,
        transition.getShipment(),
        transition.getTime(),
        "carrier",
        passed.getExplanation());
  }

  static Pattern<Transition, ?> deliveryLate() {
    return Pattern.<Transition>begin(DUE, AfterMatchSkipStrategy.noSkip())
        .where(SimpleCondition.of(transition -> isDeadline(transition, DeadlineKind.DELIVERY)));
  }

  static Pattern<Transition, ?> podMissing(Duration longestAlert) {
    return unless(
        transition ->
            transition.getPayload() instanceof StateChanged changed
                && changed.getState() == ShipmentState.DELIVERED,
        transition -> transition.getPayload() instanceof PodComplete,
        DeadlineKind.POD,
        longestAlert);
  }

  static Pattern<Transition, ?> stalled(Duration longestAlert) {
    return unless(
        transition ->
            transition.getPayload() instanceof MilestoneReached
                || (transition.getPayload() instanceof StateChanged changed
                    && changed.getState() == ShipmentState.IN_TRANSIT),
        transition -> transition.getPayload() instanceof MilestoneReached,
        DeadlineKind.PROGRESS,
        longestAlert);
  }

  /** Something began, what should follow did not, and its deadline passed. */
  private static Pattern<Transition, ?> unless(
      SerializablePredicate begins,
      SerializablePredicate follows,
      DeadlineKind deadline,
      Duration within) {
    return Pattern.<Transition>begin(BEGIN, AfterMatchSkipStrategy.noSkip())
        .where(SimpleCondition.of(begins::test))
        .notFollowedBy(UNLESS)
        .where(new SameShipment(follows))
        .followedBy(DUE)
        .where(new SameShipment(transition -> isDeadline(transition, deadline)))
        .within(within.plusMillis(1));
  }

  private static boolean isDeadline(Transition transition, DeadlineKind kind) {
    return transition.getPayload() instanceof DeadlinePassed passed && passed.getDeadline() == kind;
  }

  private interface SerializablePredicate extends Predicate<Transition>, java.io.Serializable {}

  private static final class SameShipment extends IterativeCondition<Transition> {

    private static final long serialVersionUID = 1L;

    private final SerializablePredicate predicate;

    SameShipment(SerializablePredicate predicate) {
      this.predicate = predicate;
    }

    @Override
    public boolean filter(Transition transition, Context<Transition> context) throws Exception {
      if (!predicate.test(transition)) {
        return false;
      }
      for (Transition begun : context.getEventsForPattern(BEGIN)) {
        if (begun.getShipment().equals(transition.getShipment())) {
          return true;
        }
      }
      return false;
    }
  }
}
