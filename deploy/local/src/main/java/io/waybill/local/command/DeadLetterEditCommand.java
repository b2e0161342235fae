package io.waybill.local.command;

import io.waybill.local.deadletter.Letter;
import io.waybill.local.deadletter.LetterActions;
import io.waybill.local.deadletter.LetterTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code waybill dead-letters edit}. */
@Command(
    name = "edit",
    mixinStandardHelpOptions = true,
    description = "Keeps a corrected content for a dead letter; redrive sends it.")
final class DeadLetterEditCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "ID", description = "Of the dead letter.")
  private String id;

  @Parameters(index = "1", paramLabel = "FILE", description = "The corrected content.")
  private Path file;

  @Option(
      names = "--by",
      paramLabel = "NAME",
      description = "Who corrects it. Default: the user of this system.")
  private String by = System.getProperty("user.name", "");

  @Mixin private RunningStack stack;

  @Override
  public Integer call() throws IOException {
    if (Files.size(Arguments.requireFile(spec, file)) > LetterActions.MAX_CONTENT) {
      throw new ParameterException(spec.commandLine(), file + " is larger than 10 MB.");
    }
    byte[] content = Files.readAllBytes(file);
    Optional<String> refusal =
        stack.ask(
            connection -> {
              LetterTable table = new LetterTable(connection);
              Optional<Letter> letter = table.find(id);
              if (letter.isEmpty()) {
                return Optional.of("There is no dead letter %s.".formatted(id));
              }
              if (letter.get().redrive() != null) {
                return Optional.of(
                    "%s was sent again already: %s"
                        .formatted(id, DeadLetterListCommand.outcome(letter.get().redrive())));
              }
              Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
              try (LetterActions actions = new LetterActions(stack.kafka())) {
                actions.edited(id, content, by, now);
              }
              table.edit(id, content, by, now);
              return Optional.<String>empty();
            });
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        refusal.orElse(
            "%s edited: %d bytes. Send it with: waybill dead-letters redrive %s"
                .formatted(id, content.length, id)));
    out.flush();
    return refusal.isEmpty() ? ExitCode.GOOD : ExitCode.FINDINGS;
  }
}
