package io.waybill.operators.stock;

import io.waybill.operators.intake.message.DocumentChange;
import io.waybill.schemas.DueMovement;
import io.waybill.schemas.Envelope;
import io.waybill.schemas.ExceptionRaised;
import io.waybill.schemas.StandingMovement;
import io.waybill.schemas.StockBook;
import io.waybill.schemas.StockFact;
import io.waybill.schemas.StockMovement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Books the movements of one owner's item in double entry. Of all facts of one subject the highest
 * version stands, so the positions do not depend on the order in which facts arrive. A movement
 * whose time is still to come waits in {@link StockBook#getDue()}.
 *
 * <p>What happens is a function of the facts and their log times: what falls due before a fact's
 * log time is booked before the fact, whether or not a timer came first.
 */
public final class StockLedger {

  private static final Comparator<DueMovement> BY_DUE_TIME =
      Comparator.comparingLong(DueMovement::getDueAt).thenComparing(DueMovement::getSubject);

  /** Folding looks at a whole item at once, so it is done a few times in a retention, not more. */
  private static final int FOLDS_PER_RETENTION = 16;

  private final long retention;
  private final long grain;

  /**
   * @param retention log time in milliseconds for which a movement can still be corrected; then it
   *     is folded: the positions keep it, its entry goes
   */
  public StockLedger(long retention) {
    if (retention < 1) {
      throw new IllegalArgumentException(
          "The retention of stock movements is %d ms; it must be positive.".formatted(retention));
    }
    this.retention = retention;
    this.grain = Math.max(1, retention / FOLDS_PER_RETENTION);
  }

  /** A book in which nothing was ever written. */
  public static StockBook emptyBook() {
    return new StockBook(0L, new ArrayList<>(), new ArrayList<>(), null, null);
  }

  /** When the next waiting movement falls due. */
  public static OptionalLong nextDue(StockBook book) {
    return book.getDue().isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(book.getDue().get(0).getDueAt());
  }

  /** Takes in a fact, after everything that fell due before its log time. */
  public void learn(
      StockFact fact,
      long logTime,
      StockBook book,
      StandingMovements standings,
      StockJournal journal) {
    advance(logTime - 1, book, standings, journal);
    Optional<ExceptionRaised> fault = MovementCheck.findFault(fact, logTime);
    if (fault.isPresent()) {
      journal.raised(fault.get());
      return;
    }
    String subject = fact.getEnvelope().getSubject();
    StandingMovement previous = standings.get(subject);
    if (previous != null && FactVersion.of(fact).compareTo(FactVersion.of(previous)) <= 0) {
      return;
    }
    if (previous == null && mayCorrectFolded(fact, book)) {
      journal.raised(MovementCheck.correctsFolded(fact, logTime));
      return;
    }
    StandingMovement next = standing(fact, logTime);
    Positions positions = new Positions(book);
    if (previous != null) {
      withdraw(subject, previous, book, positions);
    }
    if (next.getApplied()) {
      positions.apply(next.getMovement());
    } else if (next.getMovement() != null) {
      wait(subject, next.getOccurredAt(), book);
    }
    standings.put(subject, next);
    if (book.getFoldAt() == null) {
      book.setFoldAt(foldTime(logTime));
    }
    StockMovement movement = fact.getMovement();
    positions.report(movement.getOwner(), movement.getItem(), logTime, journal);
  }

  /** Books and folds whatever falls due up to a time, that time among it, in the order of time. */
  public void advance(
      long until, StockBook book, StandingMovements standings, StockJournal journal) {
    while (true) {
      long due = nextDue(book).orElse(Long.MAX_VALUE);
      long fold = book.getFoldAt() == null ? Long.MAX_VALUE : book.getFoldAt();
      long next = Math.min(due, fold);
      if (next == Long.MAX_VALUE || next > until) {
        return;
      }
      if (due <= fold) {
        bookDue(book, standings, journal);
      } else {
        fold(fold, book, standings);
      }
    }
  }

  private static StandingMovement standing(StockFact fact, long logTime) {
    Envelope envelope = fact.getEnvelope();
    StockMovement movement = fact.getMovement();
    boolean moves = !envelope.getRetracted() && movement.getQuantity().signum() != 0;
    return new StandingMovement(
        envelope.getVersion(),
        envelope.getFactId(),
        moves ? movement : null,
        envelope.getOccurredAt(),
        moves && envelope.getOccurredAt() <= logTime,
        logTime);
  }

  private static void withdraw(
      String subject, StandingMovement previous, StockBook book, Positions positions) {
    if (previous.getApplied()) {
      positions.reverse(previous.getMovement());
    } else if (previous.getMovement() != null) {
      // By index: the iterators of Avro's lists do not remove.
      book.getDue()
          .remove(book.getDue().indexOf(new DueMovement(previous.getOccurredAt(), subject)));
    }
  }

  private static void wait(String subject, long dueAt, StockBook book) {
    book.getDue().add(new DueMovement(dueAt, subject));
    book.getDue().sort(BY_DUE_TIME);
  }

  private static void bookDue(StockBook book, StandingMovements standings, StockJournal journal) {
    DueMovement due = book.getDue().remove(0);
    StandingMovement standing = standings.get(due.getSubject());
    standing.setApplied(true);
    standing.setChangedAt(due.getDueAt());
    standings.put(due.getSubject(), standing);
    StockMovement movement = standing.getMovement();
    Positions positions = new Positions(book);
    positions.apply(movement);
    positions.report(movement.getOwner(), movement.getItem(), due.getDueAt(), journal);
  }

  private void fold(long now, StockBook book, StandingMovements standings) {
    List<String> old = new ArrayList<>();
    long oldestKept = Long.MAX_VALUE;
    for (Map.Entry<String, StandingMovement> entry : standings.all()) {
      StandingMovement standing = entry.getValue();
      boolean waits = standing.getMovement() != null && !standing.getApplied();
      if (!waits && standing.getChangedAt() + retention <= now) {
        old.add(entry.getKey());
        book.setFoldedThrough(
            book.getFoldedThrough() == null
                ? standing.getOccurredAt()
                : Math.max(book.getFoldedThrough(), standing.getOccurredAt()));
      } else {
        long keptSince = waits ? standing.getOccurredAt() : standing.getChangedAt();
        oldestKept = Math.min(oldestKept, keptSince);
      }
    }
    old.forEach(standings::remove);
    book.setFoldAt(oldestKept == Long.MAX_VALUE ? null : foldTime(oldestKept));
  }

  /** The first multiple of the grain at which something of that time is old enough. */
  private long foldTime(long since) {
    return Math.floorDiv(since + retention + grain - 1, grain) * grain;
  }

  /**
   * A source that counts its revisions, or sends a replacement or a cancellation, says by itself
   * that this is a correction. Any other is taken at its word: a movement of its own, however late.
   */
  private static boolean mayCorrectFolded(StockFact fact, StockBook book) {
    return book.getFoldedThrough() != null
        && DocumentChange.isCorrection(fact.getEnvelope().getVersion())
        && fact.getEnvelope().getOccurredAt() <= book.getFoldedThrough();
  }
}
