package io.waybill.referee;

import java.math.BigDecimal;

/** Decimals in the one form in which equal amounts are equal objects. */
final class Money {

  private Money() {}

  /** Without trailing zeros: 1.50 and 1.5 are the same money. */
  static BigDecimal plain(BigDecimal amount) {
    return amount.signum() == 0 ? BigDecimal.ZERO : amount.stripTrailingZeros();
  }
}
