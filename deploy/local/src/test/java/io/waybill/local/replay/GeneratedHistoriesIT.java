package io.waybill.local.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.generator.Generator;
import io.waybill.generator.GeneratorOptions;
import io.waybill.local.replay.ReplayOptions.GeneratedFolder;
import io.waybill.referee.RefereeInput;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Generated messages in X12, EDIFACT, DCSA, EPCIS, trackers, CSV and our own JSON, with disorder,
 * duplicates, losses and corrections: every seed in three orders of arrival, each set its own
 * owner, all in one feed under one clock. Messages are recorded at full minutes, so that the clock
 * of so many shipments does not outweigh them. {@code -Dgenerated.seeds} and {@code
 * -Dgenerated.shipments} make it smaller or larger.
 */
class GeneratedHistoriesIT {

  private static final long SEED = 4_100;

  @TempDir private Path folder;

  @Test
  @Tag("R-P10")
  @Tag("R-N1")
  @Tag("R-N2")
  @Tag("R-F8")
  @Tag("R-S1")
  @Tag("R-S2")
  @Tag("R-S4")
  @Tag("R-S5")
  @Tag("R-S6")
  @Tag("R-S7")
  void theRefereeAgreesOnEveryOwner() throws Exception {
    int seeds = Integer.getInteger("generated.seeds", 20);
    int shipments = Integer.getInteger("generated.shipments", 300);
    GeneratorOptions options =
        new GeneratorOptions(SEED, shipments, seeds, 3, Duration.ofMinutes(1));
    System.out.println("generating " + options);
    Generator.generate(options, folder);
    Summary summary = Replays.run(new GeneratedFolder(folder), 2);
    assertThat(summary.counts().deadLetters()).as("every message could be read").isEmpty();
    Replays.requireAgreement(summary, new RefereeInput.Generated(folder), folder);
  }
}
