package io.waybill.local.feed;

import io.waybill.local.stack.StackFailure;
import io.waybill.operators.log.RawHeaders;
import io.waybill.operators.log.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** What is known of the raw topic before anything is written to it. */
public final class RawTopic {

  private RawTopic() {}

  /** The latest time of any record, in milliseconds; 0 in an empty topic. */
  public static long latestTime(String bootstrapServers) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
      admin
          .describeTopics(java.util.List.of(Topics.RAW))
          .allTopicNames()
          .get()
          .get(Topics.RAW)
          .partitions()
          .forEach(
              partition ->
                  latest.put(
                      new TopicPartition(Topics.RAW, partition.partition()),
                      OffsetSpec.maxTimestamp()));
      return admin.listOffsets(latest).all().get().values().stream()
          .mapToLong(info -> Math.max(0, info.timestamp()))
          .max()
          .orElse(0);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackFailure("Interrupted while looking at the raw topic.", e);
    } catch (ExecutionException e) {
      throw new StackFailure(
          "Kafka does not answer (%s); see the log files.".formatted(e.getCause().getMessage()), e);
    }
  }

  /** How many messages each partition holds; clock records are none. */
  public static Map<Integer, Long> messages(String bootstrapServers) {
    Map<Integer, Long> messages = new HashMap<>();
    try (TopicReader reader = new TopicReader(bootstrapServers, Topics.RAW)) {
      reader.readToEnd(
          record -> {
            if (record.headers().lastHeader(RawHeaders.CLOCK) == null) {
              messages.merge(record.partition(), 1L, Long::sum);
            }
          });
    }
    return messages;
  }
}
