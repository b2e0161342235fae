package io.waybill.operators.identity.flink;

import static io.waybill.operators.identity.ReferenceFacts.fact;
import static io.waybill.operators.identity.ReferenceFacts.link;
import static io.waybill.operators.identity.ReferenceFacts.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.waybill.operators.identity.ReferenceFacts;
import io.waybill.operators.intake.PublishedRules;
import io.waybill.operators.intake.flink.LogEntry;
import io.waybill.operators.intake.message.References;
import io.waybill.operators.log.Topics;
import io.waybill.operators.log.flink.ClockedOperator;
import io.waybill.operators.log.flink.LogClock;
import io.waybill.operators.log.flink.TopicRecord;
import io.waybill.schemas.DeadLetter;
import io.waybill.schemas.ExceptionRaised;
import io.waybill.schemas.Link;
import io.waybill.schemas.Progress;
import io.waybill.schemas.Reference;
import io.waybill.schemas.ReferenceMessage;
import io.waybill.schemas.ReferenceState;
import io.waybill.schemas.ShipmentFact;
import io.waybill.schemas.wire.AvroCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class IdentityFunctionTest {

  private static final long UNMATCHED_AFTER = 1_000;
  private static final long RETENTION = 10_000;
  private static final int CACHED = 2;

  /** The sweep of the next log month. */
  private static final long A_MONTH_LATER = Duration.ofDays(31).toMillis();

  private KeyedOneInputStreamOperatorTestHarness<String, ReferenceMessage, TopicRecord> harness;

  @BeforeEach
  void open() throws Exception {
    harness = newHarness();
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void factsWaitForTheirLinkAndLeaveNothingBehind() throws Exception {
    send(fact("a", 100));
    send(fact("b", 200));
    assertThat(facts()).isEmpty();
    send(link("S1", 0, 300));
    assertThat(facts())
        .extracting(entry -> entry.key, entry -> entry.logTime, entry -> entry.id)
        .containsExactly(tuple("S1", 300L, "a@0.300.plan-0"), tuple("S1", 300L, "b@0.300.plan-0"));
    harness.processWatermark(5_000);
    assertThat(read(Topics.EXCEPTIONS, ExceptionRaised.class)).isEmpty();
    assertThat(harness.numEventTimeTimers()).isZero();
    harness.processWatermark(A_MONTH_LATER);
    assertThat(read(Topics.DEAD_LETTERS, DeadLetter.class)).isEmpty();
    assertNothingLeft();
  }

  @Test
  @Tag("R-F4")
  void factsThatNobodyLinksAreRaisedOnceAndKeptUntilTheRetentionEnds() throws Exception {
    send(fact("b", 200));
    send(fact("a", 100));
    harness.processWatermark(100 + UNMATCHED_AFTER - 1);
    assertThat(read(Topics.EXCEPTIONS, ExceptionRaised.class)).isEmpty();
    harness.processWatermark(100 + UNMATCHED_AFTER);
    send(fact("c", 1_200));
    harness.processWatermark(5_000);
    assertThat(read(Topics.EXCEPTIONS, ExceptionRaised.class))
        .extracting(
            ExceptionRaised::getExceptionId,
            ExceptionRaised::getCode,
            ExceptionRaised::getSubject,
            ExceptionRaised::getRaisedAt)
        .containsExactly(
            tuple("UNMATCHED/PRO|ABCD|7", "UNMATCHED", "PRO|ABCD|7", 100 + UNMATCHED_AFTER));

    harness.processWatermark(1_200 + RETENTION);
    assertThat(read(Topics.DEAD_LETTERS, DeadLetter.class)).isEmpty();
    harness.processWatermark(A_MONTH_LATER);
    assertThat(read(Topics.DEAD_LETTERS, DeadLetter.class))
        .extracting(DeadLetter::getDeadLetterId, DeadLetter::getReason, DeadLetter::getValue)
        .containsExactly(
            tuple("UNMATCHED/b", "UNMATCHED", "PRO|ABCD|7"),
            tuple("UNMATCHED/a", "UNMATCHED", "PRO|ABCD|7"),
            tuple("UNMATCHED/c", "UNMATCHED", "PRO|ABCD|7"));
    assertNothingLeft();
  }

  @Test
  void afterTheRetentionTheNextMessageBeginsAnew() throws Exception {
    send(fact("a", 100));
    send(by(1, fact("b", 100)));
    Link link = link("S1", 0, 200);
    link.setReference(reference(1));
    send(link);
    harness.processWatermark(100 + RETENTION - 1);
    send(by(1, fact("c", 300)));
    assertThat(facts()).hasSize(2);
    harness.processWatermark(300 + RETENTION);
    send(fact("d", 300 + RETENTION));
    send(by(1, fact("e", 300 + RETENTION)));
    assertThat(facts()).as("its link is forgotten").hasSize(2);
    assertThat(read(Topics.DEAD_LETTERS, DeadLetter.class))
        .extracting(DeadLetter::getDeadLetterId)
        .containsExactly("UNMATCHED/a");
    send(link("S2", 0, 301 + RETENTION));
    assertThat(facts())
        .extracting(entry -> entry.id.substring(0, entry.id.indexOf('@')))
        .containsExactly("b", "c", "d");
  }

  @Test
  void aLinkAfterTheExceptionStillDelivers() throws Exception {
    send(fact("a", 100));
    harness.processWatermark(2_000);
    send(link("S1", 0, 2_100));
    assertThat(facts()).extracting(entry -> entry.logTime).containsExactly(2_100L);
    harness.processWatermark(2_100 + RETENTION);
    harness.processWatermark(A_MONTH_LATER);
    assertNothingLeft();
  }

  @Test
  void theClockNeedOnlyRunToTheUnmatchedDeadline() throws Exception {
    send(fact("a", 100));
    harness.processWatermark(200);
    assertThat(read(Topics.PROGRESS, Progress.class))
        .extracting(Progress::getJob, Progress::getLogTime, Progress::getPendingUntil)
        .containsExactly(tuple("intake-identity", 200L, 100 + UNMATCHED_AFTER));
  }

  @Test
  @Tag("R-F3")
  void aRestoreGoesOnWhereItWas() throws Exception {
    send(fact("a", 100));
    harness.processWatermark(200);
    harness.prepareSnapshotPreBarrier(1);
    OperatorSubtaskState snapshot = harness.snapshot(1, 1);
    harness.close();

    harness = newHarness();
    harness.initializeState(snapshot);
    harness.open();
    harness.processWatermark(100 + UNMATCHED_AFTER);
    assertThat(read(Topics.EXCEPTIONS, ExceptionRaised.class)).hasSize(1);
    assertThat(read(Topics.PROGRESS, Progress.class))
        .extracting(Progress::getPendingUntil)
        .containsExactly(100 + UNMATCHED_AFTER);
    send(fact("a", 100));
    send(link("S1", 0, 2_000));
    assertThat(facts()).extracting(entry -> entry.key).containsExactly("S1");
    harness.processWatermark(2_000 + RETENTION);
    harness.processWatermark(A_MONTH_LATER);
    assertNothingLeft();
  }

  @Test
  void stateSurvivesFromLinkToRelink() throws Exception {
    send(link("S1", 0, 100));
    send(fact("a", 150));
    send(link("S2", 1, 200));
    assertThat(facts())
        .extracting(entry -> entry.key, entry -> entry.logTime)
        .containsExactly(tuple("S1", 150L), tuple("S1", 200L), tuple("S2", 200L));
    harness.processWatermark(200 + RETENTION);
    harness.processWatermark(A_MONTH_LATER);
    assertNothingLeft();
  }

  @Test
  @Tag("R-F3")
  void whatASnapshotStoresDoesNotChangeBehindIt() throws Exception {
    send(fact("a", 100));
    harness.prepareSnapshotPreBarrier(1);
    ReferenceState stored = stored();
    send(fact("b", 110));
    assertThat(stored.getFactIds()).containsExactly("a");
    assertThat(stored().getFactIds()).containsExactly("a");
    harness.prepareSnapshotPreBarrier(2);
    assertThat(stored().getFactIds()).containsExactly("a", "b");
  }

  private ReferenceState stored() throws Exception {
    KeyedStateBackend<String> backend =
        ((AbstractStreamOperator<?>) harness.getOperator()).getKeyedStateBackend();
    backend.setCurrentKey(References.key(ReferenceFacts.PRO));
    return backend
        .getPartitionedState(
            VoidNamespace.INSTANCE,
            VoidNamespaceSerializer.INSTANCE,
            new ValueStateDescriptor<>("reference", new AvroTypeInfo<>(ReferenceState.class)))
        .value();
  }

  @Test
  @Tag("R-F3")
  void referencesThatMadeRoomForOthersAreFoundAgain() throws Exception {
    for (int i = 0; i < 3 * CACHED; i++) {
      send(by(i, fact("a" + i, 100)));
    }
    for (int i = 0; i < 3 * CACHED; i++) {
      send(by(i, fact("b" + i, 110)));
      send(by(i, fact("a" + i, 120)));
    }
    for (int i = 0; i < 3 * CACHED; i++) {
      Link link = link("S" + i, 0, 200);
      link.setReference(reference(i));
      send(link);
    }
    assertThat(facts())
        .extracting(entry -> entry.key, entry -> entry.id.substring(0, entry.id.indexOf('@')))
        .containsExactlyElementsOf(
            IntStream.range(0, 3 * CACHED)
                .boxed()
                .flatMap(i -> Stream.of(tuple("S" + i, "a" + i), tuple("S" + i, "b" + i)))
                .toList());
    harness.processWatermark(200 + RETENTION);
    harness.processWatermark(A_MONTH_LATER);
    assertNothingLeft();
  }

  private static Reference reference(int number) {
    return new Reference("PRO", "ABCD", "pro-" + number);
  }

  private static ShipmentFact by(int reference, ShipmentFact fact) {
    fact.getEnvelope().setReference(reference(reference));
    return fact;
  }

  @Test
  @Tag("R-P9")
  void linksThatContradictEachOtherAreToldWithBothSides() throws Exception {
    Link planner = link("S1", 0, 100);
    Link dispatcher = link("S2", 0, 200);
    dispatcher.setPartner("dispatcher");
    dispatcher.getVersion().setMessageId("dispatch-9");
    for (List<Link> order : List.of(List.of(planner, dispatcher), List.of(dispatcher, planner))) {
      close();
      open();
      send(fact("a", 50));
      send(order.get(0));
      send(order.get(1));
      assertThat(read(Topics.EXCEPTIONS, ExceptionRaised.class))
          .singleElement()
          .satisfies(
              raised -> {
                assertThat(raised.getExceptionId()).isEqualTo("LINK_CONFLICT/PRO|ABCD|7/S2/S1");
                assertThat(raised.getCode()).isEqualTo("LINK_CONFLICT");
                assertThat(raised.getRaisedAt()).isEqualTo(200L);
                assertThat(raised.getExplanation())
                    .contains("shipment S2, says dispatcher in dispatch-9")
                    .contains("shipment S1, says planner in plan-0")
                    .contains("raw/1/100")
                    .contains("raw/1/200");
              });
      assertThat(facts().get(facts().size() - 1).key).as("the later one").isEqualTo("S2");
    }
  }

  @Test
  void whoChangesItsMindOrSaysSoByARevisionIsInNoConflict() throws Exception {
    Link revised = link("S3", 1, 300);
    revised.setPartner("dispatcher");
    send(link("S1", 0, 100));
    send(link("S2", 0, 200));
    send(revised);
    assertThat(read(Topics.EXCEPTIONS, ExceptionRaised.class)).isEmpty();
  }

  @Test
  void theFirstLinkOfAnOrderStandsWhateverTheOrderAndAnExplicitOneAboveIt() throws Exception {
    Link first = weakLink("S1", 100);
    Link second = weakLink("S2", 200);
    for (List<Link> order : List.of(List.of(first, second), List.of(second, first))) {
      close();
      open();
      send(fact("a", 50));
      send(order.get(0));
      send(order.get(1));
      assertThat(facts().get(facts().size() - 1).key).isEqualTo("S1");
      send(link("S9", 0, 10));
      assertThat(facts().get(facts().size() - 1).key).isEqualTo("S9");
      assertThat(read(Topics.EXCEPTIONS, ExceptionRaised.class)).isEmpty();
    }
  }

  private static Link weakLink(String shipment, long createdAt) {
    Link weak = link(shipment, -1, createdAt);
    weak.getVersion().setCreatedAt(-createdAt);
    return weak;
  }

  @Test
  @Tag("R-F4")
  void moreFactsThanMayWaitAreDeadLettersAtOnce() throws Exception {
    for (int i = 0; i < 1_010; i++) {
      send(fact("f" + i, 100));
    }
    assertThat(read(Topics.DEAD_LETTERS, DeadLetter.class))
        .extracting(DeadLetter::getReason)
        .containsOnly("UNMATCHED")
        .hasSize(10);
    send(link("S1", 0, 200));
    assertThat(facts()).hasSize(1_000);
    send(fact("f1009", 300));
    assertThat(facts()).as("sent again").hasSize(1_001);
  }

  private void send(Object body) throws Exception {
    harness.processElement(message(body), 0);
  }

  private List<LogEntry> facts() {
    var facts = harness.getSideOutput(IdentityFunction.FACTS);
    return facts == null ? List.of() : facts.stream().map(StreamRecord::getValue).toList();
  }

  private <T extends SpecificRecordBase> List<T> read(String topic, Class<T> type) {
    AvroCodec<T> codec = AvroCodec.of(type);
    List<T> values = new ArrayList<>();
    for (TopicRecord record : harness.extractOutputValues()) {
      if (record.topic.equals(topic)) {
        values.add(codec.decode(record.value));
      }
    }
    return values;
  }

  private void assertNothingLeft() {
    assertThat(harness.numEventTimeTimers()).isZero();
    assertThat(harness.numKeyedStateEntries()).isZero();
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, ReferenceMessage, TopicRecord>
      newHarness() throws Exception {
    IdentityFunction function =
        new IdentityFunction(PublishedRules.FIRST, UNMATCHED_AFTER, RETENTION, 8, CACHED);
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new ClockedOperator<>(function, new LogClock("intake-identity", null, 8)),
        IdentityFunction::keyOf,
        Types.STRING);
  }
}
