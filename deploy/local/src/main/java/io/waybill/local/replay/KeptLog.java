package io.waybill.local.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.local.feed.TopicReader;
import io.waybill.local.stack.StackFailure;
import io.waybill.operators.log.Topics;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A fact log in files: {@code log.json} says what it is, and each partition of a fact topic is a
 * file of JSON lines with timestamp, key and value (base64), byte for byte and in order. It holds
 * facts and ticks only.
 */
public final class KeptLog {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int FORMAT = 1;

  private static final Map<String, String> TOPIC_BY_NAME =
      Map.of("facts-shipment", Topics.SHIPMENT_FACTS, "facts-stock", Topics.STOCK_FACTS);

  private final Path folder;
  private final Manifest manifest;

  private KeptLog(Path folder, Manifest manifest) {
    this.folder = folder;
    this.manifest = manifest;
  }

  /**
   * What a kept log is.
   *
   * @param partitions of each fact topic
   * @param rules as JSON; null for those that come with Waybill
   * @param clockEnd where its clock stopped
   */
  public record Manifest(int partitions, String rules, long clockEnd) {}

  /** Copies the fact logs of a drained stack into a folder. */
  public static void write(Path folder, String bootstrapServers, Manifest manifest)
      throws IOException {
    Files.createDirectories(folder);
    for (Map.Entry<String, String> topic : TOPIC_BY_NAME.entrySet()) {
      BufferedWriter[] files = new BufferedWriter[manifest.partitions()];
      try (TopicReader reader = new TopicReader(bootstrapServers, topic.getValue())) {
        for (int partition = 0; partition < files.length; partition++) {
          files[partition] = Files.newBufferedWriter(file(folder, topic.getKey(), partition));
        }
        for (ConsumerRecord<byte[], byte[]> record : reader.readToEnd()) {
          files[record.partition()].write(line(record));
        }
      } finally {
        for (BufferedWriter file : files) {
          if (file != null) {
            file.close();
          }
        }
      }
    }
    ObjectNode json = JSON.createObjectNode();
    json.put("format", FORMAT);
    json.put("partitions", manifest.partitions());
    json.put("clockEnd", manifest.clockEnd());
    json.set("rules", manifest.rules() == null ? null : JSON.readTree(manifest.rules()));
    JSON.writerWithDefaultPrettyPrinter().writeValue(folder.resolve("log.json").toFile(), json);
  }

  /**
   * @throws StackFailure if the folder holds no kept log
   */
  public static KeptLog open(Path folder) {
    Path file = folder.resolve("log.json");
    if (!Files.isRegularFile(file)) {
      throw new StackFailure(
          "There is no kept log in %s (no file log.json): make one with replay --keep-log."
              .formatted(folder));
    }
    try {
      JsonNode json = JSON.readTree(file.toFile());
      if (json.path("format").asInt() != FORMAT) {
        throw new StackFailure(
            "The log in %s has format %s, and this build reads format %d only."
                .formatted(folder, json.path("format"), FORMAT));
      }
      JsonNode rules = json.path("rules");
      return new KeptLog(
          folder,
          new Manifest(
              json.path("partitions").asInt(),
              rules.isArray() ? rules.toString() : null,
              json.path("clockEnd").asLong()));
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  public Manifest manifest() {
    return manifest;
  }

  /** Writes the log into the fact topics again: same partitions, timestamps, keys and values. */
  public void copyTo(Producer<byte[], byte[]> producer) {
    for (Map.Entry<String, String> topic : TOPIC_BY_NAME.entrySet()) {
      for (int partition = 0; partition < manifest.partitions(); partition++) {
        copy(file(folder, topic.getKey(), partition), topic.getValue(), partition, producer);
      }
    }
    producer.flush();
  }

  private static void copy(
      Path file, String topic, int partition, Producer<byte[], byte[]> producer) {
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        JsonNode json = JSON.readTree(line);
        JsonNode key = json.get("key");
        producer.send(
            new ProducerRecord<>(
                topic,
                partition,
                json.get("timestamp").asLong(),
                key.isNull() ? null : Base64.getDecoder().decode(key.asText()),
                Base64.getDecoder().decode(json.get("value").asText())));
      }
    } catch (IOException | RuntimeException e) {
      throw unreadable(file, e);
    }
  }

  private static String line(ConsumerRecord<byte[], byte[]> record) throws IOException {
    ObjectNode json = JSON.createObjectNode();
    json.put("timestamp", record.timestamp());
    json.put("key", record.key() == null ? null : base64(record.key()));
    json.put("value", base64(record.value()));
    return JSON.writeValueAsString(json) + "\n";
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static Path file(Path folder, String topic, int partition) {
    return folder.resolve("%s-%d.jsonl".formatted(topic, partition));
  }

  private static StackFailure unreadable(Path file, Exception cause) {
    return new StackFailure(
        "The kept log cannot be read: %s (%s). Nothing was changed; make it anew with replay"
                .formatted(file, cause.getMessage())
            + " --keep-log.",
        cause);
  }
}
