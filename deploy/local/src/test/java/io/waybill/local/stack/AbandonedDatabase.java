package io.waybill.local.stack;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;

/** A process that starts a database, writes a row, and dies as if it were killed. */
final class AbandonedDatabase {

  private AbandonedDatabase() {}

  public static void main(String[] args) throws Exception {
    EmbeddedDatabase database = EmbeddedDatabase.start(Path.of(args[0]), 0, true);
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE kept (number integer)");
      statement.execute("INSERT INTO kept VALUES (7)");
    }
    Runtime.getRuntime().halt(137);
  }
}
