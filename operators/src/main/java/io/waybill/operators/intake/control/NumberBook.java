package io.waybill.operators.intake.control;

import io.waybill.schemas.ControlNumber;
import io.waybill.schemas.NumberRun;
import io.waybill.schemas.NumberSeries;
import io.waybill.schemas.RecentNumber;
import java.util.ArrayList;
import java.util.List;

/**
 * Which control numbers of one series came, which came twice, and which are missing.
 *
 * <p>Missing numbers are told of a series that counts by one, which it has shown by three numbers
 * in a row. A number that is more than {@value #LONGEST_HOLE} away begins the series anew: the
 * counter turned over, or the sender's system was set up again. What is kept is bounded: {@value
 * #MAX_RUNS} runs of numbers, and the newest numbers themselves, by which repeats are known where a
 * sender does not count.
 */
public final class NumberBook {

  static final int LONGEST_HOLE = 1_000;
  static final int MAX_RUNS = 64;
  private static final int RECENT_OF_COUNTED = 32;
  private static final int RECENT_OF_OTHERS = 256;
  private static final int IN_A_ROW = 3;
  private static final int MAX_DIGITS = 18;

  private NumberBook() {}

  /** What is known before the first number. */
  public static NumberSeries begin(ControlNumber number) {
    return new NumberSeries(number, new ArrayList<>(), new ArrayList<>(), false, 0L, null, null);
  }

  /** What a number is to its series. */
  public enum Verdict {
    /** Not seen before. */
    NEW,
    /** Not seen before, and told as missing: it came at last. */
    MISSED,
    /** The same envelope, once more. */
    REPEAT,
    /** A number that another envelope had. */
    REUSED,
    /** A number that came before; what it stood for then is not known any more. */
    REPEAT_OF_OLD
  }

  /**
   * @param before where the number was seen before; null when it was not, or that is forgotten
   */
  public record Seen(Verdict verdict, RecentNumber before) {

    public boolean repeats() {
      return verdict == Verdict.REPEAT
          || verdict == Verdict.REUSED
          || verdict == Verdict.REPEAT_OF_OLD;
    }
  }

  /** Takes the next number of a series. */
  public static Seen take(NumberSeries series, ControlNumber number) {
    series.setLast(number);
    series.setLastActivity(Math.max(series.getLastActivity(), number.getRecordedAt()));
    String name = canonical(number.getNumber());
    for (RecentNumber known : series.getRecent()) {
      if (known.getNumber().equals(name)) {
        boolean same = known.getDigest() == number.getDigest();
        return new Seen(same ? Verdict.REPEAT : Verdict.REUSED, known);
      }
    }
    long value = value(name);
    Verdict verdict =
        value < 0 ? Verdict.NEW : place(series.getRuns(), value, number.getRecordedAt());
    if (verdict == Verdict.REPEAT_OF_OLD) {
      return new Seen(verdict, null);
    }
    remember(series, name, number, value < 0 ? RECENT_OF_OTHERS : RECENT_OF_COUNTED);
    for (NumberRun run : series.getRuns()) {
      if (run.getLast() - run.getFirst() >= IN_A_ROW - 1) {
        series.setCountsByOne(true);
      }
    }
    return new Seen(verdict, null);
  }

  private static void remember(NumberSeries series, String name, ControlNumber number, int most) {
    List<RecentNumber> recent = series.getRecent();
    recent.add(new RecentNumber(name, number.getDigest(), number.getRaw(), false));
    while (recent.size() > most) {
      recent.remove(0);
    }
  }

