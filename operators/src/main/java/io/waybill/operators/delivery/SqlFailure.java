package io.waybill.operators.delivery;

import java.sql.SQLException;

/** What an SQL error says about the effect that was being delivered. */
enum SqlFailure {
  /** The database refuses the data (wrong, not allowed, too large), and will again. */
  DATA,
  /** The transaction was rolled back for the sake of another; the connection is fine. */
  CONFLICT,
  /** No answer, or not a word about the data: whether it was written is uncertain. */
  UNCERTAIN;

  static SqlFailure of(SQLException failure) {
    String state = failure.getSQLState() == null ? "" : failure.getSQLState();
    if (state.startsWith("22") || state.startsWith("23") || state.startsWith("54")) {
      return DATA;
    }
    if (state.startsWith("40") || state.equals("55P03")) {
      return CONFLICT;
    }
    return UNCERTAIN;
  }
}
