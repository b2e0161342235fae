package io.waybill.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.jobs.RecordedSource.Recorded;
import io.waybill.operators.intake.flink.RawRecord;
import io.waybill.operators.intake.profile.Profiles;
import io.waybill.operators.log.Topics;
import io.waybill.operators.log.flink.TopicRecord;
import io.waybill.schemas.DeadLetter;
import io.waybill.schemas.Envelope;
import io.waybill.schemas.ExceptionRaised;
import io.waybill.schemas.ShipmentFact;
import io.waybill.schemas.ShipmentLogRecord;
import io.waybill.schemas.StockFact;
import io.waybill.schemas.StockLogRecord;
import io.waybill.schemas.Tick;
import io.waybill.schemas.Unlinked;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("R-S6")
class IntakeJobTest {

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static final int SHIPMENTS = 300;

  /** What a run wrote. */
  private record Written(
      CollectedRecords shipmentFacts, CollectedRecords stockFacts, CollectedRecords notices) {

    Written() {
      this(new CollectedRecords(), new CollectedRecords(), new CollectedRecords());
    }

    IntakeJob job(Configuration config, List<Recorded<RawRecord>> raw, int perMillisecond) {
      return job(config, raw, perMillisecond, List.of());
    }

    IntakeJob job(
        Configuration config,
        List<Recorded<RawRecord>> raw,
        int perMillisecond,
        List<Recorded<RawRecord>> overflow) {
      return new IntakeJob(
          config,
          Profiles.bundled(),
          new RecordedSource<>(raw, perMillisecond),
          new RecordedSource<>(overflow, 0),
          new RecordedSource<>(List.of(), 0),
          shipmentFacts,
          stockFacts,
          notices);
    }

    List<ShipmentLogRecord> shipmentLog() {
      return shipmentFacts.of(Topics.SHIPMENT_FACTS, ShipmentLogRecord.class);
    }
  }

  @BeforeEach
  void reset() {
    FailurePoints.reset();
  }

  @Test
  void messagesOfAllFormatsEndInTheirLogs() throws Exception {
    Written written = new Written();
    List<Recorded<RawRecord>> raw = messages();
    raw.add(raw(null, "who am I", 9_000));
    raw.add(raw("canonical", "{", 9_000));
    raw.add(raw("canonical", milestone("lost", "PRO-LOST"), 9_000));
    StreamExecutionEnvironment env = environment(1);
    written.job(new Configuration(), raw, 0).build(env);
    env.execute();

    assertThat(written.notices().of(Topics.DEAD_LETTERS, DeadLetter.class))
        .extracting(DeadLetter::getReason)
        .containsExactlyInAnyOrder("NO_PARTNER", "UNREADABLE", "UNMATCHED");
    assertThat(written.notices().of(Topics.EXCEPTIONS, ExceptionRaised.class))
        .extracting(ExceptionRaised::getExceptionId)
        .containsExactly("UNMATCHED/PRO|ABCD|PRO-LOST");
    assertThat(standing(written)).isEqualTo(expected());
    assertThat(written.stockFacts().of(Topics.STOCK_FACTS, StockLogRecord.class))
        .filteredOn(entry -> entry.getBody() instanceof StockFact)
        .hasSize(SHIPMENTS);
  }

  @Test
  @Tag("R-F5")
  void whatPartnersSentBeyondTheirQuotaIsReadToo() throws Exception {
    Written written = new Written();
    StreamExecutionEnvironment env = environment(2);
    // Orders name their shipment: the end of the raw source is the end of time for who waits.
    Map<Boolean, List<Recorded<RawRecord>>> orders =
        messages().stream()
            .collect(
                Collectors.partitioningBy(
                    raw ->
                        new String(raw.value().value, StandardCharsets.UTF_8)
                            .contains("\"message\":\"order\"")));
    Configuration config = new Configuration();
    config.set(WaybillOptions.OVERFLOW_RATE, 1_000);
    written.job(config, orders.get(false), 0, orders.get(true)).build(env);
    env.execute();
    assertThat(standing(written)).isEqualTo(expected());
  }

  @Test
  @Tag("R-N1")
  void aHistoryGivesTheSameLogAtAnyParallelism() throws Exception {
    assertThat(history(2)).isEqualTo(history(1));
  }

