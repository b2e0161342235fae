package io.waybill.operators.delivery;

import static io.waybill.operators.delivery.Effects.credit;
import static io.waybill.operators.delivery.Effects.document;
import static io.waybill.operators.delivery.Effects.invoice;
import static io.waybill.operators.delivery.Effects.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.operators.Database;
import io.waybill.schemas.Effect;
import io.waybill.schemas.EffectKind;
import io.waybill.schemas.Receipt;
import io.waybill.schemas.ReceiptState;
import io.waybill.schemas.ShipmentState;
import java.sql.Connection;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

@Tag("R-S8")
class InterfaceTablesTest {

  private static final Patience PATIENCE =
      new Patience(Duration.ofMillis(10), Duration.ofMillis(100), Duration.ofSeconds(20));

  private Database database;
  private InterfaceTables erp;

  @BeforeEach
  void open() throws Exception {
    database = Database.fresh();
    try (Connection connection = database.connect()) {
      InterfaceTables.create(connection);
      InterfaceTables.create(connection);
    }
    erp = new InterfaceTables("erp-1", database.jdbcUrl(), PATIENCE);
  }

  @AfterEach
  void close() {
    erp.close();
  }

  @Test
  void writesADocumentWithItsLines() throws Exception {
    Receipt receipt = erp.deliver(invoice("S1", 1, "120.50"));

    assertThat(receipt)
        .isEqualTo(
            new Receipt(
                "S1/invoice/ACME/1",
                "S1",
                "erp-1",
                ReceiptState.CONFIRMED,
                "1",
                "",
                1_767_225_600_000L));
    assertThat(
            database.query(
                "SELECT effect_id, document_number, kind, shipment, account, currency, amount,"
                    + " state, revision, corrects, log_time AT TIME ZONE 'UTC', rules_version,"
                    + " transition FROM erp.document"))
        .containsExactly(
            "S1/invoice/ACME/1|1|CUSTOMER_INVOICE|S1|ACME|USD|120.500000|null|1|null"
                + "|2026-01-01 00:00:00|1|7");
    assertThat(database.query("SELECT * FROM erp.document_line ORDER BY position"))
        .containsExactly(
            "S1/invoice/ACME/1|1|1|aspirin|10.000000|PACK|120.500000",
            "S1/invoice/ACME/1|2|2|freight|null|null|0.000000");
  }

  @Test
  @Tag("R-F1")
  @Tag("R-F7")
  void theSameEffectTwiceIsOneDocument() throws Exception {
    Receipt first = erp.deliver(invoice("S1", 1, "120.50"));
    Receipt second = erp.deliver(invoice("S1", 1, "120.50"));

    assertThat(second).isEqualTo(first);
    assertThat(database.query("SELECT count(*) FROM erp.document")).containsExactly("1");
    assertThat(database.query("SELECT count(*) FROM erp.document_line")).containsExactly("2");
  }

  @Test
  @Tag("R-F7")
  void anotherDocumentUnderTheSameIdIsRejected() throws Exception {
    erp.deliver(invoice("S1", 1, "120.50"));
    Receipt receipt = erp.deliver(invoice("S1", 1, "99"));

    assertThat(receipt.getState()).isEqualTo(ReceiptState.REJECTED);
    assertThat(receipt.getReason())
        .startsWith(
            "Document 1 already stands under this effect id as CUSTOMER_INVOICE of 120.5 USD on"
                + " account ACME; the effect is CUSTOMER_INVOICE of 99 USD");
    assertThat(database.query("SELECT amount FROM erp.document")).containsExactly("120.500000");
  }

  @Test
  @Tag("R-P10")
  void creditAndRebillNetToTheRightAmount() throws Exception {
    Effect wrong = invoice("S1", 1, "120.50");
    erp.deliver(wrong);
    erp.deliver(credit(wrong));
    erp.deliver(invoice("S1", 2, "110"));

    assertThat(database.query("SELECT * FROM erp.net"))
        .containsExactly("S1|ACME|USD|110.000000|0|0|0");
  }

