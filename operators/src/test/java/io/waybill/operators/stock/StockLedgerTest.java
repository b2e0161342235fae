package io.waybill.operators.stock;

import static io.waybill.operators.stock.StockFacts.SHELF;
import static io.waybill.operators.stock.StockFacts.TRANSIT;
import static io.waybill.operators.stock.StockFacts.delivered;
import static io.waybill.operators.stock.StockFacts.moved;
import static io.waybill.operators.stock.StockFacts.retracted;
import static io.waybill.operators.stock.StockFacts.shipped;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.StockFact;
import io.waybill.schemas.StockPosition;
import io.waybill.schemas.Version;
import java.math.BigDecimal;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R-S5")
@Tag("R-S12")
class StockLedgerTest {

  private static final long RETENTION = 1_600;

  private final StockBooth booth = new StockBooth(RETENTION);

  @Test
  void reportsBothSidesOfAMovementAtOnce() {
    booth.learn(shipped("s1", 0, 90, 10), 100);

    assertThat(booth.positions)
        .containsExactly(position(SHELF, -10, 1, 1, 100), position(TRANSIT, 10, 1, 2, 100));
  }

  @Test
  @Tag("R-F1")
  void aDuplicateChangesNothing() {
    booth.learn(shipped("s1", 0, 90, 10), 100);
    booth.learn(shipped("s1", 0, 90, 10), 200);

    assertThat(booth.positions).hasSize(2);
  }

  @Test
  @Tag("R-P10")
  void aCorrectionReversesWhatItReplaces() {
    booth.learn(shipped("s1", 0, 90, 10), 100);
    booth.learn(shipped("s1", 1, 90, 7), 200);

    assertThat(booth.positions.subList(2, 4))
        .containsExactly(position(SHELF, -7, 1, 3, 200), position(TRANSIT, 7, 1, 4, 200));
  }

  @Test
  void anOlderVersionThatArrivesLaterChangesNothing() {
    booth.learn(shipped("s1", 1, 90, 7), 100);
    booth.learn(shipped("s1", 0, 90, 10), 200);

    assertThat(booth.positions).hasSize(2);
  }

  @Test
  void aCorrectionThatSaysTheSameIsNotReported() {
    booth.learn(shipped("s1", 0, 90, 10), 100);
    booth.learn(shipped("s1", 1, 90, 10), 200);

    assertThat(booth.positions).hasSize(2);
  }

  @Test
  void aRetractionLeavesNothing() {
    booth.learn(shipped("s1", 0, 90, 10), 100);
    booth.learn(retracted(shipped("s1", 1, 90, 10)), 200);

    assertThat(booth.positions.subList(2, 4))
        .containsExactly(position(SHELF, 0, 0, 3, 200), position(TRANSIT, 0, 0, 4, 200));
    assertThat(booth.balances()).isEmpty();
  }