  private static Verdict place(List<NumberRun> runs, long value, long recordedAt) {
    if (runs.isEmpty()) {
      runs.add(new NumberRun(value, value, 0L, false));
      return Verdict.NEW;
    }
    NumberRun lowest = runs.get(0);
    NumberRun highest = runs.get(runs.size() - 1);
    if (value > highest.getLast() + LONGEST_HOLE || value < lowest.getFirst() - LONGEST_HOLE) {
      runs.clear();
      runs.add(new NumberRun(value, value, 0L, false));
      return Verdict.NEW;
    }
    // Nearly always the next one.
    if (value == highest.getLast() + 1) {
      highest.setLast(value);
      return Verdict.NEW;
    }
    int at = 0;
    while (at < runs.size() && runs.get(at).getLast() < value) {
      at++;
    }
    if (at < runs.size() && runs.get(at).getFirst() <= value) {
      return Verdict.REPEAT_OF_OLD;
    }
    boolean told = at > 0 && at < runs.size() && runs.get(at).getHoleTold();
    insert(runs, at, value, recordedAt);
    return told ? Verdict.MISSED : Verdict.NEW;
  }

  /** Puts a number before the run at a place, in or beside it, or into a run of its own. */
  private static void insert(List<NumberRun> runs, int at, long value, long recordedAt) {
    NumberRun below = at > 0 ? runs.get(at - 1) : null;
    NumberRun above = at < runs.size() ? runs.get(at) : null;
    boolean joinsBelow = below != null && below.getLast() + 1 == value;
    boolean joinsAbove = above != null && above.getFirst() - 1 == value;
    if (joinsBelow && joinsAbove) {
      below.setLast(above.getLast());
      runs.remove(at);
    } else if (joinsBelow) {
      below.setLast(value);
    } else if (joinsAbove) {
      above.setFirst(value);
    } else {
      // Inside of a hole, both parts of it are as old as it is; above or below all, it is new.
      boolean inside = below != null && above != null;
      NumberRun own =
          new NumberRun(
              value,
              value,
              below == null ? 0L : inside ? above.getHoleSince() : recordedAt,
              inside && above.getHoleTold());
      if (below == null && above != null) {
        above.setHoleSince(recordedAt);
      }
      runs.add(at, own);
    }
  }

  /**
   * Numbers that are missing.
   *
   * @param first of them
   * @param last of them
   * @param expected the number that should have come
   * @param received the number that came instead
   * @param since recorded time of that message
   */
  public record Hole(long first, long last, long since) {

    public long expected() {
      return first;
    }

    public long received() {
      return last + 1;
    }
  }

  /**
   * Holes that are to be told: their numbers did not come for the wait, or there are more runs than
   * are kept, of which the lowest are then forgotten. Each is given once.
   */
  public static List<Hole> due(NumberSeries series, long logTime, long wait) {
    List<Hole> due = new ArrayList<>();
    List<NumberRun> runs = series.getRuns();
    for (int i = 1; i < runs.size(); i++) {
      NumberRun run = runs.get(i);
      boolean forgotten = i <= runs.size() - MAX_RUNS;
      if (!run.getHoleTold() && (forgotten || run.getHoleSince() + wait <= logTime)) {
        run.setHoleTold(true);
        if (series.getCountsByOne()) {
          due.add(new Hole(runs.get(i - 1).getLast() + 1, run.getFirst() - 1, run.getHoleSince()));
        }
      }
    }
    while (runs.size() > MAX_RUNS) {
      runs.remove(0);
    }
    return due;
  }

  /** When the next hole is to be told; null when none waits. */
  public static Long nextDue(NumberSeries series, long wait) {
    List<NumberRun> runs = series.getRuns();
    Long next = null;
    for (int i = 1; i < runs.size(); i++) {
      long due = runs.get(i).getHoleSince() + wait;
      if (!runs.get(i).getHoleTold() && (next == null || due < next)) {
        next = due;
      }
    }
    return next;
  }

  /** Leading zeros make no other number. */
  private static String canonical(String number) {
    return value(number) < 0 ? number : String.valueOf(value(number));
  }

  /** The number; -1 for what is none. */
  private static long value(String number) {
    if (number.isEmpty() || number.length() > MAX_DIGITS) {
      return -1;
    }
    for (int i = 0; i < number.length(); i++) {
      if (number.charAt(i) < '0' || number.charAt(i) > '9') {
        return -1;
      }
    }
    return Long.parseLong(number);
  }
}
