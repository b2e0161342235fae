package io.waybill.operators.log.flink;

import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.TimestampedCollector;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Runs a {@link ClockedFunction} and writes the {@link LogClock} after everything up to each
 * watermark: first what waited for it and the timers, then the ticks, so that a reader of the log
 * who sees a tick has seen all that stands before it.
 *
 * <p>State: the latest timer ever set (union operator state, merged by maximum), beside what the
 * function keeps. Timers: the function's.
 *
 * @param <I> what the function reads
 */
public class ClockedOperator<I> extends KeyedProcessOperator<String, I, TopicRecord> {

  private static final long SWEEP_EVERY = java.time.Duration.ofDays(30).toMillis();

  private final ClockedFunction<I> function;
  private final LogClock clock;

  private transient long sweptMonth;
  private transient ListState<Long> pendingUntil;
  private transient LogClock.Writer clockWriter;
  private transient StreamRecord<TopicRecord> reused;
  private transient TimestampedCollector<TopicRecord> collector;

  public ClockedOperator(ClockedFunction<I> function, LogClock clock) {
    super(function);
    this.function = function;
    this.clock = clock;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    pendingUntil =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>("pending-until", Types.LONG));
    for (Long restored : pendingUntil.get()) {
      function.waitUntil(restored);
    }
  }

  @Override
  public void open() throws Exception {
    function.keyedBackend(getKeyedStateBackend());
    super.open();
    clockWriter = clock.writer(getRuntimeContext().getTaskInfo());
    sweptMonth = Long.MIN_VALUE;
    reused = new StreamRecord<>(null);
    collector = new TimestampedCollector<>(output);
  }

  @Override
  public void processWatermark(Watermark watermark) throws Exception {
    function.onWatermark(watermark.getTimestamp(), collector);
    if (getTimeServiceManager().isPresent()) {
      getTimeServiceManager().get().advanceWatermark(watermark);
    }
    sweep(watermark.getTimestamp());
    clockWriter.write(
        watermark.getTimestamp(),
        function.pendingUntil(),
        record -> output.collect(reused.replace(record, record.timestamp)));
    output.emitWatermark(watermark);
  }

  private void sweep(long logTime) throws Exception {
    long month = Math.floorDiv(logTime, SWEEP_EVERY);
    // Of a log that ends, the end of time may be the only watermark.
    boolean begun =
        sweptMonth != Long.MIN_VALUE || logTime == Watermark.MAX_WATERMARK.getTimestamp();
    if (month > sweptMonth && begun) {
      function.sweep(logTime, getKeyedStateBackend(), collector);
    }
    sweptMonth = Math.max(sweptMonth, month);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    super.prepareSnapshotPreBarrier(checkpointId);
    function.beforeSnapshot(collector);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    pendingUntil.update(java.util.List.of(function.pendingUntil()));
  }
}
