package io.waybill.operators.intake.circuit.flink;

import io.waybill.operators.intake.circuit.Circuit;
import io.waybill.operators.log.Topics;
import io.waybill.operators.log.flink.TopicRecord;
import io.waybill.schemas.ExceptionRaised;
import io.waybill.schemas.PartnerCircuit;
import io.waybill.schemas.RubbishTally;
import io.waybill.schemas.RubbishWindow;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Opens and closes the circuits of partners ({@link Circuit}). Keyed by partner; it hears only of
 * those who sent rubbish. The gateway sends what comes from a partner with an open circuit to the
 * overflow; which facts come of it does not depend on that.
 *
 * <p>State, for each such partner: the counts of one window. Cleared at the end of a window, unless
 * the circuit is open. Timers: one at the end of the window.
 */
public class CircuitFunction extends KeyedProcessFunction<String, RubbishTally, TopicRecord> {

  private static final long serialVersionUID = 1L;

  private final long window;
  private final int partitions;

  private transient Circuit circuit;
  private transient ValueState<RubbishWindow> states;
  private transient TopicRecord.Encoder<PartnerCircuit> circuits;
  private transient TopicRecord.Encoder<ExceptionRaised> exceptions;

  /**
   * @param window milliseconds of log time
   * @param partitions of the topic of exceptions
   */
  public CircuitFunction(long window, int partitions) {
    this.window = window;
    this.partitions = partitions;
  }

  @Override
  public void open(OpenContext context) {
    circuit = new Circuit(window);
    states =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>("window", new AvroTypeInfo<>(RubbishWindow.class)));
    circuits =
        new TopicRecord.Encoder<>(
            Topics.PARTNER_CIRCUITS, 1, PartnerCircuit.class, "PartnerCircuit");
    exceptions =
        new TopicRecord.Encoder<>(
            Topics.EXCEPTIONS, partitions, ExceptionRaised.class, "ExceptionRaised");
  }

  @Override
  public void processElement(RubbishTally tally, Context context, Collector<TopicRecord> out)
      throws Exception {
    RubbishWindow state = states.value();
    if (state == null) {
      state = circuit.begin(tally.getPartner());
    }
    long watermark = context.timerService().currentWatermark();
    long now = watermark == Long.MAX_VALUE ? Long.MIN_VALUE : watermark + 1;
    Optional<PartnerCircuit> opened = circuit.count(state, tally, now);
    if (opened.isPresent()) {
      ExceptionRaised raised = Circuit.exception(opened.get());
      out.collect(
          exceptions.encode(
              raised.getSubject(), raised.getRaisedAt(), raised.getExceptionId(), raised));
      say(opened.get(), out);
    }
    context.timerService().registerEventTimeTimer(circuit.end(state));
    states.update(state);
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<TopicRecord> out)
      throws Exception {
    RubbishWindow state = states.value();
    if (state == null || circuit.end(state) != time) {
      return;
    }
    circuit.ends(state).ifPresent(closed -> say(closed, out));
    if (state.getOpenSince() == null) {
      states.clear();
      return;
    }
    context.timerService().registerEventTimeTimer(circuit.end(state));
    states.update(state);
  }

  private void say(PartnerCircuit said, Collector<TopicRecord> out) {
    out.collect(
        circuits.encode(
            said.getPartner(), said.getSince(), said.getPartner() + "/" + said.getSince(), said));
  }
}
