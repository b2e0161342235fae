package io.waybill.operators.intake.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.operators.intake.message.Decimals;
import io.waybill.operators.intake.message.Texts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;

/** Single values of JSON. What is absent, null or no single value is empty. */
public final class JsonValues {

  private static final int MAX_NUMBER = 64;

  private JsonValues() {}

  /** The first member that has a text, of several names for one thing; empty when none has. */
  public static String text(JsonNode object, String... names) {
    for (String name : names) {
      String text = text(object.get(name));
      if (!text.isEmpty()) {
        return text;
      }
    }
    return "";
  }

  /** A text, number or flag as a text that can be stored: see {@link #clean}. */
  public static String text(JsonNode value) {
    if (value == null) {
      return "";
    }
    if (value.isTextual()) {
      return clean(value.textValue());
    }
    return value.isNumber() || value.isBoolean() ? clean(value.asText()) : "";
  }

  /** Null for an empty text. */
  public static String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  /** The first object or list of several names; a missing node when there is none. */
  public static JsonNode member(JsonNode object, String... names) {
    for (String name : names) {
      JsonNode member = object.get(name);
      if (member != null && member.isContainerNode()) {
        return member;
      }
    }
    return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
  }

  /**
   * A text without blanks around it, with spaces for control characters, and cut to the length that
   * is stored. For words that inform; what identifies is checked with {@link Texts#fault}.
   */
  public static String clean(String text) {
    String stripped = text.strip();
    boolean plain = stripped.length() <= Texts.MAX_LENGTH;
    for (int i = 0; i < stripped.length() && plain; i++) {
      char c = stripped.charAt(i);
      plain = c >= ' ' && c < 0x7F || c > 0x9F && !Character.isSurrogate(c);
    }
    return plain ? stripped : replaced(stripped);
  }

  private static String replaced(String text) {
    StringBuilder clean = new StringBuilder(Texts.MAX_LENGTH);
    text.codePoints()
        .limit(Texts.MAX_LENGTH)
        .map(
            c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? ' ' : c)
        .forEach(
            c -> {
              if (clean.length() + Character.charCount(c) <= Texts.MAX_LENGTH) {
                clean.appendCodePoint(c);
              }
            });
    return clean.toString().strip();
  }

  /** An exact number, with six places; empty when it is none or does not fit. */
  public static Optional<BigDecimal> decimal(JsonNode value) {
    if (value == null) {
      return Optional.empty();
    }
    if (value.isNumber()) {
      return Decimals.fit(value.decimalValue());
    }
    return value.isTextual() ? Decimals.parse(value.textValue().strip()) : Optional.empty();
  }

  /**
   * A physical measurement, rounded to six places: instruments send more digits than they know.
   * Empty when it is no number or does not fit.
   */
  public static Optional<BigDecimal> measurement(JsonNode value) {
    if (value == null || !value.isNumber() && !value.isTextual()) {
      return Optional.empty();
    }
    return measurement(value.isNumber() ? value.decimalValue() : number(value.textValue().strip()));
  }

  /** Rounded to six places; empty when it is null or does not fit. */
  public static Optional<BigDecimal> measurement(BigDecimal number) {
    if (number == null || (long) number.precision() - number.scale() > Decimals.INTEGER_DIGITS) {
      return Optional.empty();
    }
    // A number this small is nothing; rounding it is not worth its digits.
    return (long) number.precision() - number.scale() < -Decimals.SCALE
        ? Optional.of(Decimals.ZERO)
        : Optional.of(number.setScale(Decimals.SCALE, RoundingMode.HALF_EVEN));
  }

  /** A decimal number; null when the text is none. */
  public static BigDecimal number(String text) {
    if (text.isEmpty() || text.length() > MAX_NUMBER) {
      return null;
    }
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** Degrees of latitude (90) or longitude (180); null when it is none. */
  public static Double degrees(BigDecimal number, int most) {
    if (number == null || number.abs().compareTo(BigDecimal.valueOf(most)) > 0) {
      return null;
    }
    return number.doubleValue();
  }

  /** Degrees of latitude (90) or longitude (180); null when it is none. */
  public static Double degrees(JsonNode value, int most) {
    if (value == null || value.isNull()) {
      return null;
    }
    return degrees(value.isNumber() ? value.decimalValue() : number(text(value)), most);
  }

  /** A word as part of a canonical code: capitals, digits and underscores. */
  public static String word(String text) {
    StringBuilder word = new StringBuilder(text.length());
    for (char c : text.toUpperCase(Locale.ROOT).toCharArray()) {
      word.append(c < 0x80 && Character.isLetterOrDigit(c) ? c : '_');
    }
    return word.toString();
  }
}