  @Test
  @Tag("R-F1")
  @Tag("R-F3")
  void nothingIsLostThroughAFailure() throws Exception {
    Configuration config = new Configuration();
    config.set(WaybillOptions.FAILURE_POINTS, true);
    Written written = new Written();
    StreamExecutionEnvironment env = environment(2);
    written.job(config, messages(), 1).build(env);
    JobClient job = env.executeAsync();
    written.shipmentFacts().await(200, job);
    FailurePoints.arm(IntakeJob.NAME);
    job.getJobExecutionResult().get();
    assertThat(FailurePoints.fired(IntakeJob.NAME)).isEqualTo(1);
    assertThat(standing(written)).isEqualTo(expected());
  }

  /** It parks nothing, not even its own key; sent again, its facts take their place. */
  @Test
  @Tag("R-F4")
  void aPoisonousMessageHoldsNobodyUpAndTakesItsPlaceWhenItIsSentAgain() throws Exception {
    List<Recorded<RawRecord>> clean = messages();
    List<Recorded<RawRecord>> poisoned = new ArrayList<>();
    for (Recorded<RawRecord> record : clean) {
      String text = new String(record.value().value, StandardCharsets.UTF_8);
      boolean poison = text.contains("\"m7\"") || text.contains("\"o-8\"");
      poisoned.add(
          poison ? raw("canonical", text.replace("}", "}}]"), record.timestamp()) : record);
    }
    Written without = run(poisoned);
    Map<String, TreeSet<String>> others = expected();
    others.get("S7").remove("milestone/e");
    others.get("S8").remove("order/1");
    assertThat(standing(without)).isEqualTo(others);
    assertThat(without.notices().of(Topics.DEAD_LETTERS, DeadLetter.class)).hasSize(2);

    for (Recorded<RawRecord> record : clean) {
      String text = new String(record.value().value, StandardCharsets.UTF_8);
      if (text.contains("\"m7\"") || text.contains("\"o-8\"")) {
        Recorded<RawRecord> again = raw("canonical", text, 5_000);
        again.value().redriven = true;
        poisoned.add(again);
      }
    }
    Written redriven = run(poisoned);
    assertThat(standing(redriven)).isEqualTo(expected());
    assertThat(ids(redriven)).as("their identity").isEqualTo(ids(run(clean)));
  }

  private static Written run(List<Recorded<RawRecord>> raw) throws Exception {
    Written written = new Written();
    StreamExecutionEnvironment env = environment(1);
    written.job(new Configuration(), raw, 0).build(env);
    env.execute();
    return written;
  }

