package io.waybill.generator;

import java.util.ArrayList;
import java.util.List;

/** Some EDI mailboxes are emptied seldom: what lies in them comes as one file. */
final class Mailbox {

  private static final double LEFT_LYING = 6;

  private Mailbox() {}

  /** The same messages; some interchanges stand behind one another in one of them. */
  static List<Draft> joined(List<Draft> drafts, Dice dice) {
    List<Draft> joined = new ArrayList<>();
    for (Draft draft : drafts) {
      int last = joined.size() - 1;
      boolean fits =
          last >= 0
              && joined.get(last).partner().equals(draft.partner())
              && Dialect.of(draft.partner()).joins()
              && Math.abs(draft.createdAt() - joined.get(last).createdAt()) <= Time.DAY;
      if (fits && dice.chance(LEFT_LYING)) {
        joined.set(last, joined.get(last).and(draft));
      } else {
        joined.add(draft);
      }
    }
    return joined;
  }
}
