package io.waybill.operators.stock.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.operators.log.Topics;
import io.waybill.operators.log.flink.ClockedOperator;
import io.waybill.operators.log.flink.LogClock;
import io.waybill.operators.log.flink.TopicRecord;
import io.waybill.operators.stock.StockFacts;
import io.waybill.schemas.Progress;
import io.waybill.schemas.StockFact;
import io.waybill.schemas.StockPosition;
import io.waybill.schemas.wire.AvroCodec;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R-S12")
class StockFunctionTest {

  private static final int PARTITIONS = 8;
  private static final long RETENTION = 1_600;

  private final AvroCodec<StockPosition> positions = AvroCodec.of(StockPosition.class);
  private final AvroCodec<Progress> progress = AvroCodec.of(Progress.class);

  @Test
  void writesEachPositionWithItsIdAndLogTime() throws Exception {
    try (var harness = harness(null)) {
      harness.processElement(StockFacts.shipped("s1", 0, 90, 10), 100);

      assertThat(harness.extractOutputValues())
          .extracting(record -> record.topic, record -> record.key, record -> record.id)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple(
                  Topics.STOCK_POSITIONS, "ACME|aspirin", "ACME|aspirin|ON_HAND|RDC|GOOD/1"),
              org.assertj.core.groups.Tuple.tuple(
                  Topics.STOCK_POSITIONS, "ACME|aspirin", "ACME|aspirin|IN_TRANSIT||GOOD/2"));
      assertThat(harness.extractOutputValues())
          .extracting(record -> record.timestamp)
          .containsOnly(100L);
    }
  }

  @Test
  void aWaitingMovementHasTheOnlyPendingTimer() throws Exception {
    try (var harness = harness(null)) {
      harness.processElement(StockFacts.delivered("d1", 0, 500, 10), 100);
      harness.processElement(StockFacts.delivered("d2", 0, 400, 10), 100);
      assertThat(harness.numEventTimeTimers()).as("one for the earliest, one to fold").isEqualTo(2);

      harness.processWatermark(450);
      assertThat(reported(harness)).extracting(StockPosition::getLogTime).containsOnly(400L);
      assertThat(lastProgress(harness).getPendingUntil()).isEqualTo(500);

      harness.processWatermark(500);
      assertThat(reported(harness)).hasSize(4);
      assertThat(harness.numEventTimeTimers()).as("one to fold").isEqualTo(1);
      assertThat(lastProgress(harness).getPendingUntil()).isEqualTo(500);
    }
  }

  @Test
  void aMovementThatIsTakenBackLeavesNoTimerBehind() throws Exception {
    try (var harness = harness(null)) {
      harness.processElement(StockFacts.delivered("d1", 0, 500, 10), 100);
      harness.processElement(StockFacts.retracted(StockFacts.delivered("d1", 1, 500, 10)), 110);

      assertThat(harness.numEventTimeTimers()).as("one to fold").isEqualTo(1);
    }
  }

  @Test
  @Tag("R-F3")
  void goesOnAfterARestoreAsIfNothingHadHappened() throws Exception {
    OperatorSubtaskState snapshot;
    try (var harness = harness(null)) {
      harness.processElement(StockFacts.shipped("s1", 0, 90, 10), 100);
      harness.processElement(StockFacts.delivered("d1", 0, 500, 4), 110);
      snapshot = harness.snapshot(1, 1);
    }
    try (var harness = harness(snapshot)) {
      harness.processElement(StockFacts.shipped("s1", 0, 90, 10), 120);
      assertThat(harness.extractOutputValues()).as("a duplicate").isEmpty();

      harness.processElement(StockFacts.shipped("s1", 1, 90, 7), 130);
      harness.processWatermark(500);

      assertThat(reported(harness))
          .extracting(StockPosition::getRevision, p -> p.getQuantity().intValueExact())
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple(3L, -7),
              org.assertj.core.groups.Tuple.tuple(4L, 7),
              org.assertj.core.groups.Tuple.tuple(5L, 3),
              org.assertj.core.groups.Tuple.tuple(6L, 4));
      assertThat(lastProgress(harness).getPendingUntil()).isEqualTo(500);
    }
  }

  @Test
  void keepsNothingButTheBookAfterTheRetention() throws Exception {
    try (var harness = harness(null)) {
      harness.processElement(StockFacts.shipped("s1", 0, 90, 10), 100);
      harness.processElement(StockFacts.delivered("d1", 0, 500, 4), 110);
      harness.processWatermark(500 + 2 * RETENTION);

      assertThat(harness.numEventTimeTimers()).isZero();
      assertThat(harness.numKeyedStateEntries()).as("the book").isEqualTo(1);
      assertThat(lastProgress(harness).getPendingUntil()).isEqualTo(500);
    }
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, StockFact, TopicRecord> harness(
      OperatorSubtaskState restored) throws Exception {
    var operator =
        new ClockedOperator<>(
            new StockFunction(PARTITIONS, Duration.ofMillis(RETENTION)),
            new LogClock("stock", null, PARTITIONS));
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            operator, fact -> fact.getEnvelope().getKey(), Types.STRING, 128, 1, 0);
    harness.setup();
    if (restored != null) {
      harness.initializeState(restored);
    }
    harness.open();
    return harness;
  }

  private List<StockPosition> reported(
      KeyedOneInputStreamOperatorTestHarness<String, StockFact, TopicRecord> harness) {
    return harness.extractOutputValues().stream()
        .filter(record -> record.topic.equals(Topics.STOCK_POSITIONS))
        .map(record -> positions.decode(record.value))
        .toList();
  }

  private Progress lastProgress(
      KeyedOneInputStreamOperatorTestHarness<String, StockFact, TopicRecord> harness) {
    return harness.extractOutputValues().stream()
        .filter(record -> record.topic.equals(Topics.PROGRESS))
        .map(record -> progress.decode(record.value))
        .reduce((first, second) -> second)
        .orElseThrow();
  }
}
