package io.waybill.local.command;

import io.waybill.local.stack.StackAddresses;
import io.waybill.local.stack.StackFailure;
import io.waybill.operators.view.BillingQuestion;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code waybill why}. */
@Command(
    name = "why",
    mixinStandardHelpOptions = true,
    description = "Says why a shipment is, or is not, billable, on a running stack.")
final class WhyCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(arity = "1", paramLabel = "SHIPMENT", description = "Name of the shipment.")
  private String shipment;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = ".waybill",
      description = "Data folder of the running stack. Default: ${DEFAULT-VALUE}.")
  private Path data;

  @Override
  public Integer call() {
    StackAddresses addresses =
        StackAddresses.ofRunning(data)
            .orElseThrow(
                () ->
                    new StackFailure(
                        ("No stack is running on %s. Start one with: waybill up --data %s; or name"
                                + " the folder of the one that runs with --data.")
                            .formatted(data.toAbsolutePath().normalize(), data)));
    try (Connection connection = DriverManager.getConnection(addresses.database())) {
      List<String> answer = new BillingQuestion(connection).why(shipment);
      answer.forEach(spec.commandLine().getOut()::println);
      spec.commandLine().getOut().flush();
      return ExitCode.GOOD;
    } catch (SQLException e) {
      throw new StackFailure(
          "The database of the stack does not answer (%s). The stack is left as it is."
              .formatted(e.getMessage()),
          e);
    }
  }
}
