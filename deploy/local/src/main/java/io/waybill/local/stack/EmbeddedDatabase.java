package io.waybill.local.stack;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One PostgreSQL server of ours, on loopback, with the database {@code waybill}. It survives a
 * killed stack as an orphan: the next start on the same folder ends the orphan first.
 */
public final class EmbeddedDatabase implements AutoCloseable {

  private static final String DATABASE = "waybill";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final EmbeddedPostgres server;

  private EmbeddedDatabase(EmbeddedPostgres server) {
    this.server = server;
  }

  /**
   * Starts a server on {@code wantedPort} or above (0: any).
   *
   * @param durable whether what was committed must survive a crash of the machine
   */
  public static EmbeddedDatabase start(Path folder, int wantedPort, boolean durable) {
    try {
      Files.createDirectories(folder.getParent());
      endOrphan(folder);
      File log = folder.resolveSibling("postgres.log").toFile();
      String sync = durable ? "on" : "off";
      EmbeddedPostgres server =
          EmbeddedPostgres.builder()
              .setDataDirectory(folder)
              .setCleanDataDirectory(false)
              .setRegisterShutdownHook(false)
              .setPort(LoopbackPort.atOrAbove(wantedPort))
              .setPGStartupWait(PATIENCE)
              .setServerConfig("listen_addresses", LoopbackPort.HOST)
              .setServerConfig("fsync", sync)
              .setServerConfig("full_page_writes", sync)
              .setServerConfig("synchronous_commit", sync)
              .setServerConfig("shared_buffers", "64MB")
              .setServerConfig("max_connections", "200")
              .setServerConfig("timezone", "UTC")
              .setOutputRedirector(Redirect.appendTo(log))
              .setErrorRedirector(Redirect.appendTo(log))
              .start();
      EmbeddedDatabase database = new EmbeddedDatabase(server);
      database.createDatabase();
      return database;
    } catch (IOException | SQLException | IllegalStateException e) {
      throw new StackFailure(
          "PostgreSQL did not start on the folder %s (%s). Its data is kept as it is; see %s."
              .formatted(folder, e.getMessage(), folder.resolveSibling("postgres.log")),
          e);
    }
  }

  /** For any program on this machine; the user is {@code postgres} without a password. */
  public String jdbcUrl() {
    return jdbcUrl(DATABASE);
  }

  public Connection connect() throws SQLException {
    return DriverManager.getConnection(jdbcUrl());
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new StackFailure("PostgreSQL did not end by itself: " + e.getMessage(), e);
    }
  }

  private String jdbcUrl(String name) {
    return "jdbc:postgresql://%s:%d/%s?user=postgres"
        .formatted(LoopbackPort.HOST, server.getPort(), name);
  }

  private void createDatabase() throws SQLException {
    try (Connection connection = DriverManager.getConnection(jdbcUrl("postgres"));
        Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'")) {
      if (!found.next()) {
        statement.execute("CREATE DATABASE " + DATABASE);
      }
    }
  }

  /** Ends the server that a killed stack left behind on this very folder. */
  private static void endOrphan(Path folder) throws IOException {
    Path pidFile = folder.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return;
    }
    Optional<ProcessHandle> orphan = serverOf(folder, pidFile);
    if (orphan.isPresent()) {
      orphan.get().destroy();
      if (!ended(orphan.get(), Duration.ofSeconds(10))) {
        orphan.get().destroyForcibly();
        if (!ended(orphan.get(), Duration.ofSeconds(10))) {
          throw new IOException(
              "process %d of an earlier start still holds it: end that process"
                  .formatted(orphan.get().pid()));
        }
      }
    }
    Files.deleteIfExists(pidFile);
  }

  private static Optional<ProcessHandle> serverOf(Path folder, Path pidFile) throws IOException {
    long pid;
    try {
      pid = Long.parseLong(Files.readAllLines(pidFile).get(0).trim());
    } catch (NumberFormatException | IndexOutOfBoundsException unreadable) {
      return Optional.empty();
    }
    String name = folder.toAbsolutePath().toString();
    return ProcessHandle.of(pid)
        .filter(
            process ->
                process
                    .info()
                    .commandLine()
                    .filter(line -> line.contains("postgres") && line.contains(name))
                    .isPresent());
  }

  private static boolean ended(ProcessHandle process, Duration patience) {
    try {
      process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException stillThere) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      return !process.isAlive();
    }
  }
}
