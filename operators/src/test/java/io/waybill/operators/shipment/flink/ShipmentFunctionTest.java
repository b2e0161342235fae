package io.waybill.operators.shipment.flink;

import static io.waybill.operators.shipment.Facts.DAY;
import static io.waybill.operators.shipment.Facts.HOUR;
import static io.waybill.operators.shipment.Facts.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.operators.billing.RuleBook;
import io.waybill.operators.log.Topics;
import io.waybill.operators.log.flink.ClockedOperator;
import io.waybill.operators.log.flink.LogClock;
import io.waybill.operators.log.flink.LogRecord;
import io.waybill.operators.log.flink.TopicRecord;
import io.waybill.operators.shipment.Facts;
import io.waybill.schemas.ShipmentFact;
import io.waybill.schemas.ShipmentLogRecord;
import io.waybill.schemas.Tick;
import io.waybill.schemas.Transition;
import io.waybill.schemas.TransitionLogRecord;
import io.waybill.schemas.wire.AvroCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class ShipmentFunctionTest {

  private static final int PARTITIONS = 8;
  private static final Duration RETENTION = Duration.ofDays(400);

  private final AvroCodec<TransitionLogRecord> codec = AvroCodec.of(TransitionLogRecord.class);
  private final Facts facts = Facts.of("S1");

  private KeyedOneInputStreamOperatorTestHarness<String, LogRecord, TopicRecord> onRocksDb()
      throws Exception {
    KeyedOneInputStreamOperatorTestHarness<String, LogRecord, TopicRecord> harness = onHeap();
    harness.setStateBackend(new EmbeddedRocksDBStateBackend());
    return harness;
  }

  private KeyedOneInputStreamOperatorTestHarness<String, LogRecord, TopicRecord> onHeap()
      throws Exception {
    return caching(1);
  }

  private KeyedOneInputStreamOperatorTestHarness<String, LogRecord, TopicRecord> caching(
      int shipments) throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new ClockedOperator<>(
            new ShipmentFunction(RuleBook.standardJson(), PARTITIONS, RETENTION, shipments),
            new LogClock("shipment", LogClock.Log.TRANSITIONS, PARTITIONS)),
        LogRecord::key,
        Types.STRING);
  }

  private List<StreamRecord<LogRecord>> story() {
    return List.of(
        logged(facts.order("1", "10", "2.50", 0), START),
        logged(facts.plan("CARR", "100"), START),
        logged(facts.shipped("1", "10", START), START + HOUR),
        logged(facts.milestone("DELIVERED", START + HOUR), START + 2 * HOUR),
        logged(facts.pod(START + HOUR, true, "1", "10"), START + 3 * HOUR),
        logged(facts.bill("B1", "CARR", "100"), START + 4 * HOUR));
  }

  private StreamRecord<LogRecord> logged(ShipmentFact fact, long logTime) {
    byte[] value = AvroCodec.of(ShipmentLogRecord.class).encode(new ShipmentLogRecord(fact));
    return new StreamRecord<>(new LogRecord(fact.getEnvelope().getKey(), logTime, value), logTime);
  }

  @Test
  void aRestoreAtAnyPointSaysTheSame() throws Exception {
    List<Transition> expected = run(Integer.MAX_VALUE);
    assertThat(expected).isNotEmpty();
    for (int restoreBefore = 0; restoreBefore <= story().size(); restoreBefore++) {
      assertThat(run(restoreBefore)).as("restored before %d", restoreBefore).isEqualTo(expected);
    }
  }

  private List<Transition> run(int restoreBefore) throws Exception {
    List<Transition> said = new ArrayList<>();
    KeyedOneInputStreamOperatorTestHarness<String, LogRecord, TopicRecord> harness = onRocksDb();
    harness.open();
    List<StreamRecord<LogRecord>> story = story();
    for (int i = 0; i <= story.size(); i++) {
      if (i == restoreBefore) {
        harness.prepareSnapshotPreBarrier(1);
        OperatorSubtaskState snapshot = harness.snapshot(1, 1);
        said.addAll(transitions(harness));
        harness.close();
        harness = onRocksDb();
        harness.initializeState(snapshot);
        harness.open();
      }
      if (i < story.size()) {
        harness.processElement(story.get(i));
        harness.processWatermark(story.get(i).getTimestamp() - 1);
      }
    }
    harness.processWatermark(START + 30 * DAY);
    said.addAll(transitions(harness));
    assertThat(harness.numEventTimeTimers()).isZero();
    harness.close();
    return said;
  }

  @Test
  void aSettledShipmentKeepsItsArchiveWithoutATimerUntilTheRetentionEnds() throws Exception {
    KeyedOneInputStreamOperatorTestHarness<String, LogRecord, TopicRecord> harness = onHeap();
    harness.open();
    for (StreamRecord<LogRecord> fact : story()) {
      harness.processElement(fact);
    }
    harness.processWatermark(START + 30 * DAY);
    harness.prepareSnapshotPreBarrier(1);
    assertThat(harness.numEventTimeTimers()).isZero();
    assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
    harness.processWatermark(START + 489 * DAY);
    assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
    harness.processWatermark(START + 530 * DAY);
    assertThat(harness.numKeyedStateEntries()).isZero();
    harness.close();
  }

  @Test
  void aCacheThatIsTooSmallSaysTheSame() throws Exception {
    List<TopicRecord> large = ofTwoShipments(caching(10));
    assertThat(large).isNotEmpty();
    assertThat(ofTwoShipments(caching(1)))
        .usingRecursiveFieldByFieldElementComparator()
        .isEqualTo(large);
  }

  private List<TopicRecord> ofTwoShipments(
      KeyedOneInputStreamOperatorTestHarness<String, LogRecord, TopicRecord> harness)
      throws Exception {
    harness.open();
    for (StreamRecord<LogRecord> fact : story()) {
      harness.processElement(fact);
      LogRecord same = fact.getValue();
      harness.processElement(new LogRecord("S2", same.timestamp, same.value), fact.getTimestamp());
      harness.processWatermark(fact.getTimestamp() - 1);
    }
    harness.processWatermark(START + 30 * DAY);
    List<TopicRecord> records = records(harness);
    harness.close();
    return records;
  }

  @Test
  void aTickStandsBehindEverythingUpToItsTime() throws Exception {
    KeyedOneInputStreamOperatorTestHarness<String, LogRecord, TopicRecord> harness = onHeap();
    harness.open();
    for (StreamRecord<LogRecord> fact : story()) {
      harness.processElement(fact);
    }
    harness.processWatermark(START + 2 * HOUR);
    harness.processWatermark(START + 30 * DAY);
    long clock = Long.MIN_VALUE;
    int ticks = 0;
    for (TopicRecord record : records(harness)) {
      if (record.topic.equals(Topics.TRANSITIONS)) {
        Object body = codec.decode(record.value).getBody();
        if (body instanceof Tick tick) {
          clock = tick.getLogTime();
          ticks++;
        } else {
          assertThat(((Transition) body).getTime()).isGreaterThan(clock);
        }
      }
    }
    assertThat(ticks).isEqualTo(2 * PARTITIONS);
    harness.close();
  }

  private List<Transition> transitions(
      KeyedOneInputStreamOperatorTestHarness<String, LogRecord, TopicRecord> harness) {
    List<Transition> found = new ArrayList<>();
    for (TopicRecord record : records(harness)) {
      if (record.topic.equals(Topics.TRANSITIONS)) {
        TransitionLogRecord said = codec.decode(record.value);
        if (said.getBody() instanceof Transition transition) {
          found.add(transition);
          found.addAll(said.getFollowing());
        }
      }
    }
    return found;
  }

  private static List<TopicRecord> records(
      KeyedOneInputStreamOperatorTestHarness<String, LogRecord, TopicRecord> harness) {
    List<TopicRecord> records = new ArrayList<>();
    for (Object element : harness.getOutput()) {
      if (element instanceof StreamRecord<?> record) {
        records.add((TopicRecord) record.getValue());
      }
    }
    return records;
  }
}
