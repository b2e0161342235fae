package io.waybill.operators.intake.x12;

import io.waybill.operators.intake.message.Decimals;
import java.math.BigDecimal;
import java.util.Optional;

/** Numbers as X12 writes them. */
final class Numbers {

  static final String CENTS_REMEDY =
      "Send the amount as a whole number of hundredths, such as 123456 for 1234.56.";

  private static final int CENTS = 2;
  private static final int MAX_DIGITS = 28;

  private Numbers() {}

  /** A decimal number (type R): {@code 12}, {@code -12.5}, {@code .5}, {@code 5472.}. */
  static Optional<BigDecimal> decimal(String text) {
    return isNumber(text, true) ? Decimals.fit(new BigDecimal(text)) : Optional.empty();
  }

  /** A whole number with two implied decimals (type N2). */
  static Optional<BigDecimal> cents(String text) {
    return isNumber(text, false)
        ? Decimals.fit(new BigDecimal(text).movePointLeft(CENTS))
        : Optional.empty();
  }

  /** A whole number from 0; -1 when it is none. */
  static long whole(String text) {
    boolean small = !text.isEmpty() && text.length() <= 18 && text.charAt(0) != '-';
    return small && isNumber(text, false) ? Long.parseLong(text) : -1;
  }

  static boolean areDigits(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return false;
      }
    }
    return true;
  }

  private static boolean isNumber(String text, boolean withPoint) {
    int from = text.startsWith("-") ? 1 : 0;
    int point = withPoint ? text.indexOf('.') : -1;
    int digits = text.length() - from - (point < 0 ? 0 : 1);
    return digits > 0
        && digits <= MAX_DIGITS
        && areDigits(text, from, point < 0 ? text.length() : point)
        && (point < 0 || areDigits(text, point + 1, text.length()));
  }
}
