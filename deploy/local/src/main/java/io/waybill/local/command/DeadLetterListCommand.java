package io.waybill.local.command;

import io.waybill.local.deadletter.Letter;
import io.waybill.local.deadletter.LetterTable;
import io.waybill.local.deadletter.LetterTable.Filter;
import io.waybill.local.deadletter.Masking;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code waybill dead-letters list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists dead letters that were not sent again yet, the newest first.")
final class DeadLetterListCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private LetterOptions options;

  @Option(
      names = "--redriven",
      description = "Also those that were sent again, and what came of it.")
  private boolean redriven;

  @Option(names = "--unmask", description = "Show values, which may be personal data.")
  private boolean unmask;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "At most so many. Default: ${DEFAULT-VALUE}.")
  private int limit;

  private record Listed(List<Letter> letters, long all) {}

  @Override
  public Integer call() {
    Filter filter = options.filter(redriven);
    Listed listed =
        options
            .stack()
            .ask(
                connection -> {
                  LetterTable table = new LetterTable(connection);
                  return new Listed(table.list(filter, Math.max(1, limit)), table.count(filter));
                });
    PrintWriter out = spec.commandLine().getOut();
    listed.letters().forEach(letter -> print(out, letter, unmask));
    out.printf("%d of %d dead letters%n", listed.letters().size(), listed.all());
    out.flush();
    return ExitCode.GOOD;
  }

  static void print(PrintWriter out, Letter letter, boolean unmask) {
    String value = unmask ? letter.value() : Masking.mask(letter.value());
    out.printf(
        "%s  %s  %s  %s  %s%s%n",
        letter.id(),
        letter.recordedAt(),
        letter.partner().isEmpty() ? "(no partner)" : letter.partner(),
        letter.reason(),
        letter.field(),
        value.isEmpty() ? "" : " '" + value + "'");
    out.printf("    %s%n", unmask ? letter.remedy() : Masking.maskRemedy(letter.remedy()));
    if (letter.edit() != null) {
      out.printf("    edited by %s at %s%n", letter.edit().by(), letter.edit().at());
    }
    if (letter.redrive() != null) {
      out.printf("    %s%n", outcome(letter.redrive()));
    }
  }

  static String outcome(Letter.Redrive redrive) {
    return "sent again by %s at %s%s; %s"
        .formatted(
            redrive.by(),
            redrive.at(),
            redrive.edited() ? ", edited" : "",
            redrive.again() == null
                ? "accepted, or not read yet"
                : "it is a dead letter again: " + redrive.again());
  }
}