  private static TreeSet<String> ids(Written written) {
    return written.shipmentLog().stream()
        .map(ShipmentLogRecord::getBody)
        .filter(ShipmentFact.class::isInstance)
        .map(body -> ((ShipmentFact) body).getEnvelope().getFactId())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void aParallelismThatWouldSplitAPartitionIsRefused() {
    assertThatThrownBy(
            () -> new Written().job(new Configuration(), messages(), 0).build(environment(3)))
        .hasMessageContaining("Parallelism 3 does not divide the 8 partitions");
  }

  /** Log partition to its facts in their order, with their log times. */
  private static Map<Integer, List<String>> history(int parallelism) throws Exception {
    Configuration config = new Configuration();
    config.set(WaybillOptions.HISTORY, true);
    Written written = new Written();
    StreamExecutionEnvironment env = environment(parallelism);
    written.job(config, withClock(messages(), parallelism), 0).build(env);
    env.execute();
    Map<Integer, List<String>> log = new TreeMap<>();
    long tick = -1;
    for (ShipmentLogRecord entry : written.shipmentLog()) {
      if (entry.getBody() instanceof ShipmentFact fact) {
        Envelope envelope = fact.getEnvelope();
        int partition = TopicRecord.partitionOf(envelope.getKey(), Topics.DEFAULT_PARTITIONS);
        log.computeIfAbsent(partition, number -> new ArrayList<>())
            .add(envelope.getFactId() + "@" + envelope.getRecordedAt());
        if (parallelism == 1) {
          assertThat(envelope.getRecordedAt()).as("the tick before it").isGreaterThan(tick);
        }
      } else {
        tick = ((Tick) entry.getBody()).getLogTime();
      }
    }
    assertThat(tick).as("the last tick").isEqualTo(Long.MAX_VALUE);
    return log;
  }

  /** For each shipment: an order, a shipping, a plan that links its PRO, a milestone by the PRO. */
  private static List<Recorded<RawRecord>> messages() {
    List<Recorded<RawRecord>> raw = new ArrayList<>();
    for (int i = 0; i < SHIPMENTS; i++) {
      String head =
          "\"id\":\"%s-"
              + i
              + "\",\"created\":\"2026-01-05T10:00:00Z\",\"reference\":"
              + "{\"type\":\"SHIPMENT\",\"value\":\"S"
              + i
              + "\"},";
      String lines = "\"lines\":[{\"line\":\"1\",\"item\":\"I\",\"quantity\":1,\"unit\":\"EA\"";
      raw.add(
          raw(
              "canonical",
              "{\"message\":\"order\","
                  + head.formatted("o")
                  + "\"customer\":\"C\",\"currency\":\"EUR\","
                  + lines
                  + ",\"unitPrice\":2}]}",
              i));
      raw.add(raw("canonical", milestone("m" + i, "PRO-" + i), i));
      raw.add(
          raw(
              "canonical",
              "{\"message\":\"shipped\","
                  + head.formatted("s")
                  + "\"owner\":\"O\",\"node\":\"W\",\"occurredAt\":\"2026-01-05\","
                  + lines
                  + "}]}",
              i));
      raw.add(
          raw(
              "canonical",
              "{\"message\":\"transport-plan\","
                  + head.formatted("p")
                  + "\"load\":\"L\",\"carrier\":\"ABCD\",\"currency\":\"EUR\",\"links\":"
                  + "[{\"type\":\"PRO\",\"issuer\":\"ABCD\",\"value\":\"PRO-"
                  + i
                  + "\"}]}",
              i));
    }
    return raw;
  }

  private static String milestone(String id, String pro) {
    return "{\"message\":\"milestone\",\"id\":\""
        + id
        + "\",\"created\":\"2026-01-05T10:00:00Z\",\"reference\":{\"type\":\"PRO\","
        + "\"issuer\":\"ABCD\",\"value\":\""
        + pro
        + "\"},\"event\":\"e\",\"code\":\"DEPARTED\","
        + "\"classifier\":\"ACTUAL\",\"occurredAt\":\"2026-01-05\"}";
  }

  private static Map<String, TreeSet<String>> expected() {
    Map<String, TreeSet<String>> expected = new TreeMap<>();
    for (int i = 0; i < SHIPMENTS; i++) {
      expected.put(
          "S" + i, new TreeSet<>(List.of("order/1", "shipped/1", "transport-plan", "milestone/e")));
    }
    return expected;
  }

  private static Map<String, TreeSet<String>> standing(Written written) {
    Map<String, TreeSet<String>> standing = new TreeMap<>();
    for (ShipmentLogRecord entry : written.shipmentLog()) {
      if (entry.getBody() instanceof ShipmentFact fact
          && !(fact.getPayload() instanceof Unlinked)) {
        standing
            .computeIfAbsent(fact.getEnvelope().getKey(), shipment -> new TreeSet<>())
            .add(fact.getEnvelope().getSubject());
      } else {
        assertThat(entry.getBody()).isInstanceOf(Tick.class);
      }
    }
    return standing;
  }

  /** Cuts the messages into as many raw partitions, of equal length, each with its clock. */
  private static List<Recorded<RawRecord>> withClock(List<Recorded<RawRecord>> raw, int parts) {
    List<List<Recorded<RawRecord>>> cut = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      cut.add(new ArrayList<>());
    }
    int next = 0;
    long time = 0;
    for (Recorded<RawRecord> record : raw) {
      if (record.timestamp() > time) {
        time = record.timestamp();
        for (List<Recorded<RawRecord>> part : cut) {
          part.add(clock(time));
        }
      }
      cut.get(next++ % parts).add(record);
    }
    int longest = cut.stream().mapToInt(List::size).max().orElseThrow();
    List<Recorded<RawRecord>> joined = new ArrayList<>();
    for (List<Recorded<RawRecord>> part : cut) {
      while (part.size() < longest) {
        part.add(clock(time));
      }
      joined.addAll(part);
    }
    return joined;
  }

  private static Recorded<RawRecord> clock(long time) {
    RawRecord clock = new RawRecord();
    clock.topic = Topics.RAW;
    clock.timestamp = time;
    clock.clock = true;
    return new Recorded<>(clock, time);
  }

  private static Recorded<RawRecord> raw(String partner, String text, long timestamp) {
    RawRecord raw = new RawRecord();
    raw.topic = Topics.RAW;
    raw.partition = 0;
    raw.offset = (long) text.hashCode() & Integer.MAX_VALUE;
    raw.timestamp = timestamp;
    raw.partner = partner;
    raw.value = text.getBytes(StandardCharsets.UTF_8);
    return new Recorded<>(raw, timestamp);
  }

  private static StreamExecutionEnvironment environment(int parallelism) {
    Configuration flink = new Configuration();
    flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(50));
    flink.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    flink.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 3);
    flink.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(10));
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flink);
    env.setParallelism(parallelism);
    return env;
  }
}
