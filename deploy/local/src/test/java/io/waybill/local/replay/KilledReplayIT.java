package io.waybill.local.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.generator.Generator;
import io.waybill.generator.GeneratorOptions;
import io.waybill.referee.Referee;
import io.waybill.referee.RefereeInput;
import io.waybill.referee.Verdict;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole process is killed while it is fed, three times, and started again. */
class KilledReplayIT {

  private static final int MINUTES_TO_CHECKPOINT = 3;
  private static final int MINUTES_TO_FINISH = 8;

  private static final long SEED = 5_200;

  private static final Pattern JOBS_STARTED = Pattern.compile("(\\d+) jobs started");

  @TempDir private Path folder;

  @Test
  @Tag("R-F1")
  @Tag("R-F7")
  void nothingIsLostOrDoubled() throws Exception {
    Path messages = folder.resolve("messages");
    Generator.generate(new GeneratorOptions(SEED, 60, 1, 1), messages);
    for (int kill = 1; kill <= 3; kill++) {
      Set<File> before = checkpoints();
      Process process = replay(messages, "killed-" + kill, "--rate", "15");
      awaitCheckpoints(process, "killed-" + kill, before);
      process.destroyForcibly().waitFor();
      assertThat(output("killed-" + kill)).as("killed in mid-feed").doesNotContain("] fed ");
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

  private Process replay(Path messages, String name, String... more) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx900m");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-Dorg.apache.avro.SERIALIZABLE_PACKAGES=io.waybill,java");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("io.waybill.local.command.Waybill");
    command.addAll(List.of("replay", "--generated", messages.toString()));
    command.addAll(List.of(more));
    command.addAll(List.of("--data", folder.resolve("data").toString(), "--parallelism", "1"));
    command.addAll(List.of("--effects", folder.resolve("effects.jsonl").toString()));
    command.addAll(List.of("--summary", folder.resolve("summary.json").toString()));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve(name + ".log").toFile())
        .start();
  }

  /** Until every job has completed a checkpoint of its own since the process was started. */
  private void awaitCheckpoints(Process process, String name, Set<File> before) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(MINUTES_TO_CHECKPOINT);
    Matcher started = JOBS_STARTED.matcher("");
    Set<File> jobs = Set.of();
    while (!started.reset(output(name)).find()
        || jobs.size() < Integer.parseInt(started.group(1))) {
      assertThat(process.isAlive()).as(output(name)).isTrue();
      assertThat(System.nanoTime()).as("checkpoints in time, of %s", jobs).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(100);
      Set<File> completed = checkpoints();
      completed.removeAll(before);
      jobs = completed.stream().map(File::getParentFile).collect(Collectors.toSet());
    }
  }

  /** The complete checkpoints of all jobs; old ones go as new ones come. */
  private Set<File> checkpoints() {
    Set<File> complete = new HashSet<>();
    for (File log : list(folder.resolve("data").resolve("checkpoints").toFile())) {
      for (File job : list(log)) {
        for (File checkpoint : list(job)) {
          if (new File(checkpoint, "_metadata").isFile()) {
            complete.add(checkpoint);
          }
        }
      }
    }
    return complete;
  }

  private static List<File> list(File folder) {
    File[] children = folder.listFiles();
    return children == null ? List.of() : List.of(children);
  }

  private String output(String name) {
    try {
      return Files.readString(folder.resolve(name + ".log"));
    } catch (IOException e) {
      return "";
    }
  }
}
