package io.waybill.local.command;

import io.waybill.local.stack.StackFailure;
import io.waybill.referee.MessageFormatException;
import io.waybill.referee.Referee;
import io.waybill.referee.RefereeInput;
import io.waybill.referee.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code waybill referee}. */
@Command(
    name = "referee",
    mixinStandardHelpOptions = true,
    description = "Judges the effects of a replay by the raw messages alone.")
final class RefereeCommand implements Callable<Integer> {

  private static final String SCMS = "scms";

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1",
      paramLabel = "DIR|FILE",
      description = "Folder that generate wrote; with --profile, the file of that profile.")
  private Path input;

  @Option(names = "--profile", paramLabel = "NAME", description = "History profile: scms.")
  private String profile;

  @ArgGroup(exclusive = false, multiplicity = "1")
  private Outcome outcome;

  /** What is judged. */
  private static final class Outcome {

    @Option(
        names = "--effects",
        required = true,
        paramLabel = "FILE",
        description = "Effects that replay --effects wrote.")
    private Path effects;

    @Option(
        names = "--summary",
        paramLabel = "FILE",
        description = "Summary that replay --summary wrote: its stock and alerts are judged too.")
    private Path summary;
  }

  @Override
  public Integer call() {
    Arguments.requireFile(spec, outcome.effects);
    if (outcome.summary != null) {
      Arguments.requireFile(spec, outcome.summary);
    }
    RefereeInput refereeInput = refereeInput();
    Verdict verdict;
    try {
      verdict = Referee.judge(refereeInput, outcome.effects, outcome.summary);
    } catch (MessageFormatException e) {
      throw new StackFailure(e.getMessage(), e);
    } catch (IOException e) {
      throw new StackFailure(
          "The referee cannot read a file (%s). Nothing was changed.".formatted(e.getMessage()), e);
    }
    verdict.lines().forEach(spec.commandLine().getOut()::println);
    spec.commandLine().getOut().flush();
    return verdict.agrees() ? ExitCode.GOOD : ExitCode.FINDINGS;
  }

  private RefereeInput refereeInput() {
    if (profile == null) {
      return new RefereeInput.Generated(Arguments.requireFolder(spec, input));
    }
    if (!profile.equals(SCMS)) {
      throw new ParameterException(
          spec.commandLine(),
          "The referee does not know the profile %s: it judges %s.".formatted(profile, SCMS));
    }
    return new RefereeInput.Scms(Arguments.requireFile(spec, input));
  }
}
