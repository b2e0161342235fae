package io.waybill.operators.log.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.DeadlineKind;
import io.waybill.schemas.DeadlinePassed;
import io.waybill.schemas.Gate;
import io.waybill.schemas.GateChanged;
import io.waybill.schemas.GateState;
import io.waybill.schemas.MilestoneReached;
import io.waybill.schemas.ShipmentState;
import io.waybill.schemas.StateChanged;
import io.waybill.schemas.Transition;
import java.time.Duration;
import java.util.List;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What Flink CEP keeps of shipments that are open, and after they are closed. The figures that it
 * prints stand in {@code docs/adr/0001-cep-in-buckets.md}.
 */
@Tag("R-F5")
class CepStateTest {

  private static final int SHIPMENTS = 100_000;
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final long CLOSING = LONGEST.toMillis();
  private static final long PAST_EVERYTHING = 3 * CLOSING;

  private static final int MOST_BYTES_OPEN = 400;
  private static final int MOST_BYTES_OF_A_KEY = 40;

  /** The states of Flink's operator: partial matches, waiting events, shared buffer. */
  private static final List<String> MUST_BE_EMPTY =
      List.of(
          "nfaStateName",
          "eventQueuesStateName",
          "sharedBuffer-entries-with-lockable-edges",
          "sharedBuffer-events");

  /** An operator with what opens and what closes a partial match of a shipment. */
  private enum Detector {
    READINESS("billing-readiness", gate(GateState.MET), gate(GateState.SETTLED)),
    DELIVERY_LATE("delivery-late", deadline(DeadlineKind.POD), deadline(DeadlineKind.DELIVERY)),
    POD_MISSING(
        "pod-missing",
        new StateChanged(null, ShipmentState.DELIVERED, 0L),
        deadline(DeadlineKind.POD)),
    STALLED(
        "stalled",
        new MilestoneReached("DEPARTED", 0L, null, null),
        deadline(DeadlineKind.PROGRESS));

    private final String uid;
    private final Object opens;
    private final Object closes;

    Detector(String uid, Object opens, Object closes) {
      this.uid = uid;
      this.opens = opens;
      this.closes = closes;
    }

    private static GateChanged gate(GateState state) {
      return new GateChanged(Gate.INVOICE, state, 1, List.of(), List.of());
    }

    private static DeadlinePassed deadline(DeadlineKind kind) {
      return new DeadlinePassed(kind, CLOSING, CLOSING, "Too late.");
    }
  }

  @ParameterizedTest
  @EnumSource
  void ofClosedShipmentsNothingStaysButACounterForEachBucket(Detector detector) throws Exception {
    try (var harness = CepHarness.of(detector.uid, LONGEST)) {
      harness.open();
      long empty = bytes(harness);
      sayOfAll(harness, 1, 0, detector.opens);
      long open = bytes(harness) - empty;
      sayOfAll(harness, 2, CLOSING, detector.closes);
      assertThat(harness.extractOutputValues()).hasSize(SHIPMENTS);
      harness.processWatermark(PAST_EVERYTHING);
      long closed = bytes(harness) - empty;
      System.out.printf(
          "%s, %,d shipments: %d bytes each while open, %d bytes a bucket when all are closed%n",
          detector.uid, SHIPMENTS, open / SHIPMENTS, closed / TransitionBuckets.BUCKETS);

      assertThat(open / SHIPMENTS).isLessThan(MOST_BYTES_OPEN);
      assertEmpty(harness);
      assertThat(harness.numKeyedStateEntries()).isLessThanOrEqualTo(TransitionBuckets.BUCKETS);
      assertThat(closed).isLessThan(TransitionBuckets.BUCKETS * MOST_BYTES_OF_A_KEY);
    }
  }

  /** Why there are buckets. */
  @Test
  void aKeyThatWasUsedOnceKeepsItsCounterForEver() throws Exception {
    try (var harness = CepHarness.byShipment(Detector.READINESS.uid, LONGEST)) {
      harness.open();
      long empty = heap();
      sayOfAll(harness, 1, 0, Detector.READINESS.opens);
      long open = heap() - empty;
      sayOfAll(harness, 2, CLOSING, Detector.READINESS.closes);
      harness.processWatermark(PAST_EVERYTHING);
      harness.getOutput().clear();
      long closed = heap() - empty;
      System.out.printf(
          "%,d keys: %d bytes of heap each while open, %d when closed%n",
          SHIPMENTS, open / SHIPMENTS, closed / SHIPMENTS);

      assertEmpty(harness);
      assertThat(harness.numKeyedStateEntries()).isEqualTo(SHIPMENTS);
    }
  }

  private static void sayOfAll(
      KeyedOneInputStreamOperatorTestHarness<?, Transition, Transition> harness,
      long number,
      long time,
      Object payload)
      throws Exception {
    for (int shipment = 0; shipment < SHIPMENTS; shipment++) {
      harness.processElement(new Transition("SHP-" + shipment, number, time, 1, payload), time);
    }
    harness.processWatermark(time);
  }

  private static void assertEmpty(
      KeyedOneInputStreamOperatorTestHarness<?, Transition, Transition> harness) {
    assertThat(harness.numEventTimeTimers()).isZero();
    var backend = ((AbstractStreamOperator<?>) harness.getOperator()).getKeyedStateBackend();
    for (String state : MUST_BE_EMPTY) {
      assertThat(backend.getKeys(state, VoidNamespace.INSTANCE)).as(state).isEmpty();
    }
  }

  private static long bytes(KeyedOneInputStreamOperatorTestHarness<?, ?, ?> harness)
      throws Exception {
    return harness.snapshot(1, 1).getStateSize();
  }

  private static long heap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
