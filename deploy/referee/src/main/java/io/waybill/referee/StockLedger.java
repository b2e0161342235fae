package io.waybill.referee;

import io.waybill.referee.Movement.Place;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Quantities by place after all movements. */
final class StockLedger {

  private record Key(String owner, String item, String subject) {}

  /** Where how much of an owner's item is. */
  record Position(String owner, String item, Place place) {}

  private final Map<Position, BigDecimal> quantities = new HashMap<>();
  private int movements;

  private StockLedger() {}

  /** Of all movements of one owner, item and subject the greatest version moves goods. */
  static StockLedger of(List<Movement> movements) {
    Map<Key, Movement> standing = new HashMap<>();
    for (Movement movement : movements) {
      standing.merge(
          new Key(movement.owner(), movement.item(), movement.subject()),
          movement,
          (a, b) -> b.version().compareTo(a.version()) > 0 ? b : a);
    }
    StockLedger ledger = new StockLedger();
    standing.values().forEach(ledger::move);
    return ledger;
  }

  private void move(Movement movement) {
    if (movement.cancelled() || movement.quantity().signum() == 0) {
      return;
    }
    movements++;
    add(movement, movement.source(), movement.quantity().negate());
    add(movement, movement.target(), movement.quantity());
  }

  private void add(Movement movement, Place place, BigDecimal quantity) {
    Position position = new Position(movement.owner(), movement.item(), place);
    quantities.merge(position, quantity, BigDecimal::add);
  }

  /** Movements that stand and move something. */
  int movements() {
    return movements;
  }

  /** Quantity by owner, item and place. */
  Map<Position, BigDecimal> quantities() {
    return quantities;
  }

  /** Sum over all places of one owner's item; anything but zero means that goods were made up. */
  Map<String, BigDecimal> sums() {
    Map<String, BigDecimal> sums = new TreeMap<>();
    quantities.forEach(
        (position, quantity) ->
            sums.merge(position.owner() + " " + position.item(), quantity, BigDecimal::add));
    return sums;
  }

  /** What customers hold, whatever its status. */
  BigDecimal atCustomer() {
    return quantities.entrySet().stream()
        .filter(entry -> entry.getKey().place().bucket().equals("CUSTOMER"))
        .map(Map.Entry::getValue)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
