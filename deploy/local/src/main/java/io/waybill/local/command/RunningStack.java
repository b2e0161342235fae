package io.waybill.local.command;

import io.waybill.local.stack.StackAddresses;
import io.waybill.local.stack.StackFailure;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import picocli.CommandLine.Option;

/** The running stack that a command asks something of, and the option that names it. */
final class RunningStack {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = ".waybill",
      description = "Data folder of the running stack. Default: ${DEFAULT-VALUE}.")
  private Path data;

  /**
   * Address of its Kafka.
   *
   * @throws StackFailure with a sentence, if none runs on the folder
   */
  String kafka() {
    return addresses().kafka();
  }

  private StackAddresses addresses() {
    return StackAddresses.ofRunning(data)
        .orElseThrow(
            () ->
                new StackFailure(
                    ("No stack is running on %s. Start one with: waybill up --data %s; or name"
                            + " the folder of the one that runs with --data.")
                        .formatted(data.toAbsolutePath().normalize(), data)));
  }

  /** What is asked of the database. */
  @FunctionalInterface
  interface Question<T> {
    T ask(Connection connection) throws SQLException;
  }

  /**
   * Asks the database.
   *
   * @throws StackFailure with a sentence, if none runs on the folder, or it does not answer
   */
  <T> T ask(Question<T> question) {
    try (Connection connection = DriverManager.getConnection(addresses().database())) {
      return question.ask(connection);
    } catch (SQLException e) {
      throw new StackFailure(
          "The database of the stack does not answer (%s). The stack is left as it is."
              .formatted(e.getMessage()),
          e);
    }
  }
}
