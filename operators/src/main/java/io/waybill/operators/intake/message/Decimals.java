package io.waybill.operators.intake.message;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Decimals with at most 22 digits before and 6 behind the point, exact. */
public final class Decimals {

  public static final int SCALE = 6;
  public static final int INTEGER_DIGITS = 22;
  public static final BigDecimal ZERO = BigDecimal.ZERO.setScale(SCALE);

  public static final String REMEDY =
      "Send a decimal number such as 1234.56, with at most 22 digits before and 6 behind the"
          + " point, without spaces or separators of thousands.";

  private static final Pattern PLAIN = Pattern.compile("-?\\d{1,60}(\\.\\d{1,60})?");

  private Decimals() {}

  /** Reads plain notation; empty when it is not that or does not fit. */
  public static Optional<BigDecimal> parse(String text) {
    return PLAIN.matcher(text).matches() ? fit(new BigDecimal(text)) : Optional.empty();
  }

  /**
   * Reads a number with the given decimal mark, point or comma; the other one may stand between
   * thousands.
   */
  public static Optional<BigDecimal> parse(String text, char decimal) {
    char thousands = decimal == '.' ? ',' : '.';
    if (text.indexOf(decimal) < 0 && text.indexOf(thousands) < 0) {
      return parse(text);
    }
    boolean grouped =
        text.matches("-?\\d{1,3}([%c]\\d{3}){1,19}([%c]\\d{1,60})?".formatted(thousands, decimal));
    String plain = grouped ? text.replace(String.valueOf(thousands), "") : text;
    // A point where a comma is meant could be either: it is refused, not guessed.
    return plain.indexOf(thousands) >= 0 ? Optional.empty() : parse(plain.replace(decimal, '.'));
  }

  /** The same number with six places; empty when it does not fit. */
  public static Optional<BigDecimal> fit(BigDecimal number) {
    if (number.signum() == 0) {
      return Optional.of(ZERO);
    }
    long integerDigits = (long) number.precision() - number.scale();
    if (integerDigits > INTEGER_DIGITS || integerDigits < -SCALE) {
      return Optional.empty();
    }
    BigDecimal stripped = number.stripTrailingZeros();
    return stripped.scale() > SCALE ? Optional.empty() : Optional.of(stripped.setScale(SCALE));
  }
}
