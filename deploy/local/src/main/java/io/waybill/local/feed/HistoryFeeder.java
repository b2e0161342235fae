package io.waybill.local.feed;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * Feeds a history: all messages of one recorded time, then the clock at that time. The messages
 * come sorted by recorded time.
 */
public final class HistoryFeeder {

  private final RawProducer producer;
  private final Pace pace;
  private final Map<Integer, Long> present;

  /**
   * @param present how many messages of this history each partition holds already, from a feed that
   *     was cut off; they are not sent again
   */
  public HistoryFeeder(RawProducer producer, Pace pace, Map<Integer, Long> present) {
    this.producer = producer;
    this.pace = pace;
    this.present = new HashMap<>(present);
  }

  /** Holds the feed back between two recorded times. */
  @FunctionalInterface
  public interface Pace {

    /** As fast as it goes. */
    Pace UNLIMITED = sent -> {};

    /** Called when so many messages have been sent; those that were present do not count. */
    void afterSending(long messages);
  }

  /** What was fed: how many messages, and when the last one was recorded. */
  public record Fed(long messages, long lastRecordedAt) {}

  /**
   * @throws IllegalArgumentException if the messages are not sorted, or if there is none
   */
  public Fed feed(Iterator<RawMessage> history) {
    if (!history.hasNext()) {
      throw new IllegalArgumentException(
          "The history has no messages: there is nothing to replay.");
    }
    long messages = 0;
    long sent = 0;
    long time = Long.MIN_VALUE;
    while (history.hasNext()) {
      RawMessage message = history.next();
      if (message.recordedAt() < time) {
        throw new IllegalArgumentException(
            ("Message %d was recorded before the one in front of it: sort the history by recorded"
                    + " time.")
                .formatted(messages + 1));
      }
      if (message.recordedAt() > time && messages > 0) {
        producer.tick(time);
        pace.afterSending(sent);
      }
      time = message.recordedAt();
      if (!isPresent(message)) {
        producer.send(message);
        sent++;
      }
      messages++;
    }
    producer.tick(time);
    producer.flush();
    return new Fed(messages, time);
  }

  /** Messages keep their order in a partition, so it is the first ones that are there. */
  private boolean isPresent(RawMessage message) {
    int partition = producer.partitionOf(message);
    long left = present.getOrDefault(partition, 0L);
    present.put(partition, Math.max(0, left - 1));
    return left > 0;
  }
}
