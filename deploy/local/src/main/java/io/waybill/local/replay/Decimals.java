package io.waybill.local.replay;

import java.math.BigDecimal;

/** One way to write a number, however many places its source gave it. */
final class Decimals {

  private Decimals() {}

  /** Without zeros at the end: 551, 7.5. */
  static BigDecimal normal(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  static String text(BigDecimal number) {
    return normal(number).toPlainString();
  }
}
