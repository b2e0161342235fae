package io.waybill.operators.intake.x12;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Optional;

/**
 * X12 dates (CCYYMMDD, or YYMMDD of the years 1970 to 2069) and times (HHMM, HHMMSS, with
 * decimals).
 */
final class X12Time {

  static final String DATE_REMEDY = "Send a date that exists, as CCYYMMDD.";
  static final String TIME_REMEDY = "Send a time of the day, as HHMM or HHMMSS.";

  private static final int FIRST_SHORT_YEAR = 70;

  private X12Time() {}

  static Optional<LocalDate> date(String text) {
    int length = text.length();
    if (length != 6 && length != 8 || !Numbers.areDigits(text, 0, length)) {
      return Optional.empty();
    }
    int year = number(text, 0, length - 4);
    if (length == 6) {
      year += year < FIRST_SHORT_YEAR ? 2000 : 1900;
    }
    try {
      return Optional.of(
          LocalDate.of(
              year, number(text, length - 4, length - 2), number(text, length - 2, length)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Midnight when there is none; of 2400 too, which {@link #at} puts on the next day. */
  static Optional<LocalTime> time(String text) {
    int length = text.length();
    if (length == 0) {
      return Optional.of(LocalTime.MIDNIGHT);
    }
    boolean known = length == 4 || length >= 6 && length <= 8;
    if (!known || !Numbers.areDigits(text, 0, length)) {
      return Optional.empty();
    }
    try {
      if (isEndOfDay(text)) {
        return Optional.of(LocalTime.MIDNIGHT);
      }
      int seconds = length == 4 ? 0 : number(text, 4, 6);
      return Optional.of(LocalTime.of(number(text, 0, 2), number(text, 2, 4), seconds));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  static Optional<LocalDateTime> dateTime(String date, String time) {
    return date(date).flatMap(day -> time(time).map(hour -> at(day, hour, time)));
  }

  /** Many systems write the midnight that ends a day as 2400: it is 0000 of the next day. */
  static LocalDateTime at(LocalDate day, LocalTime hour, String time) {
    return (isEndOfDay(time) ? day.plusDays(1) : day).atTime(hour);
  }

  private static boolean isEndOfDay(String time) {
    return time.startsWith("24") && time.chars().skip(2).allMatch(c -> c == '0');
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }
}
