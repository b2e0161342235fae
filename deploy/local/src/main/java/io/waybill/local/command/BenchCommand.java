package io.waybill.local.command;

import io.waybill.local.bench.Bench;
import io.waybill.local.bench.IntakeBench;
import io.waybill.local.progress.Console;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the shipment join against a pass-through. */
@Command(
    name = "bench",
    description =
        "Throughput of the shipment join against an exactly-once pass-through of the same bytes.",
    mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--shipments",
      defaultValue = "100000",
      description = "Shipments that are open at the same time (default: ${DEFAULT-VALUE}).")
  private int shipments;

  @Option(
      names = "--rounds",
      defaultValue = "5",
      description = "Measured rounds of each job (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--intake",
      description =
          "Instead: CPU time that the intake job takes beyond its decoders, on a generated history"
              + " of --shipments.")
  private boolean intake;

  @Override
  public Integer call() {
    if (intake) {
      double beyond =
          new IntakeBench(shipments, rounds, new Console(spec.commandLine().getOut())).run();
      spec.commandLine()
          .getOut()
          .printf(Locale.ROOT, "beyond the decoders %.1f CPU µs a message (goal 40)%n", beyond);
      spec.commandLine().getOut().flush();
      return ExitCode.GOOD;
    }
    double ratio = new Bench(shipments, rounds, new Console(spec.commandLine().getOut())).run();
    spec.commandLine().getOut().printf(Locale.ROOT, "ratio %.2f%n", ratio);
    spec.commandLine().getOut().flush();
    return ExitCode.GOOD;
  }
}
