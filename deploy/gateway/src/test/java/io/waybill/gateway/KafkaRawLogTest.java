package io.waybill.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.operators.log.RawHeaders;
import io.waybill.operators.log.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R-G5")
class KafkaRawLogTest {

  private static final List<PartitionInfo> PARTITIONS =
      IntStream.range(0, 16)
          .mapToObj(
              i ->
                  new PartitionInfo(
                      i < 8 ? Topics.RAW : Topics.RAW_OVERFLOW, i % 8, Node.noNode(), null, null))
          .toList();

  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(
          new Cluster("c", List.of(), PARTITIONS, java.util.Set.of(), java.util.Set.of()),
          false,
          null,
          new ByteArraySerializer(),
          new ByteArraySerializer());
  private final KafkaRawLog log = new KafkaRawLog(producer, () -> 77);

  @Test
  void itAnswersWhenKafkaHasTheBytesAndNotBefore() {
    CompletableFuture<RawLog.Place> place = append("shop", "k", "one");
    assertThat(place).isNotDone();
    producer.completeNext();
    assertThat(place).isCompleted();
    var sent = producer.history().get(0);
    assertThat(sent.timestamp()).isEqualTo(77);
    assertThat(sent.headers().lastHeader(RawHeaders.PARTNER).value()).asString().isEqualTo("shop");
    assertThat(sent.value()).asString().isEqualTo("one");
  }

  @Test
  void whatIsBeyondTheQuotaGoesToTheOverflow() {
    log.append("shop", "k", new byte[] {1}, true);
    assertThat(producer.history().get(0).topic()).isEqualTo(Topics.RAW_OVERFLOW);
  }

  @Test
  void aFailureIsToldToTheSender() {
    CompletableFuture<RawLog.Place> place = append("shop", "k", "one");
    producer.errorNext(new TimeoutException("no broker"));
    assertThat(place).isCompletedExceptionally();
  }

  @Test
  void messagesOfOneKeyAndRepeatsGoToOnePartition() {
    append("shop", "k", "one");
    append("shop", "k", "two");
    append("shop", "", "three");
    append("shop", "", "three");
    var partitions = producer.history().stream().map(record -> record.partition()).toList();
    assertThat(partitions.get(0)).isEqualTo(partitions.get(1));
    assertThat(partitions.get(2)).isEqualTo(partitions.get(3));
  }

  private CompletableFuture<RawLog.Place> append(String partner, String key, String content) {
    return log.append(partner, key, content.getBytes(StandardCharsets.UTF_8), false);
  }
}
