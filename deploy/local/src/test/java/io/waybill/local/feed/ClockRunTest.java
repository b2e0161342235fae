package io.waybill.local.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClockRunTest {

  private static final long DAY = Duration.ofDays(1).toMillis();

  @Test
  void stopsAtTheWantedTimeWhenNothingIsPending() {
    Timers timers = new Timers();
    assertThat(run(timers, 1_000, 1_010)).isEqualTo(1_010);
    assertThat(timers.ticks).containsExactly(1_010L);
    assertThat(timers.fully).containsExactly(1_010L);
  }

  @Test
  void takesStepsOfAtMostThirtyDays() {
    Timers timers = new Timers(100 * DAY);
    long end = run(timers, 0, 10);
    assertThat(end).isEqualTo(100 * DAY + 10);
    assertThat(timers.ticks).containsExactly(30 * DAY, 60 * DAY, 90 * DAY, end);
  }

  @Test
  void goesOnForTimersThatOtherTimersSet() {
    Timers timers = new Timers(DAY, 2 * DAY, 3 * DAY);
    assertThat(run(timers, 0, 10)).isEqualTo(3 * DAY + 10);
  }

  @Test
  void waitsForCommittedWorkBeforeItBelievesThatNothingIsPending() {
    Timers timers = new Timers();
    timers.onlyWhenCommitted = 5 * DAY;
    assertThat(run(timers, 0, 10)).isEqualTo(5 * DAY + 10);
    assertThat(timers.fully).containsExactly(10L, 5 * DAY + 10);
  }

  private static long run(Timers timers, long now, long atLeast) {
    return new ClockRun(timers, timers).runOn(now, atLeast);
  }

  /**
   * A pipeline whose timers appear one after the other, each when the clock has passed the last.
   */
  private static final class Timers implements Clock, ClockRun.Pipeline {

    final List<Long> ticks = new ArrayList<>();
    final List<Long> fully = new ArrayList<>();
    long onlyWhenCommitted = Long.MIN_VALUE;
    private final Deque<Long> coming = new ArrayDeque<>();
    private long pending = Long.MIN_VALUE;

    Timers(long... timers) {
      for (long timer : timers) {
        coming.add(timer);
      }
      next();
    }

    private void next() {
      if (!coming.isEmpty()) {
        pending = coming.remove();
      }
    }

    @Override
    public void tick(long time) {
      ticks.add(time);
      if (time > pending) {
        next();
      }
    }

    @Override
    public void flush() {}

    @Override
    public void awaitNearly(long time) {}

    @Override
    public void awaitFully(long time) {
      fully.add(time);
      pending = Math.max(pending, onlyWhenCommitted);
    }

    @Override
    public long pendingUntil() {
      return pending;
    }
  }
}
