package io.waybill.local.feed;

import java.util.Iterator;

/**
 * Feeds a history: all messages of one recorded time, then the clock at that time. The messages
 * come sorted by recorded time.
 */
public final class HistoryFeeder {

  private final RawProducer producer;
  private final Pace pace;

  public HistoryFeeder(RawProducer producer, Pace pace) {
    this.producer = producer;
    this.pace = pace;
  }

  /** Holds the feed back between two recorded times. */
  @FunctionalInterface
  public interface Pace {

    /** As fast as it goes. */
    Pace UNLIMITED = sent -> {};

    /** Called when so many messages have been sent. */
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
        pace.afterSending(messages);
      }
      time = message.recordedAt();
      producer.send(message);
      messages++;
    }
    producer.tick(time);
    producer.flush();
    return new Fed(messages, time);
  }
}
