package io.waybill.local.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.local.stack.StackFailure;
import io.waybill.operators.log.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptLogTest {

  @TempDir private Path folder;

  @Test
  void copiesEveryRecordToItsPartitionByteForByte() throws Exception {
    manifest(1);
    Files.writeString(
        folder.resolve("facts-shipment-0.jsonl"),
        """
        {"timestamp":7,"key":"QQ==","value":"AAEC"}
        {"timestamp":8,"key":null,"value":"/w=="}
        """);
    Files.writeString(folder.resolve("facts-stock-0.jsonl"), "");
    MockProducer<byte[], byte[]> producer =
        new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());

    KeptLog.open(folder).copyTo(producer);

    assertThat(producer.history()).hasSize(2);
    ProducerRecord<byte[], byte[]> fact = producer.history().get(0);
    assertThat(fact.topic()).isEqualTo(Topics.SHIPMENT_FACTS);
    assertThat(fact.partition()).isZero();
    assertThat(fact.timestamp()).isEqualTo(7);
    assertThat(new String(fact.key(), StandardCharsets.UTF_8)).isEqualTo("A");
    assertThat(fact.value()).containsExactly(0, 1, 2);
    ProducerRecord<byte[], byte[]> tick = producer.history().get(1);
    assertThat(tick.key()).isNull();
    assertThat(tick.value()).containsExactly(0xff);
  }

  @Test
  void refusesAFormatOfAnotherBuild() throws Exception {
    manifest(99);
    assertThatThrownBy(() -> KeptLog.open(folder))
        .isInstanceOf(StackFailure.class)
        .hasMessageContaining("has format 99, and this build reads format 1 only");
  }

  @Test
  void namesTheFileThatIsMissing() throws Exception {
    manifest(1);
    MockProducer<byte[], byte[]> producer =
        new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    assertThatThrownBy(() -> KeptLog.open(folder).copyTo(producer))
        .isInstanceOf(StackFailure.class)
        .hasMessageContaining(".jsonl")
        .hasMessageContaining("--keep-log");
  }

  private void manifest(int format) throws Exception {
    Files.writeString(
        folder.resolve("log.json"),
        "{\"format\": %d, \"partitions\": 1, \"clockEnd\": 5, \"rules\": null}".formatted(format));
  }
}
