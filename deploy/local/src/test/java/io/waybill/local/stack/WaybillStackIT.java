package io.waybill.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.local.feed.TopicReader;
import io.waybill.operators.log.Topics;
import io.waybill.schemas.Effect;
import io.waybill.schemas.EffectKind;
import io.waybill.schemas.wire.AvroCodec;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WaybillStackIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void everyJobGoesOnFromItsLatestCheckpoint(@TempDir Path data) throws Exception {
    try (DataFolder folder = DataFolder.kept(data);
        WaybillStack stack = start(folder)) {
      send(stack, 3);
      assertThat(countsUpTo(stack, 3)).containsExactly("1", "2", "3");
      assertThat(StackAddresses.ofRunning(data)).contains(stack.addresses());
      assertThatThrownBy(() -> DataFolder.kept(data))
          .isInstanceOf(StackFailure.class)
          .hasMessageContaining("Another Waybill is running");
    }
    assertThat(StackAddresses.ofRunning(data)).isEmpty();

    try (DataFolder folder = DataFolder.kept(data);
        WaybillStack stack = start(folder)) {
      send(stack, 2);
      assertThat(countsUpTo(stack, 5)).containsExactly("1", "2", "3", "4", "5");
    }
  }

  @Test
  void aThrowawayFolderIsGoneAfterwards() {
    Path root;
    try (DataFolder folder = DataFolder.throwaway();
        WaybillStack stack = start(folder)) {
      root = folder.root();
      assertThat(stack.jobs()).hasSize(1);
    }
    assertThat(Files.exists(root)).isFalse();
  }

  @Test
  void aStackThatDoesNotStartLeavesNothingRunning(@TempDir Path data) {
    StackOptions options = StackOptions.throwaway(2);
    try (DataFolder folder = DataFolder.kept(data)) {
      assertThatThrownBy(
              () ->
                  WaybillStack.start(
                      folder,
                      options,
                      connection -> {
                        throw new SQLException("no space for a table");
                      }))
          .isInstanceOf(StackFailure.class)
          .hasMessageContaining("no space for a table");
      // A broker that ran on would hold the folder.
      WaybillStack.start(folder, options, connection -> {}).close();
    }
  }

  private static WaybillStack start(DataFolder folder) {
    WaybillStack stack = WaybillStack.start(folder, StackOptions.throwaway(2), connection -> {});
    stack.runJobs(new Configuration(), CountingJob::on);
    return stack;
  }

  private static List<String> countsUpTo(WaybillStack stack, int count) throws Exception {
    List<String> counts = new ArrayList<>();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try (TopicReader reader = new TopicReader(stack.bootstrapServers(), Topics.EXCEPTIONS)) {
      while (counts.size() < count && System.nanoTime() < deadline) {
        stack.runningJobs().requireAlive();
        reader.poll(record -> counts.add(new String(record.value(), StandardCharsets.UTF_8)));
      }
    }
    return counts;
  }

  private static void send(WaybillStack stack, int effects) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", stack.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int i = 0; i < effects; i++) {
        producer.send(
            new ProducerRecord<>(Topics.EFFECTS, AvroCodec.of(Effect.class).encode(effect(i))));
      }
    }
  }

  private static Effect effect(int number) {
    return Effect.newBuilder()
        .setEffectId("effect-" + number)
        .setKind(EffectKind.SHIPMENT_STATUS)
        .setShipment("SHIPMENT-1")
        .setRevision(number)
        .setAccount("")
        .setCurrency("")
        .setAmount(BigDecimal.ZERO.setScale(6))
        .setLines(List.of())
        .setLogTime(0)
        .setRulesVersion(1)
        .setTransition(1)
        .build();
  }
}
