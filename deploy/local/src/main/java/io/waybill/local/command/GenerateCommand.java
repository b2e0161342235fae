package io.waybill.local.command;

import io.waybill.generator.Generator;
import io.waybill.generator.GeneratorOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code waybill generate}. */
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    description = "Writes made-up messages, with disorder, duplicates, losses and corrections.")
final class GenerateCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--seed",
      required = true,
      paramLabel = "N",
      description = "The same seed gives the same messages.")
  private long seed;

  @Option(
      names = "--shipments",
      required = true,
      paramLabel = "N",
      description = "Shipments of each set.")
  private int shipments;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "1",
      description = "Sets, each of its own seed and owner. Default: ${DEFAULT-VALUE}.")
  private int seeds;

  @Option(
      names = "--arrival-orders",
      paramLabel = "N",
      defaultValue = "1",
      description = "How often each set is written, in another order. Default: ${DEFAULT-VALUE}.")
  private int arrivalOrders;

  @Option(
      names = "--fetched-every",
      paramLabel = "DURATION",
      defaultValue = "1s",
      converter = Durations.class,
      description =
          "Messages are recorded at full multiples of this; coarser is faster to replay."
              + " Default: ${DEFAULT-VALUE}.")
  private Duration fetchedEvery;

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder to write.")
  private Path out;

  @Override
  public Integer call() throws Exception {
    Generator.generate(options(), out);
    spec.commandLine()
        .getOut()
        .printf(
            "Wrote %s and run.json. Next: waybill replay --generated %s%n",
            out.resolve("messages.jsonl"), out);
    return ExitCode.GOOD;
  }

  private GeneratorOptions options() {
    try {
      return new GeneratorOptions(seed, shipments, seeds, arrivalOrders, fetchedEvery);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
