package io.waybill.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.jobs.RecordedSource.Recorded;
import io.waybill.operators.delivery.InterfaceTables;
import io.waybill.operators.delivery.Patience;
import io.waybill.operators.log.Topics;
import io.waybill.schemas.DocumentLine;
import io.waybill.schemas.Effect;
import io.waybill.schemas.EffectKind;
import io.waybill.schemas.Receipt;
import io.waybill.schemas.ReceiptState;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("R-S8")
class ErpDeliveryJobTest {

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static final int EFFECTS = 3_000;

  @Test
  @Timeout(120)
  @Tag("R-F1")
  @Tag("R-F2")
  @Tag("R-F7")
  void eachEffectIsOneDocumentThroughKilledConnectionsAndAFailedTask() throws Exception {
    FailurePoints.reset();
    Configuration config = new Configuration();
    config.set(WaybillOptions.FAILURE_POINTS, true);
    CollectedRecords receipts = new CollectedRecords();
    try (EmbeddedPostgres postgres =
            EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
        Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      InterfaceTables.create(connection);
      StreamExecutionEnvironment env = environment();
      new ErpDeliveryJob(
              config,
              new RecordedSource<>(effects(), 1),
              InterfaceTables.factory(
                  "tables",
                  postgres.getJdbcUrl("postgres", "postgres"),
                  new Patience(
                      Duration.ofMillis(10), Duration.ofMillis(100), Duration.ofSeconds(20))),
              receipts)
          .build(env);

      JobClient job = env.executeAsync("delivery");
      receipts.await(50, job);
      FailurePoints.arm(ErpDeliveryJob.NAME);
      for (int kill = 1; kill <= 5; kill++) {
        receipts.await(50 + kill * 200, job);
        statement.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE application_name = 'waybill-erp-delivery'");
      }
      job.getJobExecutionResult().get();

      assertThat(FailurePoints.fired(ErpDeliveryJob.NAME)).isEqualTo(1);
      try (ResultSet sum =
          statement.executeQuery("SELECT count(*), sum(amount) FROM erp.document")) {
        sum.next();
        assertThat(sum.getLong(1)).isEqualTo(EFFECTS);
        assertThat(sum.getBigDecimal(2)).isEqualByComparingTo("30000");
      }
    }
    List<Receipt> written = receipts.of(Topics.RECEIPTS, Receipt.class);
    assertThat(written).extracting(Receipt::getState).containsOnly(ReceiptState.CONFIRMED);
    assertThat(written.stream().collect(Collectors.groupingBy(Receipt::getEffectId)))
        .hasSize(EFFECTS)
        .allSatisfy(
            (effect, repeats) ->
                assertThat(repeats)
                    .extracting(Receipt::getDocumentNumber)
                    .containsOnly(repeats.get(0).getDocumentNumber()));
  }

  private static StreamExecutionEnvironment environment() {
    Configuration flink = new Configuration();
    flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(200));
    flink.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    flink.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 2);
    flink.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(10));
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flink);
    env.setParallelism(2);
    return env;
  }

  private static List<Recorded<Effect>> effects() {
    BigDecimal amount = BigDecimal.TEN.setScale(6);
    List<Recorded<Effect>> effects = new ArrayList<>();
    for (int i = 0; i < EFFECTS; i++) {
      String shipment = "S" + i % 100;
      effects.add(
          new Recorded<>(
              Effect.newBuilder()
                  .setEffectId(shipment + "/invoice/ACME/" + i)
                  .setKind(EffectKind.CUSTOMER_INVOICE)
                  .setShipment(shipment)
                  .setRevision(i)
                  .setAccount("ACME")
                  .setCurrency("USD")
                  .setAmount(amount)
                  .setLines(List.of(new DocumentLine("1", "aspirin", amount, "PACK", amount)))
                  .setLogTime(i)
                  .setRulesVersion(1)
                  .setTransition(i)
                  .build(),
              i));
    }
    return effects;
  }
}
