package io.waybill.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.jobs.RecordedSource.Recorded;
import io.waybill.operators.intake.PublishedRules;
import io.waybill.operators.intake.flink.DecodeFunction;
import io.waybill.operators.intake.flink.LogEntry;
import io.waybill.operators.intake.flink.RawRecord;
import io.waybill.operators.intake.profile.Profiles;
import io.waybill.operators.log.Topics;
import io.waybill.operators.log.flink.LogClock;
import io.waybill.operators.log.flink.TopicRecord;
import io.waybill.schemas.DeadLetter;
import io.waybill.schemas.MessageRecord;
import io.waybill.schemas.PartnerProfileVersion;
import io.waybill.schemas.ShipmentFact;
import io.waybill.schemas.ShipmentLogRecord;
import io.waybill.schemas.Tick;
import io.waybill.schemas.wire.AvroCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithNonKeyedOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.BroadcastOperatorTestHarness;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Profiles that are published while the intake runs. */
@Tag("R-G2")
@Tag("R-P8")
class PublishedProfilesTest {

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static final long JUNE = 1_780_272_000_000L;
  private static final long JULY = 1_782_864_000_000L;

  @Test
  void aPublishedProfileTakesEffectAtOnce() throws Exception {
    try (var decode = decode(null)) {
      decode.processElement(order("S1", JUNE), JUNE);
      assertThat(deadLetters(decode)).containsExactly("UNKNOWN_PARTNER");
      publish(decode, 1, "");
      decode.processElement(order("S2", JUNE), JUNE);
      assertThat(versions(decode)).containsExactly(1);
    }
  }

  @Test
  void theRecordedTimeChoosesTheVersionWhateverTheOrderInWhichTheyCame() throws Exception {
    for (int[] order : new int[][] {{1, 2}, {2, 1}}) {
      try (var decode = decode(null)) {
        for (int version : order) {
          publish(decode, version, version == 2 ? "effective: 2026-07-01" : "");
        }
        decode.processElement(order("S1", JULY), JULY);
        decode.processElement(order("S2", JUNE), JUNE);
        assertThat(versions(decode)).containsExactly(2, 1);
      }
    }
  }

  @Test
  @Tag("R-F3")
  void whatWasPublishedSurvivesARestart() throws Exception {
    OperatorSubtaskState snapshot;
    try (var decode = decode(null)) {
      publish(decode, 1, "");
      publish(decode, 2, "effective: 2026-07-01");
      snapshot = decode.snapshot(1, 1);
    }
    try (var decode = decode(snapshot)) {
      decode.processElement(order("S1", JUNE), JUNE);
      decode.processElement(order("S2", JULY), JULY);
      assertThat(versions(decode)).containsExactly(1, 2);
    }
  }

  @Test
  void aProfileThatCannotBeReadLeavesWhatHeldBefore() throws Exception {
    try (var decode = decode(null)) {
      publish(decode, 1, "");
      publish(decode, 2, "colour: blue");
      decode.processElement(order("S1", JULY), JULY);
      assertThat(versions(decode)).containsExactly(1);
    }
  }

