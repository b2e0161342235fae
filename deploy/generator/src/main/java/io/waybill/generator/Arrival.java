package io.waybill.generator;

import java.util.ArrayList;
import java.util.List;

/**
 * When messages arrive: 80 % at once, 15 % up to 5 minutes, 4 % up to 6 hours and 1 % one to five
 * days after they were made; 5 % arrive twice, byte for byte the same. They are recorded when they
 * are fetched next.
 */
final class Arrival {

  private static final double DUPLICATES = 5;

  private Arrival() {}

  /**
   * @param fetchedEvery milliseconds
   */
  static List<GeneratedMessage> of(List<Draft> drafts, Dice dice, long fetchedEvery) {
    List<GeneratedMessage> arrived = new ArrayList<>();
    for (Draft draft : drafts) {
      long arrivedAt = draft.createdAt() + delay(dice);
      arrived.add(fetched(draft, arrivedAt, fetchedEvery));
      if (dice.chance(DUPLICATES)) {
        long again = arrivedAt + dice.span(0, 2 * Time.DAY);
        arrived.add(fetched(draft, again, fetchedEvery));
      }
    }
    return arrived;
  }

  private static GeneratedMessage fetched(Draft draft, long arrivedAt, long every) {
    long recordedAt = -Math.floorDiv(-arrivedAt, every) * every;
    return new GeneratedMessage(recordedAt, draft.partner(), draft.body());
  }

  private static long delay(Dice dice) {
    int kind = dice.between(0, 99);
    if (kind < 80) {
      return dice.span(0, 2_000);
    }
    if (kind < 95) {
      return dice.span(2_000, 5 * Time.MINUTE);
    }
    return kind < 99
        ? dice.span(5 * Time.MINUTE, 6 * Time.HOUR)
        : dice.span(Time.DAY, 5 * Time.DAY);
  }
}
