package io.waybill.referee;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/** Reads times of messages as milliseconds since 1970-01-01T00:00:00Z. */
final class MessageTime {

  private MessageTime() {}

  /** ISO 8601 with an offset; without one UTC is meant, and a date is its 00:00 UTC. */
  static long parse(String field, String text) {
    try {
      if (isDate(text)) {
        return startOfDay(LocalDate.parse(text));
      }
      if (text.endsWith("Z") || text.matches(".*[+-]\\d\\d:?\\d\\d$")) {
        return OffsetDateTime.parse(text).toInstant().toEpochMilli();
      }
      return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC).toEpochMilli();
    } catch (DateTimeParseException e) {
      throw new MessageFormatException(
          "%s is '%s', which is no ISO 8601 time: write for example 2026-01-05T10:00:00Z"
              .formatted(field, text));
    }
  }

  /** A deadline: the end of a day, or the very time. */
  static long parseDeadline(String field, String text) {
    return isDate(text) ? startOfDay(LocalDate.parse(text).plusDays(1)) : parse(field, text);
  }

  /** For findings, for example {@code 2026-01-05T10:00:00Z}. */
  static String print(long time) {
    return time <= Long.MIN_VALUE / 4 ? "ever" : Instant.ofEpochMilli(time).toString();
  }

  static long startOfDay(LocalDate day) {
    return day.atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
  }

  private static boolean isDate(String text) {
    return text.matches("\\d{4}-\\d{2}-\\d{2}");
  }
}