  @Test
  @Tag("R-P6")
  void everyKindOfDocumentCountsInTheNet() throws Exception {
    Effect accrual =
        document(EffectKind.FREIGHT_ACCRUAL, "S1", "accrual/CARRIER/USD", 1, "50").build();
    Effect payable = document(EffectKind.CARRIER_PAYABLE, "S1", "payable/B", 1, "48").build();
    erp.deliver(accrual);
    erp.deliver(
        document(EffectKind.FREIGHT_ACCRUAL_REVERSAL, "S1", "accrual/x", 1, "30")
            .setCorrects(accrual.getEffectId())
            .build());
    erp.deliver(payable);
    erp.deliver(
        document(EffectKind.CARRIER_PAYABLE_REVERSAL, "S1", "payable/x", 1, "8")
            .setCorrects(payable.getEffectId())
            .build());
    erp.deliver(document(EffectKind.CREDIT_NOTE, "S1", "return/R", 1, "5").build());
    erp.deliver(status("S1", 1, ShipmentState.ORDERED));

    assertThat(database.query("SELECT * FROM erp.net"))
        .containsExactly("S1|CARRIER|USD|0|5.000000|20.000000|40.000000");
  }

  @Test
  @Tag("R-P1")
  void aStatusIsSetByAHigherRevisionOnly() throws Exception {
    erp.deliver(status("S1", 2, ShipmentState.DELIVERED));
    erp.deliver(status("S1", 1, ShipmentState.IN_TRANSIT));

    assertThat(
            database.query("SELECT shipment, state, revision, effect_id FROM erp.shipment_status"))
        .containsExactly("S1|DELIVERED|2|S1/status/2");
    assertThat(database.query("SELECT count(*) FROM erp.document")).containsExactly("2");
  }

  @Test
  @Tag("R-F4")
  void whatTheTablesRefuseIsRejectedWithAReason() throws Exception {
    Effect noCurrency =
        Effect.newBuilder(invoice("S1", 1, "120.50")).setCurrency("dollars").build();
    Effect nothingToCorrect = credit(invoice("S2", 1, "5"));
    Effect unreadable = Effect.newBuilder(invoice("S3", 1, "5")).setAccount("A\u0000B").build();

    assertThat(erp.deliver(noCurrency).getReason()).contains("currency_is_three_letters");
    assertThat(erp.deliver(nothingToCorrect).getReason()).contains("corrected_document_exists");
    assertThat(erp.deliver(unreadable).getState()).isEqualTo(ReceiptState.REJECTED);
    assertThat(erp.deliver(invoice("S4", 1, "5")).getState()).isEqualTo(ReceiptState.CONFIRMED);
    assertThat(database.query("SELECT shipment FROM erp.document")).containsExactly("S4");
  }

  @Test
  @Tag("R-F2")
  @Tag("R-F6")
  @Tag("R-N9")
  void aConnectionKilledInMidRunLosesAndDoublesNothing() throws Exception {
    int effects = 2_000;
    Thread killer =
        new Thread(
            () -> {
              try (Connection connection = database.connect();
                  var kill =
                      connection.prepareStatement(
                          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                              + " WHERE datname = current_database()"
                              + " AND application_name = 'waybill-erp-delivery'")) {
                while (!Thread.currentThread().isInterrupted()) {
                  kill.execute();
                  Thread.sleep(20);
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } catch (java.sql.SQLException e) {
                throw new IllegalStateException(e);
              }
            });
    erp.deliver(invoice("first", 1, "1"));
    killer.start();
    for (int i = 0; i < effects; i++) {
      assertThat(erp.deliver(invoice("S" + i, 1, "10")).getState())
          .isEqualTo(ReceiptState.CONFIRMED);
    }
    killer.interrupt();
    killer.join();

    assertThat(database.query("SELECT count(*), sum(amount) FROM erp.document"))
        .containsExactly("2001|20001.000000");
    assertThat(database.query("SELECT count(*) FROM erp.document_line")).containsExactly("4002");
  }

  @Test
  @Tag("R-F2")
  void anErpThatStaysAwayIsASentence() {
    InterfaceTables away =
        new InterfaceTables(
            "erp-1",
            "jdbc:postgresql://localhost:1/nothing",
            new Patience(Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(10)));

    assertThatThrownBy(() -> away.deliver(invoice("S1", 1, "5")))
        .isInstanceOf(ErpUnavailableException.class)
        .hasMessageContaining("erp-1 gave no certain answer to the effect S1/invoice/ACME/1")
        .hasMessageContaining("no document can be lost or doubled");
  }

  @Test
  @EnabledIfSystemProperty(named = "benchmark", matches = "true")
  void documentsPerSecondOnOneConnection() throws Exception {
    for (int round = 0; round < 4; round++) {
      int documents = 10_000;
      long start = System.nanoTime();
      for (int i = 0; i < documents; i++) {
        erp.deliver(invoice("R" + round + "-" + i, 1, "10"));
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.printf(Locale.ROOT, "round %d: %.0f documents/s%n", round, documents / seconds);
    }
  }
}
