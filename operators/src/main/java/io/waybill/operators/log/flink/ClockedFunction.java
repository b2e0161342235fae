package io.waybill.operators.log.flink;

import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * A keyed function over a log whose timers are seen by whoever runs the clock. Run it in a {@link
 * ClockedOperator}.
 *
 * @param <I> what it reads
 */
public abstract class ClockedFunction<I> extends KeyedProcessFunction<String, I, TopicRecord> {

  private transient long pendingUntil;

  /** Sets an event-time timer of the current key. */
  protected final void setTimer(TimerService timers, long time) {
    timers.registerEventTimeTimer(time);
    waitUntil(time);
  }

  /**
   * Clears what has outlived its retention; called once each log month.
   *
   * @param watermark the log's clock
   * @param backend to walk over all keys of the task
   * @param out for records; their timestamps are their own
   */
  protected void sweep(
      long watermark, KeyedStateBackend<String> backend, Collector<TopicRecord> out)
      throws Exception {
    // Most functions clear their state by timers.
  }

  /**
   * Called once, before {@code open}.
   *
   * @param backend to reach the state of other keys than the current one
   */
  protected void keyedBackend(KeyedStateBackend<String> backend) {
    // Most functions look at the current key only.
  }

  /**
   * Called for each watermark, before its timers.
   *
   * @param out for records; their timestamps are their own
   */
  protected void onWatermark(long watermark, Collector<TopicRecord> out) throws Exception {
    // Most functions wait for their timers.
  }

  /** Whoever runs the clock is to run it until this time at least. */
  protected final void waitUntil(long time) {
    pendingUntil = Math.max(pendingUntil, time);
  }

  /**
   * Called before each snapshot: what is only on the heap goes into the state now.
   *
   * @param out for records; their timestamps are their own
   */
  protected void beforeSnapshot(Collector<TopicRecord> out) throws Exception {
    // Most functions keep all they know in the state.
  }

  final long pendingUntil() {
    return pendingUntil;
  }
}
