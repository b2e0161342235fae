package io.waybill.generator;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Times as the messages write them; all arguments are milliseconds since 1970-01-01T00:00:00Z. */
final class Time {

  static final long MINUTE = 60_000L;
  static final long HOUR = 60 * MINUTE;
  static final long DAY = 24 * HOUR;

  /** Hours by which New York is ahead of UTC in winter, when the made-up shipments travel. */
  static final int NEW_YORK = -5;

  private Time() {}

  /** For example {@code 2026-01-05T10:00:00Z}. */
  static String utc(long time) {
    return Instant.ofEpochMilli(time).toString();
  }

  /** The same moment on a clock two hours ahead, for example {@code 2026-01-05T12:00:00+02:00}. */
  static String plusTwo(long time) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
        Instant.ofEpochMilli(time).atOffset(ZoneOffset.ofHours(2)));
  }

  /** The day in UTC, for example {@code 2026-01-05}. */
  static String day(long time) {
    return LocalDate.ofInstant(Instant.ofEpochMilli(time), ZoneOffset.UTC).toString();
  }

  /** In UTC, by a pattern of {@link DateTimeFormatter}. */
  static String pattern(long time, String pattern) {
    return DateTimeFormatter.ofPattern(pattern)
        .format(Instant.ofEpochMilli(time).atOffset(ZoneOffset.UTC));
  }

  /** X12 and many apps know minutes only. */
  static long toMinute(long time) {
    return Instant.ofEpochMilli(time).truncatedTo(ChronoUnit.MINUTES).toEpochMilli();
  }
}
