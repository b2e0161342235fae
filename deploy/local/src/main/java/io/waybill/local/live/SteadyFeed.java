package io.waybill.local.live;

import io.waybill.local.feed.LiveFeed;
import io.waybill.local.feed.RawMessage;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;

/** A thread that sends made-up messages at a steady rate; what it missed it makes up for. */
final class SteadyFeed implements AutoCloseable {

  private final LongFunction<RawMessage> source;
  private final LiveFeed feed;
  private final double perSecond;
  private final Thread thread = new Thread(this::run, "waybill-demo");
  private volatile boolean closing;
  private volatile RuntimeException failure;

  /**
   * @param source makes a message for the time at which it is sent
   */
  SteadyFeed(LongFunction<RawMessage> source, LiveFeed feed, double perSecond) {
    this.source = source;
    this.feed = feed;
    this.perSecond = perSecond;
  }

  void start() {
    thread.setDaemon(true);
    thread.start();
  }

  /** Fails if the feed has failed. */
  void requireAlive() {
    if (failure != null) {
      throw failure;
    }
  }

  private void run() {
    long start = System.nanoTime();
    long sent = 0;
    try {
      while (!closing) {
        long due = start + (long) (sent * 1e9 / perSecond);
        long wait = due - System.nanoTime();
        if (wait > 0) {
          LockSupport.parkNanos(wait);
        } else {
          RawMessage message = source.apply(System.currentTimeMillis());
          feed.send(message.partner(), message.key(), message.content());
          sent++;
        }
      }
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  @Override
  public void close() {
    closing = true;
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
