package io.waybill.operators.stock;

import io.waybill.schemas.StockBalance;
import io.waybill.schemas.StockBook;
import io.waybill.schemas.StockMovement;
import io.waybill.schemas.StockPlace;
import io.waybill.schemas.StockPosition;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The positions of one owner's item while one fact is booked, and which of them changed. Double
 * entry: what leaves the source enters the target, so they always sum to zero for each unit.
 */
final class Positions {

  private static final BigDecimal ZERO = BigDecimal.ZERO.setScale(6);

  private static final Comparator<StockPlace> BY_PLACE =
      Comparator.comparing(StockPlace::getBucket)
          .thenComparing(StockPlace::getNode)
          .thenComparing(StockPlace::getStatus);

  private static final Comparator<Slot> ORDER =
      Comparator.comparing(Slot::place, BY_PLACE).thenComparing(Slot::unit);

  private final StockBook book;
  private final SortedMap<Slot, Before> touched = new TreeMap<>(ORDER);

  private record Slot(StockPlace place, String unit) {}

  private record Before(BigDecimal quantity, long movements) {}

  Positions(StockBook book) {
    this.book = book;
  }

  void apply(StockMovement movement) {
    BigDecimal quantity = movement.getQuantity();
    add(movement.getSource(), movement.getUnit(), quantity.negate(), 1);
    add(movement.getTarget(), movement.getUnit(), quantity, 1);
  }

  void reverse(StockMovement movement) {
    BigDecimal quantity = movement.getQuantity();
    add(movement.getSource(), movement.getUnit(), quantity, -1);
    add(movement.getTarget(), movement.getUnit(), quantity.negate(), -1);
  }

  private void add(StockPlace place, String unit, BigDecimal quantity, int movements) {
    StockBalance balance = balance(new Slot(place, unit));
    touched.putIfAbsent(
        new Slot(place, unit), new Before(balance.getQuantity(), balance.getMovements()));
    balance.setQuantity(balance.getQuantity().add(quantity));
    balance.setMovements(balance.getMovements() + movements);
  }

  private StockBalance balance(Slot slot) {
    List<StockBalance> balances = book.getBalances();
    int index = 0;
    for (; index < balances.size(); index++) {
      StockBalance balance = balances.get(index);
      int order = ORDER.compare(new Slot(balance.getPlace(), balance.getUnit()), slot);
      if (order == 0) {
        return balance;
      }
      if (order > 0) {
        break;
      }
    }
    StockBalance opened = new StockBalance(slot.place(), slot.unit(), ZERO, 0L);
    balances.add(index, opened);
    return opened;
  }

  /** Reports what changed, in the order of the positions, and closes those that hold nothing. */
  void report(String owner, String item, long logTime, StockJournal journal) {
    touched.forEach(
        (slot, before) -> {
          StockBalance now = balance(slot);
          if (now.getQuantity().compareTo(before.quantity) != 0
              || now.getMovements() != before.movements) {
            book.setRevision(book.getRevision() + 1);
            journal.changed(
                new StockPosition(
                    owner,
                    item,
                    now.getPlace(),
                    now.getQuantity(),
                    now.getUnit(),
                    now.getMovements(),
                    book.getRevision(),
                    logTime));
          }
          if (now.getQuantity().signum() == 0 && now.getMovements() == 0) {
            // By index: the iterators of Avro's lists do not remove.
            book.getBalances().remove(book.getBalances().indexOf(now));
          }
        });
    touched.clear();
  }
}
