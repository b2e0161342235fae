package io.waybill.local.feed;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what a topic holds, and goes on reading it in the background until it is closed. */
public final class TopicFollower implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);

  private final String topic;
  private final Consumer<ConsumerRecord<byte[], byte[]>> reader;
  private final TopicReader records;
  private final ScheduledExecutorService follower;

  /**
   * Returns when what the topic holds now was read.
   *
   * @param every between two looks at the topic
   * @param reader called for each record, later in a thread of its own
   */
  public TopicFollower(
      String bootstrapServers,
      String topic,
      Duration every,
      Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    this.topic = topic;
    this.reader = reader;
    records = new TopicReader(bootstrapServers, topic);
    records.readToEnd(reader);
    follower =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "waybill-follows-" + topic);
              thread.setDaemon(true);
              return thread;
            });
    follower.scheduleWithFixedDelay(
        this::follow, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void follow() {
    try {
      records.poll(reader);
    } catch (RuntimeException e) {
      LOG.warn("The topic {} could not be read; it is tried again", topic, e);
    }
  }

  @Override
  public void close() {
    follower.shutdown();
    try {
      follower.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    records.close();
  }
}
