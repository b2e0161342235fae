package io.waybill.local.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.waybill.local.replay.ReplayOptions.KeptLogFolder;
import io.waybill.local.replay.ReplayOptions.ProfileFiles;
import io.waybill.referee.RefereeInput;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten years of real deliveries, from raw rows to documents in the ERP's tables. */
class RealDeliveriesIT {

  private static final int ROWS = 600;

  @TempDir private Path folder;

  @Test
  @Tag("R-P2")
  @Tag("R-P6")
  @Tag("R-S14")
  @Tag("R-F7")
  void theRefereeAgreesOnTheWholeFile() throws Exception {
    Path file = Replays.realDeliveries();
    Summary summary = Replays.run(new ProfileFiles("scms", List.of(file)), 2);
    JsonNode figures = new JsonMapper().readTree(summary.json());
    assertThat(figures.at("/rawMessages").asInt()).isEqualTo(10_324);
    assertThat(figures.at("/shipments").asInt()).isEqualTo(7_030);
    assertThat(figures.at("/deadLetters")).isEmpty();
    assertThat(figures.at("/net/billed/USD").decimalValue()).isEqualByComparingTo("1627584457.29");
    assertThat(figures.at("/net/accrued/USD").asInt()).isZero();
    Replays.requireAgreement(summary, new RefereeInput.Scms(file), folder);
  }

  @Test
  @Tag("R-N1")
  @Tag("R-F3")
  @Tag("R-F1")
  void parallelismAndFailuresLeaveNoTrace() throws Exception {
    Path file = subset();
    ProfileFiles input = new ProfileFiles("scms", List.of(file));
    Path log = folder.resolve("log");
    Summary two = Replays.run(input, 2, null, log);
    Replays.requireAgreement(two, new RefereeInput.Scms(file), folder);
    assertThat(two.effects().entries())
        .as("the made-up row is blocked by its price")
        .noneMatch(entry -> entry.effect().getEffectId().startsWith("ASN-MADE-UP/invoice/"));

    for (int parallelism : new int[] {1, 4, 8}) {
      Summary other = Replays.run(input, parallelism);
      assertThat(other.erp().sha256())
          .as("parallelism %d", parallelism)
          .isEqualTo(two.erp().sha256());
    }

    Summary failing = Replays.run(input, 2, Duration.ofSeconds(5), null);
    assertThat(failing.jobsWithoutFailure()).isEmpty();
    assertThat(failing.erp().sha256()).isEqualTo(two.erp().sha256());

    Summary fromLog = Replays.run(new KeptLogFolder(log), 4);
    assertThat(fromLog.erp().sha256()).isEqualTo(two.erp().sha256());
    assertThat(fromLog.effects().sha256()).isEqualTo(two.effects().sha256());
  }

  /** The first rows, and one whose value is not its quantity times its price. */
  private Path subset() throws Exception {
    List<String> lines =
        Files.readString(Replays.realDeliveries(), StandardCharsets.UTF_8).lines().toList();
    List<String> kept = new java.util.ArrayList<>(lines.subList(0, ROWS + 1));
    String madeUp = lines.get(1).replaceFirst("^1,", "999999,").replace("ASN-8,", "ASN-MADE-UP,");
    assertThat(madeUp).contains(",19,551,29,");
    kept.add(madeUp.replace(",19,551,29,", ",19,561,29,"));
    Path file = folder.resolve("subset.csv");
    Files.writeString(file, String.join("\r", kept), StandardCharsets.UTF_8);
    return file;
  }
}
