package io.waybill.local.feed;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Messages and clock of a live stack: one source of time that never goes back, and the clock never
 * in front of a message in its partition.
 */
public final class LiveFeed implements AutoCloseable {

  private static final long TICK_MILLIS = 100;

  private final RawProducer producer;
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "waybill-clock");
            thread.setDaemon(true);
            return thread;
          });

  private long lastTime;
  private volatile RuntimeException failure;

  /**
   * @param notBefore latest time in the log so far; after a wall clock was set back, time stands
   *     still there until the wall clock has caught up
   */
  public LiveFeed(RawProducer producer, long notBefore) {
    this.producer = producer;
    this.lastTime = notBefore;
  }

  /** Starts the clock. */
  public void start() {
    ticker.scheduleAtFixedRate(this::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Sends a message that is known now; returns its time. */
  public synchronized long send(String partner, String key, byte[] content) {
    if (failure != null) {
      throw failure;
    }
    long now = now();
    producer.send(new RawMessage(now, partner, key, content));
    return now;
  }

  @Override
  public void close() {
    ticker.shutdownNow();
    try {
      ticker.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void tick() {
    try {
      producer.tick(now());
    } catch (RuntimeException e) {
      failure = e;
      throw e;
    }
  }

  /** The time of a message that is known now, in milliseconds; it never goes back. */
  public synchronized long now() {
    lastTime = Math.max(lastTime, System.currentTimeMillis());
    return lastTime;
  }
}
