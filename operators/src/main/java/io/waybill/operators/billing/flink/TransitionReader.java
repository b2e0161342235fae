package io.waybill.operators.billing.flink;

import io.waybill.schemas.Transition;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Passes each transition of a shipment on once, in the order of its number. A repeated number is
 * what a restart of the writer leaves behind; a gap means that something was lost, and fails the
 * job rather than bill from half a story.
 *
 * <p>State, by shipment: number and time of the last transition. Timers: one, at the end of the
 * retention after it, re-armed when it fires too early; it clears the state. A shipment that speaks
 * again after that is taken up at whatever number it says.
 */
public final class TransitionReader extends KeyedProcessFunction<String, Transition, Transition> {

  private static final long serialVersionUID = 1L;

  private final Duration retention;

  private transient ValueState<Tuple2<Long, Long>> last;

  public TransitionReader(Duration retention) {
    this.retention = retention;
  }

  @Override
  public void open(OpenContext context) {
    last =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("last", Types.TUPLE(Types.LONG, Types.LONG)));
  }

  @Override
  public void processElement(Transition transition, Context context, Collector<Transition> out)
      throws Exception {
    Tuple2<Long, Long> known = last.value();
    if (known == null) {
      context.timerService().registerEventTimeTimer(transition.getTime() + retention.toMillis());
    } else if (transition.getNumber() <= known.f0) {
      return;
    } else if (transition.getNumber() > known.f0 + 1) {
      throw new IllegalStateException(
          ("Shipment %s: transition %d came where %d was due, so the transition log has lost"
                  + " something. Nothing was released from it. Restore the log, or replay it from"
                  + " the fact log.")
              .formatted(transition.getShipment(), transition.getNumber(), known.f0 + 1));
    }
    last.update(Tuple2.of(transition.getNumber(), transition.getTime()));
    out.collect(transition);
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<Transition> out)
      throws Exception {
    long ends = last.value().f1 + retention.toMillis();
    if (ends <= time) {
      last.clear();
    } else {
      context.timerService().registerEventTimeTimer(ends);
    }
  }
}
