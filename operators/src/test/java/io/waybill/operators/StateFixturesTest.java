package io.waybill.operators;

import static io.waybill.operators.shipment.Facts.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.operators.billing.RuleBook;
import io.waybill.operators.billing.flink.ReleaseFunction;
import io.waybill.operators.billing.flink.TransitionReader;
import io.waybill.operators.identity.ReferenceFacts;
import io.waybill.operators.identity.flink.IdentityFunction;
import io.waybill.operators.identity.flink.RecordedOrder;
import io.waybill.operators.intake.PublishedRules;
import io.waybill.operators.intake.flink.HistoryOrder;
import io.waybill.operators.intake.flink.LogEntry;
import io.waybill.operators.log.flink.CepHarness;
import io.waybill.operators.log.flink.ClockedFunction;
import io.waybill.operators.log.flink.ClockedOperator;
import io.waybill.operators.log.flink.LogClock;
import io.waybill.operators.log.flink.LogRecord;
import io.waybill.operators.log.flink.LogTime;
import io.waybill.operators.shipment.Facts;
import io.waybill.operators.shipment.flink.ShipmentFunction;
import io.waybill.operators.stock.StockFacts;
import io.waybill.operators.stock.flink.StockFunction;
import io.waybill.schemas.DeadlineKind;
import io.waybill.schemas.DeadlinePassed;
import io.waybill.schemas.DocumentLine;
import io.waybill.schemas.Gate;
import io.waybill.schemas.GateChanged;
import io.waybill.schemas.GateState;
import io.waybill.schemas.MilestoneReached;
import io.waybill.schemas.ReferenceMessage;
import io.waybill.schemas.ShipmentFact;
import io.waybill.schemas.ShipmentLogRecord;
import io.waybill.schemas.ShipmentState;
import io.waybill.schemas.StateChanged;
import io.waybill.schemas.StockFact;
import io.waybill.schemas.Transition;
import io.waybill.schemas.WantedDocument;
import io.waybill.schemas.wire.AvroCodec;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every released layout of an operator's state has a fixture that later builds must restore: a
 * snapshot in {@code src/test/resources/state/<release>/<uid>}. {@code ./mvnw -pl operators -am
 * test -Dtest=StateFixturesTest -Dstate.release=v1} writes those that a release lacks.
 */
@Tag("R-F3")
class StateFixturesTest {

  private static final Path FIXTURES = Path.of("src", "test", "resources", "state");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int PARTITIONS = 8;
  private static final Facts SHIPMENT = Facts.of("S1");

  /** Feeds an operator. */
  private interface Feed<I> {
    void into(OneInputStreamOperatorTestHarness<I, ?> harness) throws Exception;
  }

  private interface Harness<I> {
    OneInputStreamOperatorTestHarness<I, ?> make() throws Exception;
  }

  /**
   * A stateful operator.
   *
   * @param before what its state in the fixture comes from
   * @param after what shows that the state is there
   */
  private record Stateful<I>(String uid, Harness<I> harness, Feed<I> before, Feed<I> after) {

    void write(Path file) throws Exception {
      try (var operator = harness.make()) {
        operator.open();
        before.into(operator);
        operator.prepareSnapshotPreBarrier(1);
        OperatorSnapshotUtil.writeStateHandle(operator.snapshot(1, 1), file.toString());
      }
    }

    /** What comes out without a restore in between. */
    List<Object> expected() throws Exception {
      try (var operator = harness.make()) {
        operator.open();
        before.into(operator);
        operator.prepareSnapshotPreBarrier(1);
        operator.getOutput().clear();
        after.into(operator);
        return outputs(operator);
      }
    }

    List<Object> withoutState() throws Exception {
      try (var operator = harness.make()) {
        operator.open();
        after.into(operator);
        return outputs(operator);
      }
    }

    List<Object> restored(Path file) throws Exception {
      try (var operator = harness.make()) {
        operator.initializeState(OperatorSnapshotUtil.readStateHandle(file.toString()));
        operator.open();
        after.into(operator);
        return outputs(operator);
      }
    }

    private static List<Object> outputs(OneInputStreamOperatorTestHarness<?, ?> operator) {
      List<Object> outputs = new ArrayList<>();
      var facts = operator.getSideOutput(IdentityFunction.FACTS);
      if (facts != null) {
        facts.forEach(fact -> outputs.add(fact.getValue()));
      }
      outputs.addAll(operator.extractOutputStreamRecords());
      return outputs;
    }

    @Override
    public String toString() {
      return uid;
    }
  }

