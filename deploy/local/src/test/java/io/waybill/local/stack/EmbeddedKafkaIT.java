package io.waybill.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.local.feed.RawMessage;
import io.waybill.local.feed.RawProducer;
import io.waybill.local.feed.TopicReader;
import io.waybill.operators.log.Topics;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaIT {

  private static final long LONG_AGO = Instant.parse("2006-06-02T00:00:00Z").toEpochMilli();

  @Test
  void keepsItsLogAndItsIdentityOverARestart(@TempDir Path folder) {
    String clusterId;
    try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, 0)) {
      clusterId = kafka.clusterId();
      LogTopics.create(kafka.bootstrapServers(), 8);
      send(kafka, "before");
    }
    try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, 0)) {
      assertThat(kafka.clusterId()).isEqualTo(clusterId);
      LogTopics.create(kafka.bootstrapServers(), 8);
      send(kafka, "after");
      try (TopicReader reader = new TopicReader(kafka.bootstrapServers(), Topics.RAW)) {
        assertThat(reader.readToEnd())
            .extracting(record -> new String(record.value(), StandardCharsets.UTF_8))
            .containsExactlyInAnyOrder("before", "after");
        reader.readToEnd(record -> assertThat(record.timestamp()).isEqualTo(LONG_AGO));
      }
      assertThatThrownBy(() -> LogTopics.create(kafka.bootstrapServers(), 4))
          .isInstanceOf(StackFailure.class)
          .hasMessageContaining("has 8 partitions and not 4");
    }
  }

  @Test
  void aPortThatIsTakenMeanwhileIsAFailureAndNotTheEndOfTheProcess(@TempDir Path folder)
      throws Exception {
    Path started = folder.resolve("started");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName(LoopbackPort.HOST))) {
      int free = LoopbackPort.atOrAbove(0);
      assertDoesNotStart(started, free, taken.getLocalPort());
      assertDoesNotStart(folder.resolve("other"), taken.getLocalPort(), free);
    }
    try (EmbeddedKafka kafka = EmbeddedKafka.start(started, 0)) {
      LogTopics.create(kafka.bootstrapServers(), 1);
    }
  }

  private static void assertDoesNotStart(Path folder, int port, int controllerPort) {
    assertThatThrownBy(() -> EmbeddedKafka.start(folder, port, controllerPort))
        .isInstanceOf(StackFailure.class)
        .hasMessageContaining("Kafka did not start on the folder " + folder)
        .hasMessageContaining("in use")
        .hasMessageContaining("Its data is kept as it is");
  }

  private static void send(EmbeddedKafka kafka, String text) {
    try (RawProducer producer = new RawProducer(kafka.bootstrapServers(), 8)) {
      producer.send(
          new RawMessage(LONG_AGO, "canonical", "", text.getBytes(StandardCharsets.UTF_8)));
      producer.flush();
    }
  }
}
