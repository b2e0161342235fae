package io.waybill.operators.intake.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R-N1")
@Tag("R-F3")
class HistoryOrderTest {

  private static final int MAX_PARALLELISM = 128;

  @Test
  void everyArrivalLeavesInTheSameOrderWhenTheClockHasPassedIt() throws Exception {
    List<LogEntry> entries = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      entries.add(entry(i % 5, i % 2, i / 2, i % 3, "k" + i % 7));
    }
    List<LogEntry> expected = entries.stream().sorted(LogEntry.ORDER).toList();
    Random random = new Random(11);
    for (int round = 0; round < 20; round++) {
      Collections.shuffle(entries, random);
      try (var harness = harness(1, 0)) {
        harness.open();
        for (LogEntry entry : entries) {
          harness.processElement(entry, 0);
        }
        assertThat(harness.extractOutputValues()).isEmpty();
        harness.processWatermark(2);
        assertThat(harness.extractOutputValues())
            .usingRecursiveFieldByFieldElementComparator()
            .containsExactlyElementsOf(
                expected.stream().filter(entry -> entry.logTime <= 2).toList());
        harness.processWatermark(Long.MAX_VALUE);
        assertThat(harness.extractOutputValues())
            .usingRecursiveFieldByFieldElementComparator()
            .containsExactlyElementsOf(expected);
      }
    }
  }

  @Test
  void aRestoreIsExact() throws Exception {
    OperatorSubtaskState snapshot;
    try (var harness = harness(1, 0)) {
      harness.open();
      harness.processElement(entry(2, 0, 0, 0, "a"), 0);
      harness.processElement(entry(1, 0, 1, 0, "b"), 0);
      harness.processWatermark(1);
      snapshot = harness.snapshot(1, 1);
    }
    try (var harness = harness(1, 0)) {
      harness.initializeState(snapshot);
      harness.open();
      harness.processWatermark(Long.MAX_VALUE);
      assertThat(harness.extractOutputValues()).extracting(entry -> entry.key).containsExactly("a");
    }
  }

  @Test
  void anotherParallelismKeepsEachEntryAtTheTaskThatOwnsIt() throws Exception {
    List<String> keys = new ArrayList<>();
    List<OperatorSubtaskState> snapshots = new ArrayList<>();
    try (var harness = harness(1, 0)) {
      harness.open();
      for (int i = 0; i < 50; i++) {
        keys.add("shipment-" + i);
        harness.processElement(entry(i, 0, i, 0, "shipment-" + i), 0);
      }
      snapshots.add(harness.snapshot(1, 1));
    }
    OperatorSubtaskState merged =
        AbstractStreamOperatorTestHarness.repackageState(
            snapshots.toArray(new OperatorSubtaskState[0]));
    List<String> restored = new ArrayList<>();
    for (int task = 0; task < 4; task++) {
      OperatorSubtaskState part =
          AbstractStreamOperatorTestHarness.repartitionOperatorState(
              merged, MAX_PARALLELISM, 1, 4, task);
      try (var harness = harness(4, task)) {
        harness.initializeState(part);
        harness.open();
        harness.processWatermark(Long.MAX_VALUE);
        List<String> owned =
            harness.extractOutputValues().stream().map(entry -> entry.key).toList();
        assertThat(owned).isNotEmpty().hasSizeLessThan(keys.size());
        restored.addAll(owned);
      }
    }
    assertThat(restored).containsExactlyInAnyOrderElementsOf(keys);
  }

  private static LogEntry entry(
      long logTime, int partition, long offset, int position, String key) {
    LogEntry entry = new LogEntry();
    entry.key = key;
    entry.logTime = logTime;
    entry.rawPartition = partition;
    entry.rawOffset = offset;
    entry.position = position;
    entry.id = key + "/" + position;
    entry.value = new byte[] {1};
    return entry;
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, LogEntry, LogEntry> harness(
      int parallelism, int task) throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new HistoryOrder(), LogEntry::key, Types.STRING, MAX_PARALLELISM, parallelism, task);
  }
}