  @Test
  void theFirstMessageAndTheFirstFactOfAPartnerAreRecorded() throws Exception {
    try (var decode = decode(null)) {
      decode.processElement(order("S1", JUNE), JUNE);
      publish(decode, 1, "");
      decode.processElement(order("S2", JULY), JULY);
      decode.processElement(order("S3", JULY + 1), JULY + 1);
      AvroCodec<MessageRecord> codec = AvroCodec.of(MessageRecord.class);
      assertThat(notices(decode, Topics.MESSAGES))
          .extracting(notice -> codec.decode(notice.value))
          .extracting(MessageRecord::getRecordedAt, record -> record.getFacts() > 0)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple(JUNE, false),
              org.assertj.core.groups.Tuple.tuple(JULY, true));
    }
  }

  /** No version is ever published, and the ticks of the log reach its end all the same. */
  @Test
  void theProfilesDoNotHoldTheClockBack() throws Exception {
    for (List<PartnerProfileVersion> published :
        List.of(List.<PartnerProfileVersion>of(), List.of(version(1, "")))) {
      CollectedRecords shipmentFacts = new CollectedRecords();
      StreamExecutionEnvironment env =
          StreamExecutionEnvironment.getExecutionEnvironment(new Configuration());
      env.setParallelism(1);
      List<Recorded<RawRecord>> raw = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        RawRecord clock = new RawRecord();
        clock.topic = Topics.RAW;
        clock.clock = true;
        clock.timestamp = JULY + i;
        raw.add(new Recorded<>(clock, clock.timestamp));
      }
      new IntakeJob(
              new Configuration(),
              Profiles.bundled(),
              new RecordedSource<>(raw, 1),
              new EndlessSource<>(List.of()),
              new EndlessSource<>(published),
              shipmentFacts,
              new CollectedRecords(),
              new CollectedRecords())
          .build(env);
      var job = env.executeAsync();
      long deadline = System.nanoTime() + 60_000_000_000L;
      while (lastTick(shipmentFacts) < Long.MAX_VALUE && System.nanoTime() < deadline) {
        Thread.sleep(20);
      }
      assertThat(ticks(shipmentFacts)).as("ticks of the log").contains(JULY + 398, Long.MAX_VALUE);
      job.cancel().get();
    }
  }

  private static List<Long> ticks(CollectedRecords records) {
    return records.of(Topics.SHIPMENT_FACTS, ShipmentLogRecord.class).stream()
        .map(entry -> ((Tick) entry.getBody()).getLogTime())
        .toList();
  }

  private static long lastTick(CollectedRecords records) {
    return ticks(records).stream().mapToLong(tick -> tick).max().orElse(Long.MIN_VALUE);
  }

  // ---------------------------------------------------------------- the operator alone

  private static BroadcastOperatorTestHarness<RawRecord, PartnerProfileVersion, LogEntry> decode(
      OperatorSubtaskState state) throws Exception {
    var harness =
        new BroadcastOperatorTestHarness<RawRecord, PartnerProfileVersion, LogEntry>(
            new CoBroadcastWithNonKeyedOperator<>(
                new DecodeFunction(Profiles.bundled(), PublishedRules.FIRST, 8),
                List.of(DecodeFunction.PROFILE_VERSIONS)),
            128,
            1,
            0);
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    return harness;
  }

  private static void publish(
      BroadcastOperatorTestHarness<RawRecord, PartnerProfileVersion, LogEntry> decode,
      int version,
      String terms)
      throws Exception {
    decode.processBroadcastElement(version(version, terms), 0);
  }

  private static PartnerProfileVersion version(int version, String terms) {
    return new PartnerProfileVersion(
        "shop",
        version,
        """
        name: shop
        version: %d
        owner: Shop
        format: canonical-json
        zone: UTC
        %s
        """
            .formatted(version, terms),
        0L,
        "test");
  }

  private static RawRecord order(String shipment, long recordedAt) {
    RawRecord raw = new RawRecord();
    raw.topic = Topics.RAW;
    raw.timestamp = recordedAt;
    raw.partner = "shop";
    raw.value =
        """
        {"message":"order","id":"%s","created":"2026-01-05T10:00:00Z",
         "reference":{"type":"SHIPMENT","value":"%s"},"customer":"C","currency":"EUR",
         "lines":[{"line":"1","item":"I","quantity":1,"unit":"EA","unitPrice":2}]}
        """
            .formatted(shipment, shipment)
            .getBytes(StandardCharsets.UTF_8);
    return raw;
  }

  private static List<Integer> versions(
      BroadcastOperatorTestHarness<RawRecord, PartnerProfileVersion, LogEntry> decode) {
    AvroCodec<ShipmentLogRecord> codec = AvroCodec.of(ShipmentLogRecord.class);
    return decode.extractOutputValues().stream()
        .map(
            entry ->
                (ShipmentFact)
                    codec
                        .decode(entry.toTopicRecord(LogClock.Log.SHIPMENT_FACTS, 8).value)
                        .getBody())
        .map(fact -> fact.getEnvelope().getProfileVersion())
        .toList();
  }

  private static List<String> deadLetters(
      BroadcastOperatorTestHarness<RawRecord, PartnerProfileVersion, LogEntry> decode) {
    AvroCodec<DeadLetter> codec = AvroCodec.of(DeadLetter.class);
    return notices(decode, Topics.DEAD_LETTERS).stream()
        .map(notice -> codec.decode(notice.value).getReason())
        .toList();
  }

  private static List<TopicRecord> notices(
      BroadcastOperatorTestHarness<RawRecord, PartnerProfileVersion, LogEntry> decode,
      String topic) {
    var notices = decode.getSideOutput(DecodeFunction.NOTICES);
    return notices == null
        ? List.of()
        : notices.stream()
            .map(StreamRecord::getValue)
            .filter(notice -> notice.topic.equals(topic))
            .toList();
  }
}
