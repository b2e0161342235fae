package io.waybill.local.feed;

import java.util.concurrent.locks.LockSupport;

/** So many messages a second and no more. */
public final class SteadyPace implements HistoryFeeder.Pace {

  private final double perSecond;
  private final long start = System.nanoTime();

  public SteadyPace(double perSecond) {
    this.perSecond = perSecond;
  }

  @Override
  public void afterSending(long messages) {
    long due = start + (long) (messages * 1e9 / perSecond);
    for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
      LockSupport.parkNanos(wait);
    }
  }
}
