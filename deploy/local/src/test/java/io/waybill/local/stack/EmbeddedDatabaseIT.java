package io.waybill.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseIT {

  @Test
  void endsTheServerOfAKilledStackAndKeepsItsData(@TempDir Path temporary) throws Exception {
    Path folder = temporary.resolve("postgres");
    Process killed =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                AbandonedDatabase.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(temporary.resolve("killed.log").toFile())
            .start();
    assertThat(killed.waitFor()).as(() -> read(temporary.resolve("killed.log"))).isEqualTo(137);
    // Its server goes on.
    long orphan = Long.parseLong(Files.readAllLines(folder.resolve("postmaster.pid")).get(0));
    assertThat(ProcessHandle.of(orphan)).isPresent();

    try (EmbeddedDatabase database = EmbeddedDatabase.start(folder, 0, true);
        Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT number FROM kept")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getInt(1)).isEqualTo(7);
      assertThat(ProcessHandle.of(orphan).filter(ProcessHandle::isAlive)).isEmpty();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
