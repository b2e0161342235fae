package io.waybill.operators.intake.circuit.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.waybill.operators.intake.Intake;
import io.waybill.operators.intake.PublishedRules;
import io.waybill.operators.intake.circuit.RubbishCount;
import io.waybill.operators.intake.message.RawMessage;
import io.waybill.operators.intake.profile.ProfileReader;
import io.waybill.operators.intake.profile.Profiles;
import io.waybill.operators.log.Topics;
import io.waybill.operators.log.flink.TopicRecord;
import io.waybill.schemas.ExceptionRaised;
import io.waybill.schemas.PartnerCircuit;
import io.waybill.schemas.RubbishTally;
import io.waybill.schemas.wire.AvroCodec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R-F5")
class CircuitFunctionTest {

  private static final long WINDOW = 1_000;
  private static final String RUBBISH = "{";
  private static final String GOOD =
      """
      {"message":"milestone","id":"m","created":"2026-01-05T10:00:00Z",
       "reference":{"type":"PRO","issuer":"ABCD","value":"1"},"event":"e","code":"DEPARTED",
       "classifier":"ACTUAL","occurredAt":"2026-01-05"}
      """;

  private final Intake intake =
      new Intake(
          Profiles.bundled()
              .with(profile("strict", "limits: {rubbish-percent: 10}"))
              .with(profile("any", "limits: {rubbish-percent: 100}")),
          PublishedRules.FIRST);
  private final RubbishCount count = new RubbishCount();

  private KeyedOneInputStreamOperatorTestHarness<String, RubbishTally, TopicRecord> harness;

  @BeforeEach
  void open() throws Exception {
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new CircuitFunction(WINDOW, 8)),
            RubbishTally::getPartner,
            Types.STRING);
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void itOpensAtOnceAndClosesAfterAWindowWithoutTooMuch() throws Exception {
    for (int i = 0; i < 19; i++) {
      send("canonical", RUBBISH, 1_100);
    }
    assertThat(circuits()).as("too few to judge").isEmpty();
    send("canonical", RUBBISH, 1_200);
    assertThat(circuits())
        .extracting(
            PartnerCircuit::getPartner,
            PartnerCircuit::getOpen,
            PartnerCircuit::getSince,
            PartnerCircuit::getRubbish)
        .containsExactly(tuple("canonical", true, 1_200L, 20L));
    assertThat(read(Topics.EXCEPTIONS, ExceptionRaised.class))
        .extracting(
            ExceptionRaised::getExceptionId, ExceptionRaised::getCode, ExceptionRaised::getSubject)
        .containsExactly(
            tuple("PARTNER_CIRCUIT_OPEN/canonical/1200", "PARTNER_CIRCUIT_OPEN", "canonical"));
    harness.processWatermark(1_999);
    assertThat(circuits()).as("the window was rubbish").hasSize(1);
    send("canonical", RUBBISH, 2_500);
    harness.processWatermark(2_999);
    assertThat(circuits()).as("still").hasSize(1);
    for (int i = 0; i < 3; i++) {
      send("canonical", GOOD, 3_500);
    }
    send("canonical", RUBBISH, 3_600);
    harness.processWatermark(3_998);
    assertThat(circuits()).hasSize(1);
    harness.processWatermark(3_999);
    assertThat(circuits())
        .extracting(PartnerCircuit::getOpen, PartnerCircuit::getSince)
        .containsExactly(tuple(true, 1_200L), tuple(false, 3_999L));
    assertThat(read(Topics.EXCEPTIONS, ExceptionRaised.class)).hasSize(1);
    assertThat(harness.numKeyedStateEntries()).isZero();
    assertThat(harness.numEventTimeTimers()).isZero();
  }

  @Test
  void whatIsReadLateCountsWhenItIsRead() throws Exception {
    for (int i = 0; i < 20; i++) {
      send("canonical", RUBBISH, 1_100);
    }
    harness.processWatermark(1_999);
    send("canonical", RUBBISH, 1_150);
    harness.processWatermark(2_999);
    assertThat(circuits()).as("the backlog is rubbish still").hasSize(1);
    harness.processWatermark(3_999);
    assertThat(circuits()).hasSize(2);
  }

  @Test
  void theProfileSaysHowMuchIsTooMuchAndOthersStayClosed() throws Exception {
    for (int i = 0; i < 300; i++) {
      boolean eighth = i % 8 == 7;
      send("strict", eighth ? RUBBISH : GOOD, 1_100);
      send("canonical", eighth ? RUBBISH : GOOD, 1_100);
      send("any", RUBBISH, 1_100);
      send("nobody", RUBBISH, 1_100);
    }
    assertThat(circuits()).extracting(PartnerCircuit::getPartner).containsExactly("strict");
  }

  private void send(String partner, String text, long recordedAt) throws Exception {
    RawMessage raw =
        new RawMessage(partner, "raw", 0, 0, recordedAt, text.getBytes(StandardCharsets.UTF_8));
    Optional<RubbishTally> tally = count.count(raw, intake.decode(raw), intake::rubbishPercent);
    if (tally.isPresent()) {
      harness.processElement(tally.get(), recordedAt);
    }
  }

  private static io.waybill.operators.intake.profile.PartnerProfile profile(
      String name, String keys) {
    return ProfileReader.read(
        name,
        "name: %s\nversion: 1\nowner: O\nformat: canonical-json\nzone: UTC\n%s\n"
            .formatted(name, keys));
  }

  private List<PartnerCircuit> circuits() {
    return read(Topics.PARTNER_CIRCUITS, PartnerCircuit.class);
  }

  private <T extends SpecificRecordBase> List<T> read(String topic, Class<T> type) {
    AvroCodec<T> codec = AvroCodec.of(type);
    return harness.getOutput().stream()
        .filter(StreamRecord.class::isInstance)
        .map(element -> (TopicRecord) ((StreamRecord<?>) element).getValue())
        .filter(record -> record.topic.equals(topic))
        .map(record -> codec.decode(record.value))
        .toList();
  }
}
