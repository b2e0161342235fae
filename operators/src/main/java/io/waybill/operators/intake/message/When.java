package io.waybill.operators.intake.message;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * A moment, and how its source told it.
 *
 * @param at milliseconds since 1970-01-01T00:00:00Z
 * @param offset of the source's clock: "+02:00", "Z", or "local" when the source said none
 * @param dateOnly whether the source gave a date without a time
 */
public record When(long at, String offset, boolean dateOnly) {

  public static final String LOCAL = "local";

  private static final int FIRST_YEAR = 1900;
  private static final int LAST_YEAR = 2199;
  private static final int DATE_LENGTH = "2026-01-05".length();

  /** A recorded time or another moment that is known in UTC. */
  public static When utc(long at) {
    return new When(at, "Z", false);
  }

  /** A date is 00:00 UTC. */
  public static Optional<When> date(LocalDate date) {
    return inRange(date.getYear())
        ? Optional.of(
            new When(date.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli(), "Z", true))
        : Optional.empty();
  }

  /** A time without an offset, local to a zone. */
  public static Optional<When> local(LocalDateTime time, ZoneId zone) {
    return inRange(time.getYear())
        ? Optional.of(new When(time.atZone(zone).toInstant().toEpochMilli(), LOCAL, false))
        : Optional.empty();
  }

  /** A time on a clock whose zone the source named. */
  public static Optional<When> inZone(LocalDateTime time, ZoneId zone) {
    return inRange(time.getYear())
        ? Optional.of(of(time.atZone(zone).toOffsetDateTime()))
        : Optional.empty();
  }

  /**
   * Reads ISO 8601: with an offset, without one (local to the zone), or a date alone (00:00 UTC).
   * Empty when it is none of these or not between the years 1900 and 2199.
   */
  public static Optional<When> iso(String text, ZoneId zone) {
    try {
      if (text.length() == DATE_LENGTH) {
        return date(LocalDate.parse(text));
      }
      boolean hasOffset =
          text.endsWith("Z") || text.lastIndexOf('+') > 0 || text.indexOf('-', DATE_LENGTH) > 0;
      if (!hasOffset) {
        return local(LocalDateTime.parse(text), zone);
      }
      OffsetDateTime time = OffsetDateTime.parse(text);
      return inRange(time.getYear()) ? Optional.of(of(time)) : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** First moment of the next day (UTC) for a date, the moment itself for a time. */
  public long tooLateFrom() {
    return dateOnly
        ? Instant.ofEpochMilli(at).plus(java.time.Duration.ofDays(1)).toEpochMilli()
        : at;
  }

  private static When of(OffsetDateTime time) {
    return new When(time.toInstant().toEpochMilli(), time.getOffset().getId(), false);
  }

  private static boolean inRange(int year) {
    return year >= FIRST_YEAR && year <= LAST_YEAR;
  }
}
