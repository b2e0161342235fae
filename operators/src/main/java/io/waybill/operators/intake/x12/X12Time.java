package io.waybill.operators.intake.x12;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Optional;

/** X12 dates (CCYYMMDD, or YYMMDD of this century) and times (HHMM, HHMMSS, with decimals). */
final class X12Time {

  static final String DATE_REMEDY = "Send a date that exists, as CCYYMMDD.";
  static final String TIME_REMEDY = "Send a time of the day, as HHMM or HHMMSS.";

  private X12Time() {}

  static Optional<LocalDate> date(String text) {
    if (!text.matches("\\d{6}|\\d{8}")) {
      return Optional.empty();
    }
    String full = text.length() == 6 ? "20" + text : text;
    try {
      return Optional.of(LocalDate.of(number(full, 0, 4), number(full, 4, 6), number(full, 6, 8)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Midnight when there is none. */
  static Optional<LocalTime> time(String text) {
    if (text.isEmpty()) {
      return Optional.of(LocalTime.MIDNIGHT);
    }
    if (!text.matches("\\d{4}|\\d{6,8}")) {
      return Optional.empty();
    }
    try {
      int seconds = text.length() == 4 ? 0 : number(text, 4, 6);
      return Optional.of(LocalTime.of(number(text, 0, 2), number(text, 2, 4), seconds));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  static Optional<LocalDateTime> dateTime(String date, String time) {
    return date(date).flatMap(day -> time(time).map(day::atTime));
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }
}
