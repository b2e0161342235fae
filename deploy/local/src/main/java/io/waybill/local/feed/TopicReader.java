package io.waybill.local.feed;

import io.waybill.local.stack.StackFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads one topic from its beginning, as far as it is committed, as often as asked. */
public final class TopicReader implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(50);

  private final String bootstrapServers;
  private Admin admin;
  private final List<TopicPartition> partitions;
  private final KafkaConsumer<byte[], byte[]> consumer;

  public TopicReader(String bootstrapServers, String topic) {
    this.bootstrapServers = bootstrapServers;
    Properties settings = new Properties();
    settings.setProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    settings.setProperty(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "20");
    settings.setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "8192");
    consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Skips everything that is in the topic now. */
  public void skipToEnd() {
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
  }

  /** Hands over what has come since the last call; does not wait for more than a moment. */
  public void poll(Consumer<ConsumerRecord<byte[], byte[]>> target) {
    consumer.poll(POLL).forEach(target);
  }

  /** Hands over everything up to what is committed now, each partition in its order. */
  public void readToEnd(Consumer<ConsumerRecord<byte[], byte[]>> target) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (!reached(ends)) {
      poll(target);
    }
  }

  /** Everything up to what is committed now. */
  public List<ConsumerRecord<byte[], byte[]>> readToEnd() {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    readToEnd(records::add);
    return records;
  }

  /** Whether every transaction on the topic has been committed or aborted. */
  public boolean isSettled() {
    if (admin == null) {
      admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    }
    try {
      return ends(IsolationLevel.READ_COMMITTED).equals(ends(IsolationLevel.READ_UNCOMMITTED));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackFailure("Interrupted while reading the topic " + partitions + ".", e);
    } catch (ExecutionException e) {
      throw new StackFailure(
          "Kafka does not answer (%s); see the log files.".formatted(e.getCause().getMessage()), e);
    }
  }

  @Override
  public void close() {
    consumer.close();
    if (admin != null) {
      admin.close();
    }
  }

  private boolean reached(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private Map<TopicPartition, Long> ends(IsolationLevel isolation)
      throws InterruptedException, ExecutionException {
    var latest =
        partitions.stream()
            .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    admin
        .listOffsets(latest, new ListOffsetsOptions(isolation))
        .all()
        .get()
        .forEach((partition, info) -> offsets.put(partition, info.offset()));
    return offsets;
  }
}
