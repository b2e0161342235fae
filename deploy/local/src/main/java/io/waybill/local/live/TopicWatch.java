package io.waybill.local.live;

import io.waybill.local.feed.TopicReader;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A thread that reads what comes to a topic from now on, and counts what is of interest. */
final class TopicWatch implements AutoCloseable {

  private static final long SECONDS_TO_END = 5;

  private final TopicReader reader;
  private final Predicate<ConsumerRecord<byte[], byte[]>> counts;
  private final Consumer<ConsumerRecord<byte[], byte[]>> arrival;
  private final AtomicLong count = new AtomicLong();
  private final Thread thread;
  private volatile boolean closing;

  /**
   * @param counts which records are counted and handed over
   * @param arrival called by the thread for each of them
   */
  TopicWatch(
      String bootstrapServers,
      String topic,
      Predicate<ConsumerRecord<byte[], byte[]>> counts,
      Consumer<ConsumerRecord<byte[], byte[]>> arrival) {
    this.reader = new TopicReader(bootstrapServers, topic);
    this.counts = counts;
    this.arrival = arrival;
    reader.skipToEnd();
    thread = new Thread(this::watch, "watch-" + topic);
    thread.setDaemon(true);
    thread.start();
  }

  long count() {
    return count.get();
  }

  private void watch() {
    try (reader) {
      while (!closing) {
        reader.poll(
            record -> {
              if (counts.test(record)) {
                count.incrementAndGet();
                arrival.accept(record);
              }
            });
      }
    }
  }

  @Override
  public void close() {
    closing = true;
    try {
      thread.join(SECONDS_TO_END * 1000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
