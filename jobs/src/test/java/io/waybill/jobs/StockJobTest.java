package io.waybill.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.jobs.RecordedSource.Recorded;
import io.waybill.operators.log.Topics;
import io.waybill.operators.log.flink.TopicRecord;
import io.waybill.schemas.Bucket;
import io.waybill.schemas.Envelope;
import io.waybill.schemas.Progress;
import io.waybill.schemas.RawPointer;
import io.waybill.schemas.StockFact;
import io.waybill.schemas.StockLogRecord;
import io.waybill.schemas.StockMovement;
import io.waybill.schemas.StockPlace;
import io.waybill.schemas.StockPosition;
import io.waybill.schemas.Tick;
import io.waybill.schemas.Version;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("R-S12")
class StockJobTest {

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static final int PARTITIONS = 8;
  private static final int ITEMS = 40;
  private static final int FACTS = 12_000;

  @BeforeEach
  void reset() {
    FailurePoints.reset();
  }

  @Test
  @Tag("R-N2")
  @Tag("R-F3")
  void conservesStockThroughAFailure() throws Exception {
    Configuration config = new Configuration();
    config.set(WaybillOptions.FAILURE_POINTS, true);
    CollectedRecords collected = new CollectedRecords();
    StreamExecutionEnvironment env = environment(2);
    List<StockFact> facts = facts(new Random(42));
    new StockJob(config, new RecordedSource<>(log(facts, 2), 3), collected).build(env);

    JobClient job = env.executeAsync("stock");
    collected.await(FACTS / 10, job);
    FailurePoints.arm(StockJob.NAME);
    job.getJobExecutionResult().get();

    assertThat(FailurePoints.fired(StockJob.NAME)).isEqualTo(1);
    Map<String, BigDecimal> reported =
        newest(collected.of(Topics.STOCK_POSITIONS, StockPosition.class));
    assertThat(reported).isEqualTo(naive(facts));
    assertThat(reported.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add))
        .isEqualByComparingTo("0");
    assertThat(collected.of(Topics.PROGRESS, Progress.class))
        .last()
        .returns("stock", Progress::getJob)
        .returns(Long.MAX_VALUE, Progress::getLogTime);
  }

  @Test
  void aParallelismThatDoesNotDivideThePartitionsIsRefused() {
    StreamExecutionEnvironment env = environment(3);
    StockJob job =
        new StockJob(
            new Configuration(), new RecordedSource<>(List.of(), 0), new CollectedRecords());

    assertThatThrownBy(() -> job.build(env))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Parallelism 3 does not divide the 8 partitions");
  }

  private static StreamExecutionEnvironment environment(int parallelism) {
    Configuration flink = new Configuration();
    flink.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
    flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(200));
    flink.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    flink.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 2);
    flink.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(10));
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flink);
    env.setParallelism(parallelism);
    return env;
  }

  /** Cuts the facts into as many logs, of equal length, each with its ticks. */
  private static List<Recorded<StockLogRecord>> log(List<StockFact> facts, int logs) {
    List<List<Recorded<StockLogRecord>>> cut = new ArrayList<>();
    for (int i = 0; i < logs; i++) {
      cut.add(new ArrayList<>());
    }
    long time = 1_000;
    for (StockFact fact : facts) {
      int partition = TopicRecord.partitionOf(fact.getEnvelope().getKey(), PARTITIONS);
      cut.get(partition * logs / PARTITIONS).add(new Recorded<>(new StockLogRecord(fact), time));
      if (++time % 100 == 0) {
        for (List<Recorded<StockLogRecord>> log : cut) {
          log.add(new Recorded<>(new StockLogRecord(new Tick(time)), time));
        }
      }
    }
    int longest = cut.stream().mapToInt(List::size).max().orElseThrow();
    List<Recorded<StockLogRecord>> joined = new ArrayList<>();
    for (List<Recorded<StockLogRecord>> log : cut) {
      while (log.size() < longest) {
        log.add(new Recorded<>(new StockLogRecord(new Tick(time)), time));
      }
      joined.addAll(log);
    }
    return joined;
  }

  private static List<StockFact> facts(Random random) {
    List<StockFact> facts = new ArrayList<>();
    for (int i = 0; i < FACTS; i++) {
      int subject = random.nextInt(FACTS / 3);
      String item = "item-" + subject % ITEMS;
      int supersession = random.nextInt(100);
      Envelope envelope =
          Envelope.newBuilder()
              .setFactId(subject + "#" + supersession + "#" + i)
              .setKey("ACME|" + item)
              .setRulesVersion(1)
              .setOccurredAt(random.nextInt(FACTS + 5_000))
              .setOccurredOffset("Z")
              .setRecordedAt(0)
              .setPartner("wms")
              .setProfileVersion(1)
              .setMessageId("m")
              .setSubject("movement-" + subject)
              .setVersion(new Version(supersession, (long) i, "m"))
              .setRetracted(random.nextInt(20) == 0)
              .setRaw(new RawPointer("raw", 0, 0L, 0, null))
              .build();
      facts.add(
          new StockFact(
              envelope,
              new StockMovement(
                  "ACME",
                  item,
                  BigDecimal.valueOf(1 + random.nextInt(50)).setScale(6),
                  "PACK",
                  new StockPlace(Bucket.ON_HAND, "N" + random.nextInt(3), "GOOD"),
                  new StockPlace(Bucket.CUSTOMER, "", "GOOD")),
              null));
    }
    return facts;
  }

  private static Map<String, BigDecimal> naive(List<StockFact> facts) {
    Map<String, StockFact> standing = new TreeMap<>();
    for (StockFact fact : facts) {
      standing.merge(
          fact.getEnvelope().getSubject(),
          fact,
          (one, other) ->
              other.getEnvelope().getVersion().getSupersession()
                      >= one.getEnvelope().getVersion().getSupersession()
                  ? other
                  : one);
    }
    Map<String, BigDecimal> balances = new TreeMap<>();
    for (StockFact fact : standing.values()) {
      if (!fact.getEnvelope().getRetracted()) {
        StockMovement movement = fact.getMovement();
        balances.merge(
            movement.getItem() + movement.getSource(),
            movement.getQuantity().negate(),
            BigDecimal::add);
        balances.merge(
            movement.getItem() + movement.getTarget(), movement.getQuantity(), BigDecimal::add);
      }
    }
    return balances;
  }

  /** What a reader that goes by revision ends with; places that hold nothing left out. */
  private static Map<String, BigDecimal> newest(List<StockPosition> positions) {
    Map<String, StockPosition> newest = new TreeMap<>();
    for (StockPosition position : positions) {
      newest.merge(
          position.getItem() + position.getPlace(),
          position,
          (one, other) -> other.getRevision() >= one.getRevision() ? other : one);
    }
    Map<String, BigDecimal> balances = new TreeMap<>();
    newest.forEach(
        (place, position) -> {
          if (position.getMovements() > 0) {
            balances.put(place, position.getQuantity());
          }
        });
    return balances;
  }
}
