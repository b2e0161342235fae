package io.waybill.local.command;

import io.waybill.local.stack.StackFailure;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line of Waybill in one process. */
@Command(
    name = "waybill",
    description = "Keeps logistics systems and an ERP in step: the whole system in one process.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      UpCommand.class,
      ReplayCommand.class,
      GenerateCommand.class,
      RefereeCommand.class,
      WhyCommand.class,
      PartnerCommand.class,
      DeadLettersCommand.class,
      DoctorCommand.class,
      BenchCommand.class,
      HelpCommand.class
    },
    mixinStandardHelpOptions = true,
    version = "Waybill 0.1.0-SNAPSHOT",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:good",
      "1:it ran, and found something that is not as it should be",
      "2:wrong usage",
      "3:it failed"
    })
public final class Waybill {

  private Waybill() {}

  /** The command line, with its exit codes, for the program and for tests. */
  static CommandLine commandLine() {
    return new CommandLine(new Waybill())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(Waybill::explain)
        .setParameterExceptionHandler(Waybill::explainUsage);
  }

  private static int explainUsage(ParameterException exception, String[] args) {
    PrintWriter err = exception.getCommandLine().getErr();
    String command = exception.getCommandLine().getCommandSpec().qualifiedName();
    err.println(exception.getMessage());
    UnmatchedArgumentException.printSuggestions(exception, err);
    err.printf("Nothing was started. See: %s --help%n", command);
    err.flush();
    return ExitCode.USAGE;
  }

  private static int explain(
      Exception exception, CommandLine command, CommandLine.ParseResult parsed) {
    PrintWriter err = command.getErr();
    if (exception instanceof StackFailure) {
      err.println(exception.getMessage());
    } else {
      err.printf(
          "It failed, in a way that Waybill has no sentence for: %s%nThe log files have the rest.%n",
          exception);
      exception.printStackTrace(err);
    }
    err.flush();
    return ExitCode.FAILED;
  }

  public static void main(String[] args) {
    // Libraries that log through Java's own logging have nothing to say to a person.
    java.util.logging.LogManager.getLogManager().reset();
    // Embedded servers may leave threads behind; the exit code says that everything is done.
    System.exit(commandLine().execute(args));
  }
}
