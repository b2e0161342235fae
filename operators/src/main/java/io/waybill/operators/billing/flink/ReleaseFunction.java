package io.waybill.operators.billing.flink;

import io.waybill.operators.billing.Release;
import io.waybill.operators.log.Topics;
import io.waybill.operators.log.flink.ClockedFunction;
import io.waybill.operators.log.flink.TopicRecord;
import io.waybill.schemas.Effect;
import io.waybill.schemas.Released;
import io.waybill.schemas.Transition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.util.Collector;

/**
 * Subtracts what was released from what is wanted and writes the difference as effects. Its two
 * inputs, readiness that CEP detected and what needs no readiness, are put in the order of their
 * numbers before any is applied.
 *
 * <p>State, by shipment: what was released ({@link Released}), cleared by the sweep of a log month
 * once the retention has passed since the last effect and no accrual stands open; transitions that
 * wait for the watermark, cleared by it. Timers: one at the time of each waiting transition.
 */
public final class ReleaseFunction extends ClockedFunction<Transition> {

  private static final long serialVersionUID = 1L;

  private final int partitions;
  private final Duration retention;

  private transient ValueState<Released> released;
  private transient ListState<Transition> waiting;
  private transient TopicRecord.Encoder<Effect> effects;

  public ReleaseFunction(int partitions, Duration retention) {
    this.partitions = partitions;
    this.retention = retention;
  }

  private static ValueStateDescriptor<Released> descriptor() {
    return new ValueStateDescriptor<>("released", new AvroTypeInfo<>(Released.class));
  }

  @Override
  public void open(OpenContext context) {
    released = getRuntimeContext().getState(descriptor());
    waiting =
        getRuntimeContext()
            .getListState(
                new ListStateDescriptor<>("waiting", new AvroTypeInfo<>(Transition.class)));
    effects = new TopicRecord.Encoder<>(Topics.EFFECTS, partitions, Effect.class, "Effect");
  }

  @Override
  public void processElement(Transition transition, Context context, Collector<TopicRecord> out)
      throws Exception {
    waiting.add(transition);
    setTimer(context.timerService(), transition.getTime());
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<TopicRecord> out)
      throws Exception {
    List<Transition> due = new ArrayList<>();
    List<Transition> later = new ArrayList<>();
    for (Transition transition : waiting.get()) {
      (transition.getTime() <= time ? due : later).add(transition);
    }
    due.sort(Comparator.comparingLong(Transition::getNumber));
    Released state = released.value();
    if (state == null) {
      state = Release.nothing();
    }
    Release release = new Release(state);
    for (Transition transition : due) {
      for (Effect effect : release.apply(transition)) {
        out.collect(
            effects.encode(
                effect.getShipment(), effect.getLogTime(), effect.getEffectId(), effect));
      }
    }
    released.update(state);
    waiting.update(later);
  }

  @Override
  protected void sweep(
      long watermark, KeyedStateBackend<String> backend, Collector<TopicRecord> out)
      throws Exception {
    backend.applyToAllKeys(
        VoidNamespace.INSTANCE,
        VoidNamespaceSerializer.INSTANCE,
        descriptor(),
        (key, state) -> {
          Released kept = state.value();
          if (!Release.hasOpenAccrual(kept)
              && kept.getLogTime() + retention.toMillis() < watermark) {
            state.clear();
          }
        });
  }
}
