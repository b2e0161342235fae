package io.waybill.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseIT {

  @Test
  void endsTheServerOfAKilledStackAndKeepsItsData(@TempDir Path temporary) throws Exception {
    Path folder = temporary.resolve("postgres");
    EmbeddedDatabase abandoned = EmbeddedDatabase.start(folder, 0, true);
    execute(abandoned, "CREATE TABLE kept (number integer)");
    execute(abandoned, "INSERT INTO kept VALUES (7)");
    // Not closed: the server goes on, as it does when the stack is killed.
    long orphan = Long.parseLong(Files.readAllLines(folder.resolve("postmaster.pid")).get(0));

    try (EmbeddedDatabase database = EmbeddedDatabase.start(folder, 0, true);
        Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT number FROM kept")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getInt(1)).isEqualTo(7);
      assertThat(ProcessHandle.of(orphan).filter(ProcessHandle::isAlive)).isEmpty();
    }
  }

  private static void execute(EmbeddedDatabase database, String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
