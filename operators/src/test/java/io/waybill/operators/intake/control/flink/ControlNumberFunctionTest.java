package io.waybill.operators.intake.control.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.waybill.operators.intake.Intake;
import io.waybill.operators.intake.PublishedRules;
import io.waybill.operators.intake.message.RawMessage;
import io.waybill.operators.intake.profile.ProfileReader;
import io.waybill.operators.intake.profile.Profiles;
import io.waybill.operators.log.Topics;
import io.waybill.operators.log.flink.ClockedOperator;
import io.waybill.operators.log.flink.LogClock;
import io.waybill.operators.log.flink.TopicRecord;
import io.waybill.schemas.Acknowledgement;
import io.waybill.schemas.ControlNumber;
import io.waybill.schemas.ExceptionRaised;
import io.waybill.schemas.MessageRecord;
import io.waybill.schemas.wire.AvroCodec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** From the bytes of interchanges to what is said of their numbers. */
@Tag("R-S2")
class ControlNumberFunctionTest {

  private static final long WAIT = 60_000;
  private static final long RETENTION = 1_000_000;
  private static final long BEGIN = 1_000;

  private final Intake intake =
      new Intake(
          Profiles.bundled()
              .with(profile("constant", "x12", "control-numbers: none"))
              .with(profile("grouped", "x12", "control-numbers: groups")),
          PublishedRules.FIRST);

  private KeyedOneInputStreamOperatorTestHarness<String, ControlNumber, TopicRecord> harness;
  private long offset;

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
  void anInterchangeThatIsSentAgainIsRecordedAndRejectedByTa1WhereOneIsAskedFor() throws Exception {
    send("x12", x12(7, "1", "L1"), BEGIN);
    send("x12", x12(7, "1", "L1").replace("*1000*U", "*1130*U"), BEGIN + 10);
    send("x12", x12(7, "1", "L2"), BEGIN + 20);
    send("x12", x12(7, "1", "L3"), BEGIN + 30);
    harness.processWatermark(BEGIN + 5_000);
    assertThat(records())
        .extracting(MessageRecord::getType, record -> record.getRaw().getControlNumbers())
        .containsExactlyInAnyOrder(
            tuple("X12-ISA-REPEAT", "000000007"),
            tuple("X12-ISA-REUSED", "000000007"),
            tuple("X12-ISA-REUSED", "000000007"));
    assertThat(exceptions())
        .extracting(ExceptionRaised::getCode, ExceptionRaised::getSubject)
        .as("once")
        .containsExactly(tuple("CONTROL_NUMBER_REUSED", "x12"));
    List<String> answers = answers();
    assertThat(answers).hasSize(4);
    assertThat(answers.get(0)).contains("TA1*000000007*260105*1000*A*000~").contains("AK9*A*1*1*1");
    assertThat(answers.get(1)).contains("TA1*000000007*260105*1130*R*025~");
    assertThat(answers.get(2)).contains("TA1*000000007*260105*1000*R*025~").contains("AK9*A*1*1*1");
    assertThat(answers).extracting(answer -> answer.substring(90, 99)).doesNotHaveDuplicates();
    for (String answer : answers) {
      var back = intake.decode(raw("x12", answer, 0));
      assertThat(back.deadLetters()).as(answer).isEmpty();
      assertThat(back.acknowledgements()).isEmpty();
      assertThat(back.records())
          .extracting(MessageRecord::getType)
          .containsExactly(
              answer.contains("*R*025") ? "X12-TA1-REJECTED" : "X12-TA1-ACCEPTED",
              "X12-997-ACCEPTED");
    }
  }

  @Test
  void withoutATa1ARepeatIsAnsweredTheSame() throws Exception {
    send("x12", x12(7, "0", "L1"), BEGIN);
    send("x12", x12(7, "0", "L1"), BEGIN);
    harness.processWatermark(BEGIN + 5_000);
    assertThat(answers()).hasSize(2);
    assertThat(answers().get(1)).isEqualTo(answers().get(0));
    assertThat(answers()).noneMatch(answer -> answer.contains("TA1"));
  }

