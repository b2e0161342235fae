package io.waybill.operators.intake.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Messages a second of one thread's CPU time, decode to fact: who else uses the machine does not
 * count, and neither does the collector, which has a thread of its own. {@code ./mvnw -pl operators
 * -am test -Dtest=DecoderBenchmarkTest -Dsurefire.failIfNoSpecifiedTests=false -Dbench.seconds=5}
 * measures five times five seconds in a process of its own; without the property it runs for a
 * second each, so that it cannot rot. Only the ratio to StAEDI, of the same run, is required: it
 * holds on any machine.
 */
@Tag("R-S1")
@Tag("R-S3")
class DecoderBenchmarkTest {

  private static final int SECONDS = Integer.getInteger("bench.seconds", 0);
  private static final double LEAST_RATIO = 0.75;

  /** Messages a second that one core should read. */
  private static final Map<String, Integer> GOALS =
      Map.of("trackingJson", 60_000, "ping", 200_000, "pingsInBatches", 200_000);

  @Test
  void decodeToFactOnOneCore() throws RunnerException {
    boolean brief = SECONDS == 0;
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(DecoderBenchmark.class.getName() + "\\.")
            .mode(Mode.Throughput)
            .threads(1)
            .shouldFailOnError(true)
            .forks(brief ? 0 : 1)
            .jvmArgsAppend(
                "-Xmx1g", "-XX:+UseSerialGC", "-Dorg.apache.avro.SERIALIZABLE_PACKAGES=io.waybill")
            .warmupIterations(brief ? 1 : 4)
            .warmupTime(TimeValue.seconds(brief ? 1 : SECONDS))
            .measurementIterations(brief ? 1 : 5)
            .measurementTime(TimeValue.seconds(brief ? 1 : SECONDS))
            .verbosity(VerboseMode.SILENT);
    Map<String, Double> rates = new TreeMap<>();
    for (RunResult result : new Runner(options.build()).run()) {
      double messages = result.getSecondaryResults().get("messages").getScore();
      double micros = result.getSecondaryResults().get("micros").getScore();
      rates.put(result.getPrimaryResult().getLabel(), messages * 1e6 / micros);
    }
    rates.forEach(
        (name, rate) ->
            System.out.printf(
                Locale.ROOT,
                "%-15s %,10.0f messages a second of CPU%s%n",
                name,
                rate,
                GOALS.containsKey(name)
                    ? String.format(Locale.ROOT, " (goal %,d)", GOALS.get(name))
                    : ""));
    double ratio = rates.get("status214") / rates.get("bareStaedi214");
    System.out.printf(
        Locale.ROOT, "214 to fact over bare StAEDI: %.2f (goal %.2f)%n", ratio, LEAST_RATIO);
    assertThat(ratio).isGreaterThanOrEqualTo(LEAST_RATIO);
  }
}
