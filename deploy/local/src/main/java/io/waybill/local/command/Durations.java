package io.waybill.local.command;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads durations as people write them: 500ms, 90s, 5m, 2h; ISO 8601 as well. */
final class Durations implements ITypeConverter<Duration> {

  private static final Pattern SHORT = Pattern.compile("(\\d+)(ms|s|m|h)");

  @Override
  public Duration convert(String value) {
    Matcher matcher = SHORT.matcher(value.toLowerCase(Locale.ROOT));
    if (matcher.matches()) {
      long number = Long.parseLong(matcher.group(1));
      return positive(
          value,
          switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
          });
    }
    try {
      return positive(value, Duration.parse(value));
    } catch (java.time.DateTimeException e) {
      throw new TypeConversionException(
          "'%s' is not a duration: write it like 500ms, 90s, 5m or 2h".formatted(value));
    }
  }

  private static Duration positive(String value, Duration duration) {
    if (duration.isZero() || duration.isNegative()) {
      throw new TypeConversionException("'%s' is no time at all".formatted(value));
    }
    return duration;
  }
}