  @Test
  void numbersThatWaitForTheClockAreInTheSnapshot() throws Exception {
    send("x12", x12(7, "0", "L1"), BEGIN);
    snapshotAndRestore();
    send("x12", x12(8, "0", "L2"), BEGIN + 1);
    snapshotAndRestore();
    send("x12", x12(7, "0", "L1"), BEGIN + 2);
    harness.processWatermark(BEGIN + 5_000);
    assertThat(answers()).hasSize(3);
    assertThat(records()).extracting(MessageRecord::getType).containsExactly("X12-ISA-REPEAT");
    harness.processWatermark(BEGIN + WAIT + RETENTION + 5_000);
    assertThat(harness.numKeyedStateEntries()).isZero();
    assertThat(harness.numEventTimeTimers()).isZero();
  }

  @Test
  void anEdifactInterchangeThatIsSentAgainIsADuplicateInItsContrl() throws Exception {
    send("edifact", edifact("I7"), BEGIN);
    send("edifact", edifact("I7"), BEGIN);
    send("edifact", edifact("I8"), BEGIN);
    harness.processWatermark(BEGIN + 5_000);
    assertThat(records()).extracting(MessageRecord::getType).containsExactly("EDIFACT-UNB-REPEAT");
    assertThat(answers())
        .extracting(answer -> answer.lines().filter(line -> line.startsWith("UC")).toList())
        .containsExactly(
            List.of("UCI+I7+S:14+R:14+7'", "UCM+1+IFTSTA:D:96A:UN+7'"),
            List.of("UCI+I7+S:14+R:14+4+26+UNB+6'"),
            List.of("UCI+I8+S:14+R:14+7'", "UCM+1+IFTSTA:D:96A:UN+7'"));
    var back = intake.decode(raw("edifact", answers().get(1), 0));
    assertThat(back.deadLetters()).isEmpty();
    assertThat(back.records())
        .extracting(MessageRecord::getType)
        .containsExactly("EDIFACT-CONTRL-REJECTION");
  }

  @Test
  void whatIsMissingIsToldAfterTheWaitWhateverTheOrder() throws Exception {
    for (int number : new int[] {3, 1, 2, 7, 5}) {
      send("x12", x12(number, "0", "L" + number), BEGIN);
    }
    harness.processWatermark(BEGIN + WAIT - 1);
    assertThat(exceptions()).isEmpty();
    snapshotAndRestore();
    send("x12", x12(6, "0", "L6"), BEGIN + WAIT);
    harness.processWatermark(BEGIN + WAIT + 1_000);
    assertThat(exceptions())
        .singleElement()
        .satisfies(
            raised -> {
              assertThat(raised.getExceptionId())
                  .isEqualTo("CONTROL_NUMBER_GAP/x12|X12|ISA|SENDER|RECEIVER|/4-4");
              assertThat(raised.getCode()).isEqualTo("CONTROL_NUMBER_GAP");
              assertThat(raised.getRaisedAt()).isEqualTo(BEGIN + WAIT);
              assertThat(raised.getExplanation())
                  .contains("from SENDER to RECEIVER")
                  .contains("expected 4, received 5")
                  .contains("number 4 is missing");
            });
    send("x12", x12(4, "0", "L4"), BEGIN + 2 * WAIT);
    harness.processWatermark(BEGIN + 3 * WAIT);
    assertThat(records()).extracting(MessageRecord::getType).containsExactly("X12-ISA-LATE");
    harness.processWatermark(BEGIN + 3 * WAIT + RETENTION);
    assertThat(harness.numKeyedStateEntries()).isZero();
    assertThat(harness.numEventTimeTimers()).isZero();
  }

  @Test
  void onlyGroupsThatAPartnerCountsAreMissed() throws Exception {
    for (String partner : List.of("x12", "grouped")) {
      for (int number : new int[] {1, 2, 3, 5}) {
        String text = x12(number, "0", "L" + number);
        send(partner, text.replace("*8*X", "*" + number + "*X").replace("*8~", "*" + number + "~"));
      }
    }
    harness.processWatermark(BEGIN + 2 * WAIT);
    assertThat(exceptions())
        .extracting(ExceptionRaised::getExceptionId)
        .containsExactlyInAnyOrder(
            "CONTROL_NUMBER_GAP/x12|X12|ISA|SENDER|RECEIVER|/4-4",
            "CONTROL_NUMBER_GAP/grouped|X12|ISA|SENDER|RECEIVER|/4-4",
            "CONTROL_NUMBER_GAP/grouped|X12|GS|SEND|RECV|GF/4-4");
  }

