package io.waybill.local.command;

import io.waybill.local.deadletter.LetterTable;
import io.waybill.local.deadletter.Redriver;
import io.waybill.local.deadletter.Redriver.Result;
import io.waybill.local.feed.PipelineProgress;
import io.waybill.local.partner.PublishedProfiles;
import io.waybill.operators.intake.profile.Profiles;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code waybill dead-letters redrive}. */
@Command(
    name = "redrive",
    mixinStandardHelpOptions = true,
    description = {
      "Sends dead letters to the raw topic again: same partner, same key, with the correction if"
          + " there is one. A letter is sent once.",
      "What would be a dead letter again is left as it is."
    })
final class DeadLetterRedriveCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** What the sinks of dead letters and of the read table may need behind the clock. */
  private static final Duration BEHIND_THE_CLOCK = Duration.ofMillis(800);

  @Spec private CommandSpec spec;

  @Parameters(arity = "0..*", paramLabel = "ID", description = "Of the dead letters.")
  private List<String> ids = new ArrayList<>();

  @Mixin private LetterOptions options;

  @Option(names = "--all", description = "All that were not sent again yet.")
  private boolean all;

  @Option(
      names = "--as",
      paramLabel = "PARTNER",
      description = "The partner of letters that did not say one.")
  private String as;

  @Option(names = "--force", description = "Send also what would be a dead letter again.")
  private boolean force;

  @Option(
      names = "--by",
      paramLabel = "NAME",
      description = "Who sends it. Default: the user of this system.")
  private String by = System.getProperty("user.name", "");

  private record Sent(List<String> ids, long time, int left) {}

  @Override
  public Integer call() {
    if (ids.isEmpty() && !options.filtered() && !all) {
      throw new ParameterException(
          spec.commandLine(),
          "Say which: their ids, --reason, --partner, or --all for all of them.");
    }
    RunningStack stack = options.stack();
    Profiles profiles = new PublishedProfiles(stack.kafka()).profiles();
    PrintWriter out = spec.commandLine().getOut();
    Sent sent = stack.ask(connection -> send(connection, profiles, out));
    int again = 0;
    if (!sent.ids().isEmpty() && awaitIntake(sent.time())) {
      again = stack.ask(connection -> again(connection, sent.ids(), out));
      out.printf(
          "%d sent again: %d accepted, %d are dead letters again; %d left as they are%n",
          sent.ids().size(), sent.ids().size() - again, again, sent.left());
    } else {
      out.printf(
          "%d sent again%s; %d left as they are%n",
          sent.ids().size(),
          sent.ids().isEmpty() ? "" : ", the intake has not read them yet",
          sent.left());
    }
    out.flush();
    return again + sent.left() == 0 ? ExitCode.GOOD : ExitCode.FINDINGS;
  }

  private Sent send(Connection connection, Profiles profiles, PrintWriter out) throws SQLException {
    List<String> wanted =
        ids.isEmpty() ? new LetterTable(connection).open(options.filter(false)) : ids;
    List<String> sent = new ArrayList<>();
    long time = 0;
    int left = 0;
    try (Redriver redriver = new Redriver(connection, options.stack().kafka(), profiles, by)) {
      for (String id : wanted) {
        Result result = redriver.redrive(id, as, force);
        if (result instanceof Result.Sent done) {
          sent.add(id);
          time = Math.max(time, done.time());
          out.printf("%s sent%n", id);
        } else if (result instanceof Result.Left reason) {
          left++;
          out.printf("%s left: %s%n", id, reason.why());
        }
      }
    }
    return new Sent(sent, time, left);
  }

  /** Whether the intake has read everything up to a time, as far as its clock tells. */
  private boolean awaitIntake(long time) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try (PipelineProgress progress = new PipelineProgress(options.stack().kafka()).fromNow()) {
      while (System.nanoTime() < deadline) {
        progress.refresh();
        if (progress.behind(List.of("intake-identity", "intake-shipment"), time + 10).isEmpty()) {
          Thread.sleep(BEHIND_THE_CLOCK.toMillis());
          return true;
        }
      }
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static int again(Connection connection, List<String> ids, PrintWriter out)
      throws SQLException {
    LetterTable table = new LetterTable(connection);
    int again = 0;
    for (String id : ids) {
      var redrive = table.find(id).orElseThrow().redrive();
      if (redrive != null && redrive.again() != null) {
        again++;
        out.printf("%s is a dead letter again: %s%n", id, redrive.again());
      }
    }
    return again;
  }
}
