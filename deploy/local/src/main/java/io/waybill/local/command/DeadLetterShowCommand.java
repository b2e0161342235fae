package io.waybill.local.command;

import io.waybill.local.deadletter.Letter;
import io.waybill.local.deadletter.LetterTable;
import io.waybill.local.deadletter.Masking;
import io.waybill.local.deadletter.RawRecords;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code waybill dead-letters show}. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Shows a dead letter with its content, which is masked unless asked otherwise.")
final class DeadLetterShowCommand implements Callable<Integer> {

  private static final int PRINTED = 4_000;

  @Spec private CommandSpec spec;

  @Parameters(arity = "1", paramLabel = "ID", description = "Of the dead letter.")
  private String id;

  @Option(names = "--unmask", description = "Show value and content, which may be personal data.")
  private boolean unmask;

  @Option(
      names = "--save",
      paramLabel = "FILE",
      description = "Write the content as it is to a new file, to be corrected.")
  private Path save;

  @Mixin private RunningStack stack;

  @Override
  public Integer call() throws IOException {
    Optional<Letter> found = stack.ask(connection -> new LetterTable(connection).find(id));
    PrintWriter out = spec.commandLine().getOut();
    if (found.isEmpty()) {
      out.printf("There is no dead letter %s.%n", id);
      out.flush();
      return ExitCode.FINDINGS;
    }
    Optional<byte[]> whole = whole(found.get());
    byte[] content = whole.orElse(found.get().content());
    print(out, found.get(), content, unmask);
    if (whole.isEmpty()) {
      out.println("The raw topic does not hold its message any more: this is what was kept of it.");
    }
    if (save != null) {
      Files.write(save, content, java.nio.file.StandardOpenOption.CREATE_NEW);
      out.printf("content written to %s%n", save);
    }
    out.flush();
    return ExitCode.GOOD;
  }

  /** All that was wrong, with what an operator made of it; empty when nobody has it any more. */
  private Optional<byte[]> whole(Letter letter) {
    if (letter.edit() != null) {
      return Optional.of(letter.edit().content());
    }
    if (letter.isWhole()) {
      return Optional.of(letter.content());
    }
    try (RawRecords records = new RawRecords(stack.kafka())) {
      return records.at(letter.at()).map(ConsumerRecord::value);
    }
  }

  static void print(PrintWriter out, Letter letter, byte[] content, boolean unmask) {
    out.printf("dead letter   %s%n", letter.id());
    out.printf("partner       %s%n", letter.partner());
    out.printf("recorded      %s%n", letter.recordedAt());
    out.printf("reason        %s%n", letter.reason());
    out.printf("field         %s%n", letter.field());
    out.printf("value         %s%n", unmask ? letter.value() : Masking.mask(letter.value()));
    out.printf(
        "remedy        %s%n", unmask ? letter.remedy() : Masking.maskRemedy(letter.remedy()));
    out.printf(
        "raw message   %s, partition %d, offset %d, part %d%n",
        letter.at().topic(), letter.at().partition(), letter.at().offset(), letter.position());
    String numbers = letter.controlNumbers();
    if (numbers != null) {
      out.printf("control       %s%n", unmask ? numbers : Masking.maskLetters(numbers));
    }
    if (letter.edit() != null) {
      out.printf("edited        by %s at %s%n", letter.edit().by(), letter.edit().at());
    }
    if (letter.redrive() != null) {
      out.printf("redriven      %s%n", DeadLetterListCommand.outcome(letter.redrive()));
    }
    String text = Masking.text(content);
    String start = text.length() > PRINTED ? text.substring(0, PRINTED) + "..." : text;
    out.printf("content       %d bytes%s%n", content.length, unmask ? "" : ", masked");
    (unmask ? start : Masking.mask(start)).lines().forEach(line -> out.println("    " + line));
  }
}
