package io.waybill.operators.billing;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/**
 * One version of the rules. Its members have the names that the rules' JSON uses.
 *
 * @param version counts up
 * @param publishedAt log time from which facts carry this version
 * @param effectiveFrom first ship date for which it holds
 * @param invoiceSettle how long the invoice gate must stay as it is before it is released
 * @param payableSettle the same for the payable gate
 * @param priceTolerance how far a line's stated value may be from quantity × price, a unit
 * @param freightToleranceAmount how far the freight bills may be from the estimate, in its currency
 * @param freightTolerancePercent the same in percent of the estimate; the larger one counts
 * @param podDue log time after a known delivery at which a missing POD is an exception
 * @param progressDue log time after the last known milestone at which a shipment has stalled
 * @param disputeHorizon log time after the settlement at which a shipment closes
 */
public record Rules(
    int version,
    Instant publishedAt,
    Instant effectiveFrom,
    Duration invoiceSettle,
    Duration payableSettle,
    BigDecimal priceTolerance,
    BigDecimal freightToleranceAmount,
    BigDecimal freightTolerancePercent,
    Duration podDue,
    Duration progressDue,
    Duration disputeHorizon) {

  public Rules {
    requireNotNegative("invoiceSettle", invoiceSettle);
    requireNotNegative("payableSettle", payableSettle);
    requireNotNegative("podDue", podDue);
    requireNotNegative("progressDue", progressDue);
    requireNotNegative("disputeHorizon", disputeHorizon);
    requireNotNegative("priceTolerance", priceTolerance);
    requireNotNegative("freightToleranceAmount", freightToleranceAmount);
    requireNotNegative("freightTolerancePercent", freightTolerancePercent);
  }

  private static void requireNotNegative(String name, Duration value) {
    if (value == null || value.isNegative()) {
      throw refused(name, value, "give an ISO 8601 duration of zero or more, such as PT1H");
    }
  }

  private static void requireNotNegative(String name, BigDecimal value) {
    if (value == null || value.signum() < 0) {
      throw refused(name, value, "give a decimal of zero or more");
    }
  }

  private static IllegalArgumentException refused(String name, Object value, String remedy) {
    return new IllegalArgumentException("Rule %s is %s: %s.".formatted(name, value, remedy));
  }
}
