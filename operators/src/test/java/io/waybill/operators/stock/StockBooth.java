package io.waybill.operators.stock;

import io.waybill.schemas.ExceptionRaised;
import io.waybill.schemas.StandingMovement;
import io.waybill.schemas.StockBook;
import io.waybill.schemas.StockFact;
import io.waybill.schemas.StockPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A ledger with its book and movements in memory, and what it reported. */
final class StockBooth implements StandingMovements, StockJournal {

  final StockBook book = StockLedger.emptyBook();
  final TreeMap<String, StandingMovement> movements = new TreeMap<>();
  final List<StockPosition> positions = new ArrayList<>();
  final List<ExceptionRaised> exceptions = new ArrayList<>();
  private final StockLedger ledger;

  StockBooth(long retention) {
    ledger = new StockLedger(retention);
  }

  void learn(StockFact fact, long logTime) {
    ledger.learn(fact, logTime, book, this, this);
  }

  void advance(long until) {
    ledger.advance(until, book, this, this);
  }

  /** Place and unit to quantity and number of movements, those that hold nothing left out. */
  Map<String, String> balances() {
    Map<String, String> balances = new TreeMap<>();
    book.getBalances()
        .forEach(
            balance ->
                balances.put(
                    balance.getPlace() + balance.getUnit(),
                    balance.getQuantity() + "/" + balance.getMovements()));
    return balances;
  }

  @Override
  public StandingMovement get(String subject) {
    return movements.get(subject);
  }

  @Override
  public void put(String subject, StandingMovement standing) {
    movements.put(subject, standing);
  }

  @Override
  public void remove(String subject) {
    movements.remove(subject);
  }

  @Override
  public Iterable<Map.Entry<String, StandingMovement>> all() {
    return movements.entrySet();
  }

  @Override
  public void changed(StockPosition position) {
    positions.add(position);
  }

  @Override
  public void raised(ExceptionRaised exception) {
    exceptions.add(exception);
  }
}
