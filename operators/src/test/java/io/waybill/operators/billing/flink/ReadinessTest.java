package io.waybill.operators.billing.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.Gate;
import io.waybill.schemas.GateChanged;
import io.waybill.schemas.GateState;
import io.waybill.schemas.Transition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("R-P2")
class ReadinessTest {

  @RegisterExtension static final MiniClusterExtension FLINK = new MiniClusterExtension();

  private static final Duration SETTLE = Duration.ofHours(1);
  private static final long HOUR = SETTLE.toMillis();

  private final List<Transition> transitions = new ArrayList<>();

  @Test
  void eachGateThatSettlesIsReadyOnceAtItsSettleTime() throws Exception {
    story("settles").say(0, GateState.MET, 1).say(HOUR, GateState.SETTLED, 1);
    story("revoked").say(0, GateState.MET, 1).say(HOUR - 1, GateState.REVOKED, 1);
    story("met again")
        .say(0, GateState.MET, 1)
        .say(10, GateState.REVOKED, 1)
        .say(20, GateState.MET, 2)
        .say(20 + HOUR, GateState.SETTLED, 2);
    story("met again at once")
        .say(0, GateState.MET, 1)
        .say(10, GateState.REVOKED, 1)
        .say(10, GateState.MET, 2)
        .say(10 + HOUR, GateState.SETTLED, 2);
    story("no settle time").say(5, GateState.MET, 1).say(5, GateState.SETTLED, 1);
    story("settles twice")
        .say(0, GateState.MET, 1)
        .say(HOUR, GateState.SETTLED, 1)
        .say(HOUR + 5, GateState.REVOKED, 1)
        .say(HOUR + 5, GateState.MET, 2)
        .say(2 * HOUR + 5, GateState.SETTLED, 2);
    story("never met").say(HOUR, GateState.SETTLED, 1);
    story("other gate").say(0, GateState.MET, 1).say(Gate.PAYABLE, HOUR, GateState.SETTLED, 1);
    story("both gates")
        .say(0, GateState.MET, 1)
        .say(Gate.PAYABLE, 1, GateState.MET, 1)
        .say(Gate.PAYABLE, 2, GateState.REVOKED, 1)
        .say(HOUR, GateState.SETTLED, 1);

    assertThat(ready())
        .containsExactlyInAnyOrder(
            "settles 1 @" + HOUR,
            "met again 2 @" + (20 + HOUR),
            "met again at once 2 @" + (10 + HOUR),
            "no settle time 1 @5",
            "settles twice 1 @" + HOUR,
            "settles twice 2 @" + (2 * HOUR + 5),
            "both gates 1 @" + HOUR);
  }

  private List<String> ready() throws Exception {
    // Same times in the wrong order: the comparator has to put them right.
    transitions.sort(
        java.util.Comparator.comparingLong(Transition::getTime)
            .thenComparing(java.util.Comparator.comparingLong(Transition::getNumber).reversed()));
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.setParallelism(1);
    DataStream<Transition> stream =
        env.fromData(transitions, new AvroTypeInfo<>(Transition.class))
            .assignTimestampsAndWatermarks(
                WatermarkStrategy.<Transition>forMonotonousTimestamps()
                    .withTimestampAssigner((transition, before) -> transition.getTime()));
    List<String> ready = new ArrayList<>();
    try (CloseableIterator<Transition> matches =
        Readiness.detect(stream, SETTLE).executeAndCollect()) {
      matches.forEachRemaining(
          match ->
              ready.add(
                  match.getShipment()
                      + " "
                      + ((GateChanged) match.getPayload()).getGateNumber()
                      + " @"
                      + match.getTime()));
    }
    return ready;
  }

  private Story story(String shipment) {
    return new Story(shipment);
  }

  private final class Story {
    private final String shipment;
    private long number;

    Story(String shipment) {
      this.shipment = shipment;
    }

    Story say(long time, GateState state, int gateNumber) {
      return say(Gate.INVOICE, time, state, gateNumber);
    }

    Story say(Gate gate, long time, GateState state, int gateNumber) {
      number++;
      transitions.add(
          new Transition(
              shipment,
              number,
              time,
              1,
              new GateChanged(gate, state, gateNumber, List.of(), List.of())));
      return this;
    }
  }
}
