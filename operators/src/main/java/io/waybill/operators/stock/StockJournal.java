package io.waybill.operators.stock;

import io.waybill.schemas.ExceptionRaised;
import io.waybill.schemas.StockPosition;

/** Where the ledger writes what others should know. */
public interface StockJournal {

  /** A position changed. */
  void changed(StockPosition position);

  /** A person should look at a movement. */
  void raised(ExceptionRaised exception);
}