  @ParameterizedTest
  @MethodSource("statefulOperators")
  void everyReleasedStateIsRestored(Stateful<?> operator) throws Exception {
    String release = System.getProperty("state.release");
    if (release != null) {
      Path file = Files.createDirectories(FIXTURES.resolve(release)).resolve(operator.uid());
      if (!Files.exists(file)) {
        operator.write(file);
      }
    }
    List<Path> fixtures = fixtures(operator.uid());
    assertThat(fixtures)
        .as("no release of %s: write one as the comment of this test says", operator.uid())
        .isNotEmpty();
    List<Object> expected = operator.expected();
    assertThat(operator.withoutState())
        .as("what comes out shows the state")
        .usingRecursiveFieldByFieldElementComparator()
        .isNotEqualTo(expected);
    for (Path fixture : fixtures) {
      assertThat(operator.restored(fixture))
          .as(fixture.toString())
          .usingRecursiveFieldByFieldElementComparator()
          .isEqualTo(expected);
    }
  }

  private static List<Path> fixtures(String uid) throws IOException {
    try (Stream<Path> files = Files.walk(FIXTURES)) {
      return files.filter(file -> file.endsWith(uid)).sorted().toList();
    }
  }

  static Stream<Stateful<?>> statefulOperators() {
    return Stream.of(
        new Stateful<ReferenceMessage>(
            "recorded-order",
            () -> keyed(new KeyedProcessOperator<>(new RecordedOrder()), IdentityFunction::keyOf),
            operator -> {
              operator.processElement(ReferenceFacts.message(ReferenceFacts.fact("a", 100)), 0);
              operator.processWatermark(50);
            },
            operator -> {
              operator.processElement(ReferenceFacts.message(ReferenceFacts.link("S1", 0, 90)), 0);
              operator.processWatermark(200);
            }),
        new Stateful<ReferenceMessage>(
            "identity",
            () -> clocked(identity(), IdentityFunction::keyOf),
            operator -> {
              operator.processElement(ReferenceFacts.message(ReferenceFacts.fact("a", 100)), 0);
              operator.processWatermark(200);
            },
            operator -> {
              operator.processElement(ReferenceFacts.message(ReferenceFacts.link("S1", 0, 300)), 0);
              operator.processWatermark(400);
            }),
        new Stateful<LogEntry>(
            "intake-shipment-history-order",
            () -> keyed(new HistoryOrder(), LogEntry::key),
            operator -> {
              operator.processElement(entry("S1", 100), 0);
              operator.processWatermark(50);
            },
            operator -> {
              operator.processElement(entry("S2", 90), 0);
              operator.processWatermark(200);
            }),
        new Stateful<LogRecord>(
            "log-time",
            () ->
                new OneInputStreamOperatorTestHarness<>(
                    new LogTime<LogRecord, LogRecord>(
                        record -> record, LogRecord::key, PARTITIONS)),
            operator -> operator.processElement(logged(SHIPMENT.plan("CARR", "100"), START)),
            operator -> {
              StreamRecord<LogRecord> behind = logged(SHIPMENT.shipped("1", "10", START), 1);
              operator.processElement(behind);
              operator.processElement(behind.getValue(), START + 1);
            }),
        new Stateful<LogRecord>(
            "shipment-join",
            () ->
                clocked(
                    new ShipmentFunction(RuleBook.standardJson(), PARTITIONS, HOUR, 10),
                    LogRecord::key),
            operator -> {
              operator.processElement(logged(SHIPMENT.order("1", "10", "2.50", 0), START));
              operator.processElement(logged(SHIPMENT.plan("CARR", "100"), START));
              operator.processWatermark(START);
              operator.processElement(logged(SHIPMENT.shipped("1", "10", START), START + 1));
            },
            operator -> {
              operator.processElement(logged(SHIPMENT.pod(START, true, "1", "10"), START + 2));
              operator.processWatermark(START + HOUR.toMillis() * 24);
            }),
        new Stateful<StockFact>(
            "stock-ledger",
            () -> clocked(new StockFunction(PARTITIONS, HOUR), fact -> fact.getEnvelope().getKey()),
            operator -> {
              operator.processElement(StockFacts.shipped("s1", 0, 90, 10), 100);
              operator.processElement(StockFacts.delivered("d1", 0, 500, 4), 110);
              operator.processWatermark(120);
            },
            operator -> {
              operator.processElement(StockFacts.shipped("s1", 1, 90, 7), 130);
              operator.processWatermark(500);
            }),
        new Stateful<Transition>(
            "transition-reader",
            () ->
                keyed(
                    new KeyedProcessOperator<>(new TransitionReader(HOUR)),
                    Transition::getShipment),
            operator -> {
              say(operator, 1, 10, met(1));
              say(operator, 2, 20, revoked(1));
            },
            operator -> {
              say(operator, 2, 20, revoked(1));
              say(operator, 3, 30, met(2));
            }),
        new Stateful<Transition>(
            "release",
            () -> clocked(new ReleaseFunction(PARTITIONS, HOUR), Transition::getShipment),
            operator -> {
              say(operator, 3, 30, settled(1, 10));
              operator.processWatermark(30);
              say(operator, 6, 60, settled(2, 20));
            },
            operator -> operator.processWatermark(60)),
        new Stateful<Transition>(
            "billing-readiness",
            () -> CepHarness.of("billing-readiness", HOUR),
            operator -> {
              say(operator, 1, 10, met(1));
              operator.processWatermark(20);
            },
            operator -> {
              say(operator, 2, 30, settled(1, 10));
              operator.processWatermark(40);
            }),
        new Stateful<Transition>(
            "delivery-late",
            () -> CepHarness.of("delivery-late", HOUR),
            operator -> say(operator, 1, 10, deadline(DeadlineKind.DELIVERY)),
            operator -> operator.processWatermark(20)),
        new Stateful<Transition>(
            "pod-missing",
            () -> CepHarness.of("pod-missing", HOUR),
            operator -> {
              say(operator, 1, 10, new StateChanged(null, ShipmentState.DELIVERED, 5L));
              operator.processWatermark(20);
            },
            operator -> {
              say(operator, 2, 30, deadline(DeadlineKind.POD));
              operator.processWatermark(40);
            }),
        new Stateful<Transition>(
            "stalled",
            () -> CepHarness.of("stalled", HOUR),
            operator -> {
              say(operator, 1, 10, new MilestoneReached("DEPARTED", 5L, null, null));
              operator.processWatermark(20);
            },
            operator -> {
              say(operator, 2, 30, deadline(DeadlineKind.PROGRESS));
              operator.processWatermark(40);
            }));
  }

