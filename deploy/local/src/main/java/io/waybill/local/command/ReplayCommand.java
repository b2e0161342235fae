package io.waybill.local.command;

import io.waybill.local.progress.Console;
import io.waybill.local.replay.Replay;
import io.waybill.local.replay.ReplayOptions;
import io.waybill.local.replay.ReplayOptions.GeneratedFolder;
import io.waybill.local.replay.ReplayOptions.Input;
import io.waybill.local.replay.ReplayOptions.KeptLogFolder;
import io.waybill.local.replay.ReplayOptions.ProfileFiles;
import io.waybill.local.replay.Summary;
import io.waybill.local.stack.DataFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code waybill replay}. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description =
        "Feeds a history to a throwaway stack, waits until nothing is left to do, and reports.")
final class ReplayCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @ArgGroup(multiplicity = "1")
  private Source source;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      defaultValue = "2",
      description = "Of every job; divides the partitions of a log. Default: ${DEFAULT-VALUE}.")
  private int parallelism;

  @Option(
      names = "--fail-every",
      paramLabel = "DURATION",
      converter = Durations.class,
      description = "Make a task fail this often, job after job in turn.")
  private Duration failEvery;

  @Option(names = "--keep-log", paramLabel = "DIR", description = "Keep the fact log in a folder.")
  private Path keepLog;

  @Option(
      names = "--summary",
      paramLabel = "FILE",
      description = "Write the summary as JSON to a file; else it is printed.")
  private Path summaryFile;

  @Option(
      names = "--effects",
      paramLabel = "FILE",
      description = "Write the effects, a line of JSON each, in release order.")
  private Path effectsFile;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Keep everything in this folder; a replay that was cut off goes on there.")
  private Path data;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "0",
      description = "Feed so many messages a second at most. Default: as fast as it goes.")
  private double rate;

  @Option(
      names = "--clock-end",
      paramLabel = "TIME",
      converter = Times.class,
      description = "The clock reaches this time at least, for example 2016-01-01T00:00:00Z.")
  private Instant clockEnd;

  /** One of three kinds of input. */
  private static final class Source {

    @ArgGroup(exclusive = false)
    private Profile profile;

    @Option(
        names = "--generated",
        paramLabel = "DIR",
        description = "Messages that generate wrote.")
    private Path generated;

    @Option(
        names = "--from-log",
        paramLabel = "DIR",
        description = "A fact log that --keep-log kept.")
    private Path fromLog;
  }

  /** Files and the profile that reads them. */
  private static final class Profile {

    @Option(
        names = "--profile",
        paramLabel = "NAME",
        required = true,
        description = "History profile that reads the files: scms.")
    private String name;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files of the history.")
    private List<Path> files;
  }

  @Override
  public Integer call() throws Exception {
    Input input = input();
    Arguments.requireParallelism(spec, parallelism);
    if (failEvery != null && input instanceof KeptLogFolder) {
      throw new ParameterException(
          spec.commandLine(),
          "--fail-every slows the feed of messages down, and a kept log has none: use it with"
              + " --profile or --generated.");
    }
    if (data != null && input instanceof KeptLogFolder) {
      throw new ParameterException(
          spec.commandLine(), "A kept log is replayed in one go: leave --data out.");
    }
    Path logs = data == null ? LogFiles.temporary() : LogFiles.into(DataFolder.logs(data));
    Console console = new Console(spec.commandLine().getErr());
    console.say("starting a stack; log files in " + logs);
    Summary summary =
        new Replay(
                new ReplayOptions(input, parallelism, failEvery, keepLog, data, rate, clockEnd),
                console)
            .run();
    report(summary);
    return summary.jobsWithoutFailure().isEmpty() ? ExitCode.GOOD : ExitCode.FINDINGS;
  }

  private Input input() {
    if (source.profile != null) {
      if (!ProfileFiles.isKnown(source.profile.name)) {
        throw new ParameterException(
            spec.commandLine(),
            "No profile %s reads a history of files; scms does.".formatted(source.profile.name));
      }
      source.profile.files.forEach(file -> Arguments.requireFile(spec, file));
      return new ProfileFiles(source.profile.name, source.profile.files);
    }
    return source.generated != null
        ? new GeneratedFolder(Arguments.requireFolder(spec, source.generated))
        : new KeptLogFolder(Arguments.requireFolder(spec, source.fromLog));
  }

  private void report(Summary summary) throws java.io.IOException {
    if (effectsFile != null) {
      summary.writeEffects(effectsFile);
    }
    if (summaryFile != null) {
      summary.write(summaryFile);
    } else {
      spec.commandLine().getOut().println(summary.json());
      spec.commandLine().getOut().flush();
    }
    for (String job : summary.jobsWithoutFailure()) {
      spec.commandLine()
          .getErr()
          .printf(
              "No task of %s failed before the input ended: fail more often, or feed more.%n", job);
    }
  }
}