  @Test
  void aPartnerWhoDoesNotCountIsLeftInPeaceAndARedriveIsNoRepeat() throws Exception {
    assertThat(intake.decode(raw("constant", x12(1, "1", "L1"), BEGIN)).controlNumbers()).isEmpty();
    send("x12", x12(7, "1", "L1"), BEGIN);
    for (ControlNumber number :
        intake.decode(raw("x12", x12(7, "1", "L1"), BEGIN + 10)).controlNumbers()) {
      number.setRedriven(true);
      harness.processElement(number, BEGIN + 10);
    }
    harness.processWatermark(BEGIN + 5_000);
    assertThat(records()).isEmpty();
    assertThat(answers()).hasSize(2).allMatch(answer -> answer.contains("*A*000~"));
  }

  // ---------------------------------------------------------------- helpers

  private void send(String partner, String text) throws Exception {
    send(partner, text, BEGIN);
  }

  private void send(String partner, String text, long recordedAt) throws Exception {
    for (ControlNumber number : intake.decode(raw(partner, text, recordedAt)).controlNumbers()) {
      harness.processElement(number, recordedAt);
    }
  }

  private RawMessage raw(String partner, String text, long recordedAt) {
    return new RawMessage(
        partner, "raw", 0, offset++, recordedAt, text.getBytes(StandardCharsets.UTF_8));
  }

  private static String x12(int number, String acknowledge, String load) {
    String control = "%09d".formatted(number);
    return "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260105*1000*U*00401*"
        + control
        + "*"
        + acknowledge
        + "*P*>~GS*GF*SEND*RECV*20260105*1000*8*X*004010~ST*990*0001~B1*ABCD*"
        + load
        + "*20260104*A~SE*3*0001~GE*1*8~IEA*1*"
        + control
        + "~";
  }

  private static String edifact(String reference) {
    return "UNB+UNOC:3+S:14+R:14+260105:1000+%s'UNH+1+IFTSTA:D:96A:UN'BGM+23+%s+9'"
            .formatted(reference, reference)
        + "DTM+137:202601050900:203'CNI+1+C1'STS+1+21'RFF+CU:L7'DTM+334:202601041630:203'"
        + "UNT+8+1'UNZ+1+%s'".formatted(reference);
  }

  private static io.waybill.operators.intake.profile.PartnerProfile profile(
      String name, String format, String keys) {
    return ProfileReader.read(
        name,
        "name: %s\nversion: 1\nowner: O\nformat: %s\nzone: UTC\n%s\n"
            .formatted(name, format, keys));
  }

  private KeyedOneInputStreamOperatorTestHarness<String, ControlNumber, TopicRecord> newHarness()
      throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new ClockedOperator<>(
            new ControlNumberFunction(WAIT, RETENTION, 8), new LogClock("numbers", null, 8)),
        ControlNumber::getSeries,
        Types.STRING);
  }

  private void snapshotAndRestore() throws Exception {
    harness.prepareSnapshotPreBarrier(1);
    OperatorSubtaskState snapshot = harness.snapshot(1, 1);
    harness.close();
    harness = newHarness();
    harness.initializeState(snapshot);
    harness.open();
  }

  private List<MessageRecord> records() {
    return read(Topics.MESSAGES, MessageRecord.class);
  }

  private List<ExceptionRaised> exceptions() {
    return read(Topics.EXCEPTIONS, ExceptionRaised.class);
  }

  private List<String> answers() {
    return read(Topics.ACKNOWLEDGEMENTS, Acknowledgement.class).stream()
        .map(answer -> StandardCharsets.UTF_8.decode(answer.getContent().duplicate()).toString())
        .toList();
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
