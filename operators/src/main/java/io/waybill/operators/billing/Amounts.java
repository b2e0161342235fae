package io.waybill.operators.billing;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** The one scale in which amounts and quantities are kept, and the one way to round money. */
public final class Amounts {

  /** Decimal places of every amount and quantity on the wire. */
  public static final int SCALE = 6;

  /** Decimal places of money on a document. */
  private static final int MONEY_SCALE = 2;

  public static final BigDecimal ZERO = BigDecimal.ZERO.setScale(SCALE);

  private Amounts() {}

  /** Rounds half up to money, in the scale of the wire. */
  public static BigDecimal money(BigDecimal exact) {
    return exact.setScale(MONEY_SCALE, RoundingMode.HALF_UP).setScale(SCALE);
  }

  /** For people: no more decimals than it has, and at least two. */
  public static String text(BigDecimal amount) {
    BigDecimal stripped = amount.stripTrailingZeros();
    return (stripped.scale() < MONEY_SCALE ? stripped.setScale(MONEY_SCALE) : stripped)
        .toPlainString();
  }
}
