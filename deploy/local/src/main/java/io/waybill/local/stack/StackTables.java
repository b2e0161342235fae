package io.waybill.local.stack;

import io.waybill.operators.delivery.InterfaceTables;
import io.waybill.operators.view.ViewTables;
import java.sql.Connection;
import java.sql.SQLException;

/** The tables of the embedded database: the ERP's interface and the read tables. */
public final class StackTables {

  private StackTables() {}

  public static void create(Connection connection) throws SQLException {
    InterfaceTables.create(connection);
    ViewTables.create(connection);
  }
}
