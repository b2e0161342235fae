package io.waybill.local.feed;

import java.time.Duration;

/**
 * Runs the clock on after the last message of a history until no timer is pending, in steps that
 * the pipeline can follow: a storm of timers would stall its checkpoints.
 */
public final class ClockRun {

  /** Longest step of the clock. */
  static final long STEP = Duration.ofDays(30).toMillis();

  /** How far behind the last timer the clock goes, so that what is due at that time is judged. */
  private static final long BEYOND = 10;

  private final Clock clock;
  private final Pipeline pipeline;

  public ClockRun(Clock clock, Pipeline pipeline) {
    this.clock = clock;
    this.pipeline = pipeline;
  }

  /** What the clock waits for between its steps. */
  public interface Pipeline {

    /** Waits until the tasks that answer at once have seen the clock at {@code time}. */
    void awaitNearly(long time);

    /** Waits until every task has seen the clock at {@code time} and what it wrote is committed. */
    void awaitFully(long time);

    /** The latest timer that was ever set, as far as it is known. */
    long pendingUntil();
  }

  /**
   * Runs the clock from {@code now} to {@code atLeast}, and on until nothing is pending.
   *
   * @return the time at which the clock stopped
   */
  public long runOn(long now, long atLeast) {
    long time = now;
    while (true) {
      long goal = Math.max(atLeast, beyond(pipeline.pendingUntil()));
      if (goal > time) {
        time = Math.min(goal, time + STEP);
        clock.tick(time);
        clock.flush();
        pipeline.awaitNearly(time);
      } else {
        pipeline.awaitFully(time);
        if (beyond(pipeline.pendingUntil()) <= time) {
          return time;
        }
      }
    }
  }

  private static long beyond(long pendingUntil) {
    return pendingUntil == Long.MIN_VALUE ? Long.MIN_VALUE : pendingUntil + BEYOND;
  }
}
