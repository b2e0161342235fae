package io.waybill.operators.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.Bucket;
import io.waybill.schemas.StockBalance;
import io.waybill.schemas.StockFact;
import io.waybill.schemas.StockMovement;
import io.waybill.schemas.StockPlace;
import io.waybill.schemas.StockPosition;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random movements, corrections, retractions and duplicates in any order against a naive model. */
@Tag("R-N2")
@Tag("R-S12")
class StockConservationTest {

  private static final int ORDERS = 50;
  private static final long NEVER_FOLD = 1_000_000_000_000L;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20260105, 77777777})
  void positionsSumToZeroAndDoNotDependOnTheOrder(long seed) {
    Random random = new Random(seed);
    List<StockFact> facts = facts(random);
    Map<String, String> expected = naive(facts);

    for (int order = 0; order < ORDERS; order++) {
      Collections.shuffle(facts, random);
      StockBooth booth = new StockBooth(NEVER_FOLD);
      long logTime = 0;
      for (StockFact fact : facts) {
        logTime += random.nextInt(60);
        booth.learn(fact, logTime);
        assertSumsToZero(booth);
      }
      booth.advance(Long.MAX_VALUE - 1);

      assertSumsToZero(booth);
      assertThat(booth.balances()).as("seed %d, order %d", seed, order).isEqualTo(expected);
      assertThat(booth.balances()).isEqualTo(lastReported(booth));
      assertThat(booth.positions)
          .extracting(StockPosition::getLogTime)
          .isSortedAccordingTo(Long::compare);
      for (int i = 0; i < booth.positions.size(); i++) {
        assertThat(booth.positions.get(i).getRevision()).isEqualTo(i + 1L);
      }
    }
  }

  private static List<StockFact> facts(Random random) {
    List<StockFact> facts = new ArrayList<>();
    for (int subject = 0; subject < 25; subject++) {
      int versions = 1 + random.nextInt(3);
      for (int version = 0; version < versions; version++) {
        StockFact fact =
            StockFacts.moved(
                "subject-" + subject,
                version,
                random.nextInt(4_000),
                random.nextInt(9),
                random.nextInt(5) == 0 ? "PALLET" : "PACK",
                place(random, Bucket.ON_HAND),
                place(random, Bucket.CUSTOMER));
        facts.add(random.nextInt(10) == 0 ? StockFacts.retracted(fact) : fact);
        if (random.nextInt(4) == 0) {
          facts.add(fact);
        }
      }
    }
    return facts;
  }

  private static StockPlace place(Random random, Bucket bucket) {
    return random.nextInt(3) == 0
        ? new StockPlace(Bucket.IN_TRANSIT, bucket == Bucket.CUSTOMER ? "" : "SEA", "GOOD")
        : new StockPlace(bucket, "N" + random.nextInt(2), random.nextBoolean() ? "GOOD" : "HOLD");
  }

  private static Map<String, String> naive(List<StockFact> facts) {
    Map<String, StockFact> standing = new TreeMap<>();
    for (StockFact fact : facts) {
      standing.merge(
          fact.getEnvelope().getSubject(),
          fact,
          (one, other) ->
              one.getEnvelope().getVersion().getSupersession()
                      >= other.getEnvelope().getVersion().getSupersession()
                  ? one
                  : other);
    }
    Map<String, BigDecimal> quantities = new TreeMap<>();
    Map<String, Long> movements = new TreeMap<>();
    for (StockFact fact : standing.values()) {
      StockMovement movement = fact.getMovement();
      if (!fact.getEnvelope().getRetracted() && movement.getQuantity().signum() != 0) {
        String source = movement.getSource() + movement.getUnit();
        String target = movement.getTarget() + movement.getUnit();
        quantities.merge(source, movement.getQuantity().negate(), BigDecimal::add);
        quantities.merge(target, movement.getQuantity(), BigDecimal::add);
        movements.merge(source, 1L, Long::sum);
        movements.merge(target, 1L, Long::sum);
      }
    }
    Map<String, String> balances = new TreeMap<>();
    movements.forEach((place, count) -> balances.put(place, quantities.get(place) + "/" + count));
    return balances;
  }

  private static Map<String, String> lastReported(StockBooth booth) {
    Map<String, String> last = new TreeMap<>();
    for (StockPosition position : booth.positions) {
      String place = position.getPlace() + position.getUnit();
      if (position.getMovements() == 0) {
        last.remove(place);
      } else {
        last.put(place, position.getQuantity() + "/" + position.getMovements());
      }
    }
    return last;
  }

  private static void assertSumsToZero(StockBooth booth) {
    Map<String, BigDecimal> sums = new TreeMap<>();
    for (StockBalance balance : booth.book.getBalances()) {
      sums.merge(balance.getUnit(), balance.getQuantity(), BigDecimal::add);
    }
    assertThat(sums.values()).allSatisfy(sum -> assertThat(sum).isEqualByComparingTo("0"));
  }
}