  private static IdentityFunction identity() {
    return new IdentityFunction(PublishedRules.FIRST, 1_000, HOUR.toMillis(), PARTITIONS, 10);
  }

  private static <I> OneInputStreamOperatorTestHarness<I, ?> clocked(
      ClockedFunction<I> function, KeySelector<I, String> key) throws Exception {
    return keyed(new ClockedOperator<>(function, new LogClock("task", null, PARTITIONS)), key);
  }

  private static <I> OneInputStreamOperatorTestHarness<I, ?> keyed(
      OneInputStreamOperator<I, ?> operator, KeySelector<I, String> key) throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(operator, key, Types.STRING, 128, 1, 0);
  }

  private static StreamRecord<LogRecord> logged(ShipmentFact fact, long logTime) {
    byte[] value = AvroCodec.of(ShipmentLogRecord.class).encode(new ShipmentLogRecord(fact));
    return new StreamRecord<>(new LogRecord(fact.getEnvelope().getKey(), logTime, value), logTime);
  }

  private static LogEntry entry(String shipment, long logTime) {
    LogEntry entry = new LogEntry();
    entry.key = shipment;
    entry.logTime = logTime;
    entry.id = shipment + "/1";
    entry.value = new byte[] {1};
    return entry;
  }

  private static void say(
      OneInputStreamOperatorTestHarness<Transition, ?> operator,
      long number,
      long time,
      Object payload)
      throws Exception {
    operator.processElement(new Transition("S1", number, time, 1, payload), time);
  }

  private static GateChanged met(int number) {
    return new GateChanged(Gate.INVOICE, GateState.MET, number, List.of(), List.of());
  }

  private static GateChanged revoked(int number) {
    return new GateChanged(Gate.INVOICE, GateState.REVOKED, number, List.of(), List.of());
  }

  private static GateChanged settled(int number, long amount) {
    BigDecimal money = BigDecimal.valueOf(amount).setScale(6);
    WantedDocument invoice =
        new WantedDocument(
            "invoice/ACME",
            "ACME",
            "USD",
            money,
            List.of(new DocumentLine("1", "aspirin", money, "PACK", money)));
    return new GateChanged(Gate.INVOICE, GateState.SETTLED, number, List.of(), List.of(invoice));
  }

  private static DeadlinePassed deadline(DeadlineKind kind) {
    return new DeadlinePassed(kind, 30L, 20L, "Too late.");
  }
}
