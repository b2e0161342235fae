package io.waybill.operators.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.operators.Database;
import io.waybill.schemas.Bucket;
import io.waybill.schemas.ConditionState;
import io.waybill.schemas.DeadLetter;
import io.waybill.schemas.ExceptionRaised;
import io.waybill.schemas.GateState;
import io.waybill.schemas.RawPointer;
import io.waybill.schemas.Receipt;
import io.waybill.schemas.ReceiptState;
import io.waybill.schemas.ShipmentState;
import io.waybill.schemas.ShipmentStatus;
import io.waybill.schemas.StockPlace;
import io.waybill.schemas.StockPosition;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R-S11")
@Tag("R-S17")
class ViewTablesTest {

  private Database database;
  private Connection connection;

  @BeforeEach
  void open() throws Exception {
    database = Database.fresh();
    connection = database.connect();
    ViewTables.create(connection);
    ViewTables.create(connection);
  }

  @AfterEach
  void close() throws Exception {
    connection.close();
  }

  @Test
  @Tag("R-F1")
  void theNewestStatusStandsWhicheverCameLast() throws Exception {
    write(ViewTables.SHIPMENT_STATUS, status(2, ShipmentState.DELIVERED));
    write(ViewTables.SHIPMENT_STATUS, status(1, ShipmentState.IN_TRANSIT));

    assertThat(
            database.query(
                "SELECT shipment, revision, state, last_milestone, delivered_at"
                    + " FROM view.shipment_status"))
        .containsExactly("S1|2|DELIVERED|null|null");
  }

  @Test
  void positionsAreKeptByPlaceAndUnit() throws Exception {
    write(ViewTables.STOCK_POSITION, position("PACK", 5, 2));
    write(ViewTables.STOCK_POSITION, position("PACK", 4, 1));
    write(ViewTables.STOCK_POSITION, position("PALLET", 1, 3));

    assertThat(database.query("SELECT unit, quantity FROM view.stock_position ORDER BY unit"))
        .containsExactly("PACK|5.000000", "PALLET|1.000000");
  }

  @Test
  void exceptionsReceiptsAndDeadLettersAreKeptOnce() throws Exception {
    for (int i = 0; i < 2; i++) {
      write(
          ViewTables.EXCEPTION,
          new ExceptionRaised("e1", "POD_MISSING", "S1", 0L, "carrier", "No POD yet"));
      write(
          ViewTables.RECEIPT,
          new Receipt("S1/x/1", "S1", "tables", ReceiptState.CONFIRMED, "17", "", 0L));
      write(
          ViewTables.DEAD_LETTER,
          new DeadLetter(
              "d1",
              "acme",
              "UNREADABLE",
              "",
              "\u0000binary",
              "Send text.",
              new RawPointer("raw", 1, 2L, 3, "ISA 7"),
              0L,
              ByteBuffer.wrap(new byte[] {0, 1, (byte) 255})));
    }

    assertThat(database.query("SELECT count(*) FROM view.exception")).containsExactly("1");
    assertThat(database.query("SELECT document_number FROM view.receipt")).containsExactly("17");
    assertThat(
            database.query(
                "SELECT value, raw_topic, raw_offset, encode(content, 'hex')"
                    + " FROM view.dead_letter"))
        .containsExactly("\uFFFDbinary|raw|2|0001ff");
  }

  @Test
  @Tag("R-N3")
  void whyListsEachConditionWithItsEvidence() throws Exception {
    write(ViewTables.SHIPMENT_STATUS, status(1, ShipmentState.IN_TRANSIT));
    write(
        ViewTables.BILLING_DECISION,
        ViewRecords.decision(2, GateState.PENDING, ConditionState.MISSING));
    write(ViewTables.BILLING_DECISION, ViewRecords.decision(1, GateState.MET, ConditionState.MET));

    assertThat(new BillingQuestion(connection).why("S1"))
        .containsExactly(
            "Shipment S1: IN_TRANSIT, as of 2026-01-01T00:00:00Z",
            "INVOICE: PENDING, not billable (rules version 4, as of 2026-01-01T00:00:00Z)",
            "  MET      ORDER_COMPLETE since 2026-01-01T00:00:00Z: 2 order lines of ACME in USD",
            "           evidence waybill.raw.message.v1 partition 3 offset 120",
            "  MISSING  POD_SIGNED since 2026-01-01T00:00:00Z, owed by carrier: line 2 is on no"
                + " proof of delivery\uFFFD",
            "           evidence waybill.raw.message.v1 partition 4 offset 7, control numbers ISA"
                + " 1/ST 2",
            "  wants    invoice/ACME: 120.5 USD on account ACME");
  }

  @Test
  @Tag("R-N3")
  void whyOfAnUnknownShipmentIsASentence() throws Exception {
    assertThat(new BillingQuestion(connection).why("S9"))
        .singleElement()
        .asString()
        .startsWith("Shipment S9 is not known.");
  }

  @Test
  void gatesCanBeAskedBySql() throws Exception {
    write(
        ViewTables.BILLING_DECISION,
        ViewRecords.decision(2, GateState.PENDING, ConditionState.MISSING));

    assertThat(
            database.query(
                "SELECT condition ->> 'owedBy', count(*) FROM view.billing_decision,"
                    + " jsonb_array_elements(conditions) AS condition"
                    + " WHERE condition ->> 'state' <> 'MET' GROUP BY 1"))
        .isEqualTo(List.of("carrier|1"));
  }

  private static ShipmentStatus status(long revision, ShipmentState state) {
    return ShipmentStatus.newBuilder()
        .setShipment("S1")
        .setRevision(revision)
        .setState(state)
        .setLogTime(ViewRecords.NEW_YEAR)
        .build();
  }

  private static StockPosition position(String unit, long quantity, long revision) {
    return new StockPosition(
        "ACME",
        "aspirin",
        new StockPlace(Bucket.ON_HAND, "RDC", "GOOD"),
        BigDecimal.valueOf(quantity).setScale(6),
        unit,
        1L,
        revision,
        0L);
  }

  private <T> void write(ViewTable<T> table, T value) throws Exception {
    try (PreparedStatement statement = connection.prepareStatement(table.upsert())) {
      table.binder().bind(statement, value);
      statement.executeUpdate();
    }
  }
}
