package io.waybill.local.command;

import io.waybill.local.live.LiveRun;
import io.waybill.local.progress.Console;
import io.waybill.local.stack.DataFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code waybill up}. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = "Starts everything in this process; Ctrl-C ends it, and it goes on next time.")
final class UpCommand implements Callable<Integer> {

  private static final long SECONDS_TO_END = 60;

  @Spec private CommandSpec spec;

  @Option(
      names = "--demo",
      arity = "0..1",
      paramLabel = "RATE",
      fallbackValue = "100",
      description = "Feed made-up messages in real formats, so many a second. Default: 100.")
  private Double demoRate;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      converter = Durations.class,
      description = "End by itself after this time, for example 90s.")
  private Duration duration;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = ".waybill",
      description = "Folder for everything that is kept. Default: ${DEFAULT-VALUE}.")
  private Path data;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of every job; divides the partitions of a log. Default: ${DEFAULT-VALUE}.")
  private int parallelism;

  @Override
  public Integer call() throws Exception {
    Arguments.requireParallelism(spec, parallelism);
    if (demoRate != null && demoRate <= 0) {
      throw new ParameterException(
          spec.commandLine(),
          "A demo of %s messages a second would show nothing.".formatted(demoRate));
    }
    LogFiles.into(DataFolder.logs(data));
    Console console = new Console(spec.commandLine().getOut());
    console.say("starting; log files in " + DataFolder.logs(data));
    LiveRun run =
        new LiveRun(
            new LiveRun.Options(
                data,
                parallelism,
                duration,
                demoRate == null ? 0 : demoRate,
                Demo.messages(System.currentTimeMillis())),
            console);
    CountDownLatch ended = endOnInterrupt(run);
    try {
      run.run();
    } finally {
      ended.countDown();
    }
    return ExitCode.GOOD;
  }

  /** Ctrl-C asks the run to end and waits until it has. */
  private static CountDownLatch endOnInterrupt(LiveRun run) {
    CountDownLatch ended = new CountDownLatch(1);
    Thread hook =
        new Thread(
            () -> {
              run.end();
              try {
                ended.await(SECONDS_TO_END, TimeUnit.SECONDS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "waybill-end");
    Runtime.getRuntime().addShutdownHook(hook);
    return ended;
  }
}
