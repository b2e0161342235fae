package io.waybill.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.operators.intake.profile.PartnerProfile;
import io.waybill.operators.intake.profile.ProfileReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("R-G5")
class LimitsTest {

  private static final PartnerProfile TEN_A_SECOND =
      ProfileReader.read(
          "p.yaml",
          """
          name: p
          version: 1
          owner: O
          format: canonical-json
          zone: UTC
          limits: {messages-per-second: 10}
          """);

  @Test
  void aQuotaHoldsOnAverageAndLetsABurstPass() {
    AtomicLong nanos = new AtomicLong();
    Quotas quotas = new Quotas(nanos::get, partner -> false);
    int inQuota = 0;
    int beyond = 0;
    for (int millis = 0; millis < 10_000; millis += 1) {
      nanos.set(millis * 1_000_000L);
      Quotas.Admission admission = quotas.admit(TEN_A_SECOND, 1);
      if (admission.waitSeconds() == 0) {
        inQuota += admission.beyondQuota() ? 0 : 1;
        beyond += admission.beyondQuota() ? 1 : 0;
      }
    }
    assertThat(inQuota).as("ten seconds and the burst").isBetween(118, 121);
    assertThat(beyond).as("nine times as many").isBetween(1_070, 1_085);
    assertThat(quotas.admit(TEN_A_SECOND, 100_000).waitSeconds())
        .as("a file waits for a full bucket")
        .isBetween(1L, 2L);
    nanos.addAndGet(2_000_000_000L);
    assertThat(quotas.admit(TEN_A_SECOND, 100)).isEqualTo(new Quotas.Admission(0, false));
    assertThat(quotas.admit(TEN_A_SECOND, 1))
        .as("what is owed")
        .isEqualTo(new Quotas.Admission(0, true));
  }

  @Test
  void aSignatureIsForgottenWhenItsTimeIsOver() {
    ReplayGuard guard = new ReplayGuard(Duration.ofSeconds(10));
    Signature signature = Signature.of("s", 1, new byte[] {1});
    Signature upper =
        new Signature(
            signature.signing(),
            "POST",
            "",
            "1",
            "SHA256=" + signature.text().toUpperCase(java.util.Locale.ROOT));
    assertThat(guard.take("p", signature, 0)).isEqualTo(ReplayGuard.Answer.NEW);
    assertThat(guard.take("p", upper, 1)).isEqualTo(ReplayGuard.Answer.REPLAYED);
    assertThat(guard.take("other", signature, 1)).isEqualTo(ReplayGuard.Answer.NEW);
    assertThat(guard.take("p", signature, 20_000)).isEqualTo(ReplayGuard.Answer.REPLAYED);
    assertThat(guard.take("p", signature, 20_001)).isEqualTo(ReplayGuard.Answer.NEW);
  }

  @Test
  void roomIsSharedAmongPartners() {
    Room room = new Room(100);
    assertThat(room.take("a", 25)).isTrue();
    assertThat(room.take("a", 1)).isFalse();
    assertThat(room.take("b", 25)).isTrue();
    assertThat(room.take("c", 60)).isFalse();
    room.release("a", 25);
    assertThat(room.take("a", 1)).isTrue();
    for (int i = 0; i < 31; i++) {
      assertThat(room.take("a", 0)).isTrue();
    }
    assertThat(room.take("a", 0)).as("requests of one partner").isFalse();
  }

  @Test
  void secretsComeFromFilesOrTheEnvironment(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("one"), "a\n");
    Files.writeString(folder.resolveSibling("outside"), "x");
    Secrets secrets = new Secrets(folder, Map.of("WAYBILL_SECRET_TWO_B", "b"));
    assertThat(secrets.get("one")).contains("a");
    assertThat(secrets.get("two-b")).contains("b");
    assertThat(secrets.get("three")).isEmpty();
    assertThat(secrets.get("../outside")).isEmpty();
  }
}
