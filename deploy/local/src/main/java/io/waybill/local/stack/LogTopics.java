package io.waybill.local.stack;

import io.waybill.operators.log.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Makes Waybill's topics such that they can hold a history of any age. */
public final class LogTopics {

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private LogTopics() {}

  /** Topics of one partition, whatever the logs have, that keep the last value of each key. */
  private static final Set<String> COMPACTED =
      Set.of(Topics.PROGRESS, Topics.PARTNER_PROFILES, Topics.PARTNER_CIRCUITS);

  public static int partitionsOf(String topic, int logPartitions) {
    return COMPACTED.contains(topic) ? 1 : logPartitions;
  }

  /**
   * Makes the topics that are missing, and waits until each can be written; those that exist must
   * have as many partitions.
   */
  public static void create(String bootstrapServers, int logPartitions) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      Set<String> existing = admin.listTopics().names().get();
      List<NewTopic> missing = new ArrayList<>();
      List<String> present = new ArrayList<>();
      for (String topic : Topics.all()) {
        if (existing.contains(topic)) {
          present.add(topic);
        } else {
          missing.add(
              new NewTopic(topic, partitionsOf(topic, logPartitions), (short) 1)
                  .configs(settings(topic)));
        }
      }
      admin.createTopics(missing).all().get();
      requirePartitions(admin, present, logPartitions);
      awaitLeaders(admin, logPartitions);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackFailure("Interrupted while the topics were made.", e);
    } catch (ExecutionException e) {
      throw new StackFailure(
          "The topics could not be made (%s). Nothing was lost; see the log files."
              .formatted(e.getCause().getMessage()),
          e);
    }
  }

  /**
   * A topic is there before its leaders are. A producer that is turned away by one may find its
   * second batch accepted before its first, which is then refused until it expires. And for a
   * moment not even all brokers know it.
   */
  private static void awaitLeaders(Admin admin, int logPartitions)
      throws InterruptedException, ExecutionException {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    for (String topic : Topics.all()) {
      for (int partition = 0; partition < partitionsOf(topic, logPartitions); partition++) {
        ends.put(new TopicPartition(topic, partition), OffsetSpec.latest());
      }
    }
    long giveUpAt = System.nanoTime() + LONGEST_WAIT.toNanos();
    while (!haveLeaders(admin, ends)) {
      if (System.nanoTime() > giveUpAt) {
        throw new StackFailure(
            "The topics were made, but after %d s some have no leader yet. Nothing was lost; see the log files."
                .formatted(LONGEST_WAIT.toSeconds()));
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private static boolean haveLeaders(Admin admin, Map<TopicPartition, OffsetSpec> ends)
      throws InterruptedException, ExecutionException {
    try {
      admin.listOffsets(ends).all().get();
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return false;
      }
      throw e;
    }
  }

  private static void requirePartitions(Admin admin, List<String> topics, int logPartitions)
      throws InterruptedException, ExecutionException {
    for (var topic : admin.describeTopics(topics).allTopicNames().get().entrySet()) {
      int found = topic.getValue().partitions().size();
      if (found != partitionsOf(topic.getKey(), logPartitions)) {
        throw new StackFailure(
            ("The topic %s has %d partitions and not %d. The number is fixed when a data folder is"
                    + " made: keep %d, or choose another folder.")
                .formatted(topic.getKey(), found, logPartitions, found));
      }
    }
  }

  private static Map<String, String> settings(String topic) {
    Map<String, String> settings = new HashMap<>();
    settings.put(TopicConfig.RETENTION_MS_CONFIG, "-1");
    settings.put(TopicConfig.RETENTION_BYTES_CONFIG, "-1");
    settings.put(TopicConfig.SEGMENT_MS_CONFIG, String.valueOf(Long.MAX_VALUE));
    settings.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "CreateTime");
    settings.put(
        TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG, String.valueOf(Long.MAX_VALUE));
    settings.put(TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, String.valueOf(Long.MAX_VALUE));
    settings.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(Topics.MAX_RECORD_BYTES));
    if (COMPACTED.contains(topic)) {
      settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
      settings.put(TopicConfig.SEGMENT_BYTES_CONFIG, String.valueOf(16 * 1024 * 1024));
    }
    return settings;
  }
}
