package io.waybill.referee;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real deliveries, judged whole. */
class ScmsRefereeTest {

  @Test
  @Tag("R-P2")
  @Tag("R-P6")
  @Tag("R-N2")
  void figuresOfTheRealDeliveries(@TempDir Path dir) throws IOException {
    Referee referee = Referee.of(new RefereeInput.Scms(SharedFolder.scms()));
    Path effects = dir.resolve("effects.jsonl");
    EffectsFile.write(ExpectedEffects.of(referee), effects);

    Verdict verdict = referee.examine(effects, null);
    verdict.lines().forEach(System.out::println);

    assertThat(verdict.agrees()).isTrue();
    Figures figures = verdict.figures();
    assertThat(figures.messages()).isEqualTo(10_324);
    assertThat(figures.shipments()).isEqualTo(7_030);
    assertThat(figures.net("billed", "USD")).isEqualByComparingTo("1627584457.29");
    assertThat(figures.net("payable", "USD")).isEqualByComparingTo("68817849.41");
    assertThat(figures.net("accrued", "USD")).isEqualByComparingTo("0");
    assertThat(figures.alerts()).containsOnlyKeys("DELIVERY_LATE").containsValue(805);
    assertThat(figures.shipmentsWithoutInvoice()).isEqualTo(15);
    assertThat(figures.effectsAsSimulated()).isEqualTo(figures.effects());
  }
}
