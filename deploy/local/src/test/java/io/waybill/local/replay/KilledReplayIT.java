package io.waybill.local.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.generator.Generator;
import io.waybill.generator.GeneratorOptions;
import io.waybill.referee.Referee;
import io.waybill.referee.RefereeInput;
import io.waybill.referee.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole process is killed while it is fed, three times, and started again. */
class KilledReplayIT {

  private static final int MINUTES_TO_START = 3;
  private static final int MINUTES_TO_FINISH = 8;

  private static final long SEED = 5_200;

  @TempDir private Path folder;

  @Test
  @Tag("R-F1")
  @Tag("R-F7")
  void nothingIsLostOrDoubled() throws Exception {
    Path messages = folder.resolve("messages");
    Generator.generate(new GeneratorOptions(SEED, 60, 1, 1), messages);
    for (int kill = 1; kill <= 3; kill++) {
      Process process = replay(messages, "killed-" + kill);
      awaitCheckpoint(process, kill);
      process.destroyForcibly().waitFor();
    }
    Process last = replay(messages, "finished");
    assertThat(last.waitFor(MINUTES_TO_FINISH, TimeUnit.MINUTES)).isTrue();
    assertThat(last.exitValue()).as(output("finished")).isZero();

    Verdict verdict =
        Referee.judge(
            new RefereeInput.Generated(messages),
            folder.resolve("effects.jsonl"),
            folder.resolve("summary.json"));
    assertThat(verdict.agrees()).as(String.join("\n", verdict.lines())).isTrue();
  }

  private Process replay(Path messages, String name) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx900m");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-Dorg.apache.avro.SERIALIZABLE_PACKAGES=io.waybill,java");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("io.waybill.local.command.Waybill");
    command.addAll(List.of("replay", "--generated", messages.toString(), "--rate", "20"));
    command.addAll(List.of("--data", folder.resolve("data").toString(), "--parallelism", "1"));
    command.addAll(List.of("--effects", folder.resolve("effects.jsonl").toString()));
    command.addAll(List.of("--summary", folder.resolve("summary.json").toString()));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve(name + ".log").toFile())
        .start();
  }

  /** Until there are jobs and some seconds of work behind a checkpoint of theirs. */
  private void awaitCheckpoint(Process process, int kill) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(MINUTES_TO_START);
    while (!output("killed-" + kill).contains("jobs started")) {
      assertThat(process.isAlive()).as(output("killed-" + kill)).isTrue();
      assertThat(System.nanoTime()).as("started in time").isLessThan(deadline);
      Thread.sleep(100);
    }
    Thread.sleep(4_000 + 2_000L * kill);
    assertThat(output("killed-" + kill)).as("killed in mid-feed").doesNotContain("] fed ");
  }

  private String output(String name) {
    try {
      return Files.readString(folder.resolve(name + ".log"));
    } catch (IOException e) {
      return "";
    }
  }
}
