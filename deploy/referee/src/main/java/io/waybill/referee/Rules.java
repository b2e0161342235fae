package io.waybill.referee;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/** One version of the rules; spans and times are milliseconds, the price tolerance is per unit. */
record Rules(
    int version,
    long publishedAt,
    long effectiveFrom,
    long invoiceSettle,
    long payableSettle,
    BigDecimal priceTolerance,
    BigDecimal freightToleranceAmount,
    BigDecimal freightTolerancePercent,
    long podDue,
    long progressDue) {

  /** The rules of the real delivery history. */
  static Rules scms() {
    long hour = Duration.ofHours(1).toMillis();
    long always = Long.MIN_VALUE;
    long never = Duration.ofDays(36_500).toMillis();
    BigDecimal zero = BigDecimal.ZERO;
    return new Rules(
        1, always, always, hour, hour, new BigDecimal("0.005"), zero, zero, never, never);
  }

  /** Reads one version, with members as {@code docs/billing-rules.md} names them. */
  static Rules read(JsonNode node) {
    return new Rules(
        node.required("version").asInt(),
        Instant.parse(node.required("publishedAt").asText()).toEpochMilli(),
        Instant.parse(node.required("effectiveFrom").asText()).toEpochMilli(),
        span(node, "invoiceSettle"),
        span(node, "payableSettle"),
        new BigDecimal(node.required("priceTolerance").asText()),
        new BigDecimal(node.required("freightToleranceAmount").asText()),
        new BigDecimal(node.required("freightTolerancePercent").asText()),
        span(node, "podDue"),
        span(node, "progressDue"));
  }

  private static long span(JsonNode node, String member) {
    return Duration.parse(node.required(member).asText()).toMillis();
  }
}