  @Test
  void aMovementWaitsUntilTheClockGetsThere() {
    booth.learn(delivered("d1", 0, 500, 10), 100);
    booth.advance(499);
    assertThat(booth.positions).isEmpty();
    assertThat(StockLedger.nextDue(booth.book)).hasValue(500);

    booth.advance(500);
    assertThat(booth.positions)
        .extracting(StockPosition::getLogTime, StockPosition::getRevision)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(500L, 1L),
            org.assertj.core.groups.Tuple.tuple(500L, 2L));
    assertThat(StockLedger.nextDue(booth.book)).isEmpty();
  }

  @Test
  @Tag("R-N1")
  void aFactBooksFirstWhatFellDueBeforeIt() {
    booth.learn(delivered("d1", 0, 500, 10), 100);
    booth.learn(shipped("s1", 0, 90, 10), 501);

    assertThat(booth.positions)
        .extracting(StockPosition::getLogTime)
        .containsExactly(500L, 500L, 501L, 501L);
  }

  @Test
  void aCorrectionOfAWaitingMovementReplacesIt() {
    booth.learn(delivered("d1", 0, 500, 10), 100);
    booth.learn(delivered("d1", 1, 600, 8), 200);
    booth.advance(599);
    assertThat(booth.positions).isEmpty();

    booth.advance(600);
    assertThat(booth.positions)
        .last()
        .returns(new BigDecimal("8.000000"), StockPosition::getQuantity);
    assertThat(booth.positions).hasSize(2);
  }

  @Test
  void aClaimAboutTheFutureTakesBackWhatStoodBefore() {
    booth.learn(delivered("d1", 0, 90, 10), 100);
    booth.learn(delivered("d1", 1, 600, 8), 200);
    assertThat(booth.balances()).isEmpty();

    booth.advance(600);
    assertThat(booth.balances()).hasSize(2);
  }

  @Test
  void nothingMovesWithAQuantityOfZero() {
    booth.learn(shipped("s1", 0, 90, 0), 100);

    assertThat(booth.positions).isEmpty();
    assertThat(booth.exceptions).isEmpty();
  }

  @Test
  @Tag("R-P9")
  void wrongMovementsAreForAPerson() {
    booth.learn(shipped("s1", 0, 90, -1), 100);
    booth.learn(moved("s2", 0, 90, 5, "PACK", SHELF, SHELF), 100);

    assertThat(booth.positions).isEmpty();
    assertThat(booth.exceptions)
        .extracting(exception -> exception.getExceptionId())
        .containsExactly("BAD_MOVEMENT/s1#0", "BAD_MOVEMENT/s2#0");
    assertThat(booth.movements).isEmpty();
  }

  @Test
  void unitsAreKeptApart() {
    booth.learn(moved("s1", 0, 90, 5, "PACK", SHELF, TRANSIT), 100);
    booth.learn(moved("s2", 0, 90, 5, "PALLET", SHELF, TRANSIT), 100);

    assertThat(booth.positions).extracting(StockPosition::getMovements).containsOnly(1L);
  }

  @Test
  void oldMovementsAreFoldedAndTheirPositionsStay() {
    booth.learn(shipped("s1", 0, 90, 10), 100);
    booth.learn(shipped("s2", 0, 90, 5), 1_000);
    booth.advance(1_699);
    assertThat(booth.movements).hasSize(2);

    booth.advance(1_700);
    assertThat(booth.movements).containsOnlyKeys("s2");
    booth.advance(2_600);
    assertThat(booth.movements).isEmpty();
    assertThat(booth.book.getFoldAt()).isNull();
    assertThat(booth.positions).hasSize(4);
    assertThat(booth.positions.subList(2, 4))
        .containsExactly(position(SHELF, -15, 2, 3, 1_000), position(TRANSIT, 15, 2, 4, 1_000));
  }

  @Test
  void aCorrectionOfAFoldedMovementIsForAPerson() {
    booth.learn(shipped("s1", 0, 90, 10), 100);
    booth.learn(shipped("s1", 1, 90, 7), 5_000);

    assertThat(booth.exceptions)
        .extracting(exception -> exception.getExceptionId())
        .containsExactly("FOLDED_MOVEMENT/s1#1");
    assertThat(booth.positions).hasSize(2);
  }

  @Test
  void soIsAReplacementThatCountsNoRevision() {
    booth.learn(shipped("s1", 0, 90, 10), 100);
    StockFact replacement = shipped("s1", 0, 90, 7);
    replacement.getEnvelope().setFactId("s1#replaced");
    replacement.getEnvelope().setVersion(new Version(0, 5L, "m-0/REPLACEMENT"));
    booth.learn(replacement, 5_000);

    assertThat(booth.exceptions)
        .extracting(exception -> exception.getExceptionId())
        .containsExactly("FOLDED_MOVEMENT/s1#replaced");
    assertThat(booth.positions).hasSize(2);
  }

  private static StockPosition position(
      io.waybill.schemas.StockPlace place,
      long quantity,
      long movements,
      long revision,
      long logTime) {
    return new StockPosition(
        "ACME",
        "aspirin",
        place,
        BigDecimal.valueOf(quantity).setScale(6),
        "PACK",
        movements,
        revision,
        logTime);
  }
}
