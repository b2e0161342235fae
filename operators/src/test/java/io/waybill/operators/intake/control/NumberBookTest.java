package io.waybill.operators.intake.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.operators.intake.control.NumberBook.Hole;
import io.waybill.operators.intake.control.NumberBook.Verdict;
import io.waybill.schemas.ControlNumber;
import io.waybill.schemas.NumberSeries;
import io.waybill.schemas.RawPointer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R-S2")
class NumberBookTest {

  private static final long WAIT = 100;

  private NumberSeries series;

  @Test
  void aRepeatIsToldFromAnotherEnvelopeWithTheSameNumber() {
    assertThat(take("000000007", 1, 10)).isEqualTo(Verdict.NEW);
    assertThat(take("7", 1, 20)).as("leading zeros").isEqualTo(Verdict.REPEAT);
    assertThat(take("7", 2, 30)).isEqualTo(Verdict.REUSED);
    assertThat(take("8", 1, 40)).isEqualTo(Verdict.NEW);
    assertThat(take("A-1", 1, 50)).isEqualTo(Verdict.NEW);
    assertThat(take("A-1", 1, 60)).isEqualTo(Verdict.REPEAT);
    for (int i = 9; i < 100; i++) {
      take(String.valueOf(i), i, 70);
    }
    assertThat(take("9", 9, 80)).as("forgotten, but counted").isEqualTo(Verdict.REPEAT_OF_OLD);
  }

  @Test
  void aHoleIsToldOnceAfterTheWaitAndOnlyOfWhoCountsByOne() {
    take("100", 1, 0);
    take("103", 1, 0);
    assertThat(NumberBook.due(series, 1_000, WAIT)).as("has not counted by one yet").isEmpty();
    take("104", 1, 1_000);
    take("105", 1, 1_000);
    take("110", 1, 2_000);
    take("108", 1, 2_050);
    assertThat(NumberBook.nextDue(series, WAIT)).isEqualTo(2_100);
    assertThat(NumberBook.due(series, 2_099, WAIT)).isEmpty();
    take("107", 1, 2_099);
    assertThat(NumberBook.due(series, 2_100, WAIT))
        .containsExactly(new Hole(106, 106, 2_000), new Hole(109, 109, 2_000));
    assertThat(NumberBook.due(series, 9_000, WAIT)).isEmpty();
    assertThat(NumberBook.nextDue(series, WAIT)).isNull();
    assertThat(take("109", 1, 9_000)).as("at last").isEqualTo(Verdict.MISSED);
    assertThat(take("109", 1, 9_100)).isEqualTo(Verdict.REPEAT);
  }

  @Test
  void aCounterThatTurnsOverBeginsAnew() {
    for (int i = 999_999_990; i <= 999_999_999; i++) {
      take(String.valueOf(i), i, 0);
    }
    assertThat(take("000000001", 1, 10)).isEqualTo(Verdict.NEW);
    assertThat(take("000000002", 1, 20)).isEqualTo(Verdict.NEW);
    assertThat(NumberBook.due(series, 10_000, WAIT)).isEmpty();
    assertThat(take("999999999", 999_999_999, 30)).isEqualTo(Verdict.REPEAT);
  }

  @Test
  void whateverTheOrderTheSameNumbersAreMissing() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      List<Integer> sent = new ArrayList<>();
      Set<Integer> missing = new TreeSet<>();
      for (int i = 1; i <= 60; i++) {
        boolean lost = i > 3 && i < 60 && random.nextInt(10) == 0;
        (lost ? missing : sent).add(i);
        if (!lost && random.nextInt(8) == 0) {
          sent.add(i);
        }
      }
      Collections.shuffle(sent, random);
      series = null;
      Set<Integer> seen = new HashSet<>();
      for (int number : sent) {
        boolean first = seen.add(number);
        Verdict verdict = take(String.valueOf(number), number, 5);
        assertThat(verdict == Verdict.NEW)
            .as("seed %d, number %d: %s", seed, number, verdict)
            .isEqualTo(first);
      }
      Set<Integer> told = new TreeSet<>();
      for (Hole hole : NumberBook.due(series, 5 + WAIT, WAIT)) {
        for (long i = hole.first(); i <= hole.last(); i++) {
          told.add((int) i);
        }
      }
      assertThat(told).as("seed %d", seed).isEqualTo(missing);
    }
  }

  @Test
  void whatIsKeptIsBounded() {
    for (int i = 0; i < 3; i++) {
      take(String.valueOf(i + 1), i, 0);
    }
    int told = 0;
    for (int i = 0; i < 5_000; i++) {
      take(String.valueOf(5 + 2 * i), i, 0);
      told += NumberBook.due(series, 0, WAIT).size();
      take("name " + i, i, 0);
      assertThat(series.getRuns()).hasSizeLessThanOrEqualTo(NumberBook.MAX_RUNS);
      assertThat(series.getRecent()).hasSizeLessThanOrEqualTo(256);
    }
    assertThat(told).as("told before it is forgotten").isGreaterThan(4_900);
  }

  private Verdict take(String number, long digest, long recordedAt) {
    ControlNumber taken = number(number, digest, recordedAt);
    if (series == null) {
      series = NumberBook.begin(taken);
    }
    return NumberBook.take(series, taken).verdict();
  }

  private static ControlNumber number(String number, long digest, long recordedAt) {
    return new ControlNumber(
        "P|X12|ISA|S|R|",
        "P",
        "X12",
        "ISA",
        "S",
        "R",
        number,
        digest,
        false,
        new RawPointer("raw", 0, recordedAt, 0, number),
        recordedAt,
        null,
        null);
  }
}
