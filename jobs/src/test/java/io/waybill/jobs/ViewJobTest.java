package io.waybill.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.jobs.RecordedSource.Recorded;
import io.waybill.operators.view.ViewTables;
import io.waybill.schemas.Bucket;
import io.waybill.schemas.DeadLetter;
import io.waybill.schemas.DeadLetterAction;
import io.waybill.schemas.ExceptionRaised;
import io.waybill.schemas.MessageOutcome;
import io.waybill.schemas.MessageRecord;
import io.waybill.schemas.RawPointer;
import io.waybill.schemas.Receipt;
import io.waybill.schemas.ReceiptState;
import io.waybill.schemas.ShipmentState;
import io.waybill.schemas.ShipmentStatus;
import io.waybill.schemas.StockPlace;
import io.waybill.schemas.StockPosition;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("R-S11")
class ViewJobTest {

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static final int RECORDS = 2_000;

  @Test
  void theReadTablesHoldTheNewestOfEach() throws Exception {
    try (EmbeddedPostgres postgres =
            EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
        Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      ViewTables.create(connection);
      Configuration config = new Configuration();
      config.set(WaybillOptions.VIEW_JDBC_URL, postgres.getJdbcUrl("postgres", "postgres"));
      StreamExecutionEnvironment env =
          StreamExecutionEnvironment.getExecutionEnvironment(new Configuration());
      env.setParallelism(2);
      new ViewJob(
              config,
              source(i -> status("S" + i % 10, i)),
              new RecordedSource<>(List.of(), 0),
              source(i -> new ExceptionRaised("e" + i, "STALLED", "S1", 0L, "carrier", "")),
              source(ViewJobTest::position),
              source(
                  i -> new Receipt("x" + i % 100, "S", "e", ReceiptState.CONFIRMED, "1", "", 0L)),
              source(ViewJobTest::deadLetter),
              source(ViewJobTest::message),
              source(ViewJobTest::action))
          .build(env);

      env.execute("view");

      assertThat(count(statement, "view.shipment_status WHERE revision >= 1990")).isEqualTo(10);
      assertThat(count(statement, "view.exception")).isEqualTo(RECORDS);
      assertThat(count(statement, "view.stock_position WHERE quantity = 1999")).isEqualTo(1);
      assertThat(count(statement, "view.receipt")).isEqualTo(100);
      assertThat(count(statement, "view.dead_letter")).isEqualTo(RECORDS);
      assertThat(count(statement, "view.dead_letter_edit WHERE edited_by = 'ann 1998'"))
          .as("the last correction")
          .isEqualTo(1);
      assertThat(count(statement, "view.dead_letter_edit")).isEqualTo(1);
      assertThat(count(statement, "view.dead_letter_redrive WHERE raw_offset = 1")).isEqualTo(1);
      assertThat(count(statement, "view.dead_letter_redrive")).isEqualTo(RECORDS / 2);
      assertThat(
              count(
                  statement,
                  "view.partner WHERE first_accepted_at - first_message_at = interval '100 s'"))
          .isEqualTo(1);
    }
  }

  private static <T> RecordedSource<T> source(IntFunction<T> record) {
    return new RecordedSource<>(
        IntStream.range(0, RECORDS).mapToObj(i -> new Recorded<>(record.apply(i), i)).toList(), 0);
  }

  private static ShipmentStatus status(String shipment, long revision) {
    return ShipmentStatus.newBuilder()
        .setShipment(shipment)
        .setRevision(revision)
        .setState(ShipmentState.ORDERED)
        .setLogTime(0)
        .build();
  }

  private static StockPosition position(int i) {
    return new StockPosition(
        "ACME",
        "aspirin",
        new StockPlace(Bucket.CUSTOMER, "", "GOOD"),
        BigDecimal.valueOf(i).setScale(6),
        "PACK",
        1L,
        (long) i,
        0L);
  }

  private static DeadLetter deadLetter(int i) {
    return new DeadLetter(
        "d" + i,
        "acme",
        "UNREADABLE",
        "",
        "\u0000",
        "Send text.",
        new RawPointer("raw", 0, (long) i, 0, null),
        0L,
        ByteBuffer.wrap(new byte[] {0, 1}));
  }

  /** A letter that is corrected again and again, and others that are sent again. */
  private static DeadLetterAction action(int i) {
    return i % 2 == 0
        ? new DeadLetterAction(
            "d0", "ann " + i, (long) i, ByteBuffer.wrap(new byte[] {0, 1}), true, null)
        : new DeadLetterAction(
            "d" + i, "ann", (long) i, null, false, new RawPointer("raw", 0, (long) i, 0, null));
  }

  /** A partner whose messages give nothing until the hundredth. */
  private static MessageRecord message(int i) {
    return new MessageRecord(
        "m" + i,
        "acme",
        "X12-214",
        "004010",
        i < 100 ? MessageOutcome.REJECTED : MessageOutcome.ACCEPTED,
        i < 100 ? 0 : 1,
        "",
        "",
        new RawPointer("raw", 0, (long) i, 0, null),
        1_000L * i);
  }

  private static long count(Statement statement, String from) throws Exception {
    try (ResultSet row = statement.executeQuery("SELECT count(*) FROM " + from)) {
      row.next();
      return row.getLong(1);
    }
  }
}
