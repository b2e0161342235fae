package io.waybill.local.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.waybill.local.progress.Console;
import io.waybill.local.replay.ReplayOptions.Input;
import io.waybill.referee.Referee;
import io.waybill.referee.RefereeInput;
import io.waybill.referee.Verdict;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Runs replays for tests, with their progress on standard output, and has them judged. */
final class Replays {

  private Replays() {}

  static Summary run(Input input, int parallelism) throws Exception {
    return run(input, parallelism, null, null);
  }

  static Summary run(Input input, int parallelism, Duration failEvery, Path keepLog)
      throws Exception {
    Console console = new Console(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
    return new Replay(
            new ReplayOptions(input, parallelism, failEvery, keepLog, null, 0, null), console)
        .run();
  }

  static void requireAgreement(Summary summary, RefereeInput input, Path folder) throws Exception {
    Path effects = folder.resolve("effects.jsonl");
    Path figures = folder.resolve("summary.json");
    summary.writeEffects(effects);
    summary.write(figures);
    Verdict verdict = Referee.judge(input, effects, figures);
    verdict.lines().forEach(System.out::println);
    assertThat(verdict.agrees()).as(verdict.sentence()).isTrue();
  }

  /** The file of real deliveries; a test without it is skipped, except in CI. */
  static Path realDeliveries() {
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      Path file = folder.resolveSibling("shared").resolve("data").resolve("scms.csv");
      if (folder.getParent() != null && Files.exists(file)) {
        return file;
      }
    }
    boolean inCi = "true".equals(System.getenv("CI"));
    assertThat(inCi).as("CI has the real deliveries in ../shared/data/scms.csv").isFalse();
    assumeTrue(false, "The real deliveries, ../shared/data/scms.csv, are not here.");
    throw new IllegalStateException();
  }
}
