package io.waybill.operators.billing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * All versions of the rules. Which one holds for a shipment is decided by its ship date among the
 * versions that were published when its facts were logged, never by what arrived last.
 */
public final class RuleBook {

  private static final String STANDARD = "/rules/standard.json";

  private final List<Rules> versions;

  public RuleBook(List<Rules> versions) {
    if (versions.isEmpty()) {
      throw new IllegalArgumentException("The rules have no version: give at least one.");
    }
    this.versions = versions.stream().sorted(Comparator.comparingInt(Rules::version)).toList();
    for (int i = 1; i < this.versions.size(); i++) {
      if (this.versions.get(i).version() == this.versions.get(i - 1).version()) {
        throw new IllegalArgumentException(
            "The rules have version %d twice: number each version once."
                .formatted(this.versions.get(i).version()));
      }
    }
  }

  /** The rules that come with Waybill. */
  public static RuleBook standard() {
    return parse(standardJson());
  }

  public static String standardJson() {
    try (InputStream in = RuleBook.class.getResourceAsStream(STANDARD)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a JSON list of versions.
   *
   * @throws IllegalArgumentException if it is not one; the message names the member
   */
  public static RuleBook parse(String json) {
    try {
      JsonRules[] read =
          JsonMapper.builder()
              .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
              .build()
              .readValue(json, JsonRules[].class);
      return new RuleBook(java.util.Arrays.stream(read).map(JsonRules::toRules).toList());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "The rules are not a JSON list of versions: " + e.getOriginalMessage(), e);
    }
  }

  /** Version and time of publication of each, oldest version first. */
  public List<Rules> versions() {
    return versions;
  }

  /** The version for a shipment: the newest up to {@code highest} in force on the ship date. */
  public Rules inForce(int highest, long shipDate) {
    Rules chosen = versions.get(0);
    for (Rules rules : versions) {
      if (rules.version() <= highest && rules.effectiveFrom().toEpochMilli() <= shipDate) {
        chosen = rules;
      }
    }
    return chosen;
  }

  /** The longest settle time of any version. */
  public Duration longestSettle() {
    return versions.stream()
        .flatMap(rules -> java.util.stream.Stream.of(rules.invoiceSettle(), rules.payableSettle()))
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  /** The longest time that an alert waits for, in any version. */
  public Duration longestAlert() {
    return versions.stream()
        .flatMap(rules -> java.util.stream.Stream.of(rules.podDue(), rules.progressDue()))
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  /** The longest dispute horizon of any version. */
  public Duration longestDisputeHorizon() {
    return versions.stream()
        .map(Rules::disputeHorizon)
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  private record JsonRules(
      int version,
      String publishedAt,
      String effectiveFrom,
      String invoiceSettle,
      String payableSettle,
      BigDecimal priceTolerance,
      BigDecimal freightToleranceAmount,
      BigDecimal freightTolerancePercent,
      String podDue,
      String progressDue,
      String disputeHorizon) {

    Rules toRules() {
      return new Rules(
          version,
          instant("publishedAt", publishedAt),
          instant("effectiveFrom", effectiveFrom),
          duration("invoiceSettle", invoiceSettle),
          duration("payableSettle", payableSettle),
          priceTolerance,
          freightToleranceAmount,
          freightTolerancePercent,
          duration("podDue", podDue),
          duration("progressDue", progressDue),
          duration("disputeHorizon", disputeHorizon));
    }

    private static Instant instant(String name, String value) {
      return read(name, value, "an instant such as 2026-01-01T00:00:00Z", Instant::parse);
    }

    private static Duration duration(String name, String value) {
      return read(name, value, "an ISO 8601 duration such as PT1H", Duration::parse);
    }

    private static <T> T read(
        String name, String value, String wanted, java.util.function.Function<String, T> parser) {
      try {
        return parser.apply(value);
      } catch (NullPointerException | java.time.DateTimeException e) {
        throw new IllegalArgumentException(
            "Rule %s is %s: give %s.".formatted(name, value, wanted), e);
      }
    }
  }
}
