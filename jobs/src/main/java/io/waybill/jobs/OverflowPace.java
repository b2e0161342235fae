package io.waybill.jobs;

import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFilterFunction;

/**
 * Lets messages of the overflow pass at a steady rate, so that a partner who floods takes a bounded
 * part of the processor, whatever it sends. It sleeps for a message's time at most, which a
 * checkpoint can wait for.
 *
 * <p>State: none. Timers: none.
 *
 * @param <T> what passes
 */
final class OverflowPace<T> extends RichFilterFunction<T> {

  private static final long serialVersionUID = 1L;

  private final int perSecond;

  private transient long nanosEach;
  private transient long next;

  /**
   * @param perSecond of all tasks together
   */
  OverflowPace(int perSecond) {
    this.perSecond = perSecond;
  }

  @Override
  public void open(OpenContext context) {
    int tasks = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
    nanosEach = TimeUnit.SECONDS.toNanos(1) * tasks / perSecond;
    next = System.nanoTime();
  }

  @Override
  public boolean filter(T value) throws InterruptedException {
    long wait = next - System.nanoTime();
    if (wait > 0) {
      TimeUnit.NANOSECONDS.sleep(wait);
    }
    next = Math.max(next, System.nanoTime()) + nanosEach;
    return true;
  }
}
