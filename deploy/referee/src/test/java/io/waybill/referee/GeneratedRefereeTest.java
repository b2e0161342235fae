package io.waybill.referee;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.generator.Generator;
import io.waybill.generator.GeneratorOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratedRefereeTest {

  private static final long SEED = 20260105;

  @Test
  @Tag("R-N1")
  void arrivalOrdersOfOneSeedEndInOneState(@TempDir Path dir) throws IOException {
    Referee referee = Referee.of(generate(dir, new GeneratorOptions(SEED, 150, 4, 3)));
    Path effects = dir.resolve("effects.jsonl");
    EffectsFile.write(ExpectedEffects.of(referee), effects);

    Verdict verdict = referee.examine(effects, null);
    verdict.lines().forEach(System.out::println);

    assertThat(verdict.findings()).isEmpty();
    assertThat(verdict.figures().shipments()).isBetween(1780, 1800);
  }

  @Test
  void generatedSetsHoldEverySituationThatBillingKnows(@TempDir Path dir) throws IOException {
    Referee referee = Referee.of(generate(dir, new GeneratorOptions(SEED, 400, 1, 1)));
    List<Effect> effects = ExpectedEffects.of(referee);

    Set<String> kinds = effects.stream().map(Effect::kind).collect(Collectors.toSet());
    assertThat(kinds).hasSize(EffectKind.values().length);
    assertThat(effects)
        .as("credit and rebill")
        .anyMatch(e -> e.kind().equals("CUSTOMER_INVOICE") && e.revision() > 1);
    assertThat(effects)
        .as("reversal and payable anew")
        .anyMatch(e -> e.kind().equals("CARRIER_PAYABLE") && e.revision() > 1);
    assertThat(effects.stream().map(Effect::currency).distinct()).contains("USD", "EUR", "GBP");

    Path file = dir.resolve("effects.jsonl");
    EffectsFile.write(effects, file);
    Figures figures = referee.examine(file, null).figures();
    assertThat(figures.alerts()).containsKeys("DELIVERY_LATE", "POD_MISSING", "STALLED");
    assertThat(figures.unmatched()).isPositive();
    assertThat(figures.shipmentsWithoutInvoice()).isBetween(20, 160);
  }

  @Test
  void summaryIsComparedWithWhatTheRefereeWorkedOut(@TempDir Path dir) throws IOException {
    RefereeInput input = generate(dir, new GeneratorOptions(SEED, 30, 1, 1));
    Path effects = dir.resolve("effects.jsonl");
    ExpectedEffects.write(input, effects);
    Figures figures = Referee.judge(input, effects).figures();
    Path summary = dir.resolve("summary.json");

    Files.writeString(summary, summary(figures, figures.stockMovements(), "0"));
    assertThat(Referee.judge(input, effects, summary).findings()).isEmpty();

    Files.writeString(summary, summary(figures, figures.stockMovements() - 1, "0.5"));
    assertThat(Referee.judge(input, effects, summary).findings())
        .extracting(Finding::shipment)
        .containsExactly("movements", "conservationSum");

    Files.writeString(summary, "{\"exceptions\": {\"DELIVERY_LATE\": 999}}");
    Verdict verdict = Referee.judge(input, effects, summary);
    assertThat(verdict.findings()).extracting(Finding::shipment).contains("DELIVERY_LATE");
    assertThat(verdict.lines().get(verdict.lines().size() - 1))
        .startsWith("The referee disagrees: ");
  }

  private static String summary(Figures figures, int movements, String conservationSum) {
    return "{\"stock\": {\"movements\": %d, \"conservationSum\": %s, \"atCustomer\": \"%s\"}}"
        .formatted(movements, conservationSum, figures.atCustomer().toPlainString());
  }

  static RefereeInput generate(Path dir, GeneratorOptions options) throws IOException {
    System.out.println("generated from " + options);
    Generator.generate(options, dir);
    return new RefereeInput.Generated(dir);
  }
}
