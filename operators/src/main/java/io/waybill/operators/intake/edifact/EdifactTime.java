package io.waybill.operators.intake.edifact;

import io.waybill.operators.intake.message.When;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/** Reads dates and times by their format, data element 2379. */
final class EdifactTime {

  static final String REMEDY =
      "Send a date or time in the format that the element behind it names, such as"
          + " 202601050930 with 203, between the years 1900 and 2199.";

  private static final int CENTURY = 100;

  /** Abbreviations that are in use on clocks of one offset each. */
  private static final Map<String, String> ZONES =
      Map.ofEntries(
          Map.entry("UTC", "Z"),
          Map.entry("GMT", "Z"),
          Map.entry("Z", "Z"),
          Map.entry("WET", "Z"),
          Map.entry("BST", "+01:00"),
          Map.entry("CET", "+01:00"),
          Map.entry("MEZ", "+01:00"),
          Map.entry("CES", "+02:00"),
          Map.entry("EET", "+02:00"),
          Map.entry("EST", "-05:00"),
          Map.entry("EDT", "-04:00"),
          Map.entry("CST", "-06:00"),
          Map.entry("CDT", "-05:00"),
          Map.entry("MST", "-07:00"),
          Map.entry("MDT", "-06:00"),
          Map.entry("PST", "-08:00"),
          Map.entry("PDT", "-07:00"),
          Map.entry("JST", "+09:00"));

  private EdifactTime() {}

  /**
   * @param format 2379; when it is absent, a value of 8, 12 or 14 digits is a date, or date and
   *     time, with the century; of a period, its start
   * @param zone of a time that names none
   */
  static Optional<When> read(String value, String format, ZoneId zone) {
    try {
      return switch (format) {
        case "", "102", "203", "204" -> withCentury(value, "", zone);
        case "718", "719" -> withCentury(value.split("-", 2)[0], "", zone);
        case "2" -> date(value, 4, 2, 0);
        case "3" -> date(value, 4, 0, 2);
        case "101" -> date(value, 0, 2, 4);
        case "4" ->
            digits(value, 8)
                ? When.date(LocalDate.of(at(value, 4, 8), at(value, 2, 4), at(value, 0, 2)))
                : Optional.empty();
        case "201", "202" -> withCentury(century(value) + value, "", zone);
        case "205", "303", "304" -> zoned(value, zone);
        case "301", "302" -> zoned(century(value) + value, zone);
        default -> Optional.empty();
      };
    } catch (DateTimeException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** UNB has the century only from syntax version 4 on. */
  static Optional<When> ofHeader(String date, String time, ZoneId zone) {
    String day = date.length() == 6 ? century(date) + date : date;
    return read(day + (time.isEmpty() ? "0000" : time), "203", zone);
  }

  private static Optional<When> zoned(String value, ZoneId zone) {
    int digits = 0;
    while (digits < value.length() && Character.isDigit(value.charAt(digits))) {
      digits++;
    }
    return withCentury(value.substring(0, digits), value.substring(digits).strip(), zone);
  }

  /** A date of eight digits, or one with four or six digits of the time. */
  private static Optional<When> withCentury(String digits, String clock, ZoneId zone) {
    int length = digits.length();
    if (!digits(digits, length) || (length != 8 && length != 12 && length != 14)) {
      return Optional.empty();
    }
    LocalDate date = LocalDate.of(at(digits, 0, 4), at(digits, 4, 6), at(digits, 6, 8));
    if (length == 8) {
      return When.date(date);
    }
    int hour = at(digits, 8, 10);
    int minute = at(digits, 10, 12);
    int second = length == 14 ? at(digits, 12, 14) : 0;
    boolean midnight = hour == 24 && minute == 0 && second == 0;
    LocalDateTime time =
        midnight
            ? date.plusDays(1).atStartOfDay()
            : date.atTime(LocalTime.of(hour, minute, second));
    return clock.isEmpty() ? When.local(time, zone) : When.inZone(time, offset(clock));
  }

  private static ZoneOffset offset(String clock) {
    String known = ZONES.get(clock);
    return ZoneOffset.of(known == null ? clock : known);
  }

  private static Optional<When> date(String value, int year, int month, int day) {
    return digits(value, 6)
        ? When.date(
            LocalDate.of(
                Integer.parseInt(century(value.substring(year)) + value.substring(year, year + 2)),
                at(value, month, month + 2),
                at(value, day, day + 2)))
        : Optional.empty();
  }

  /** A year of two digits is of 1970 to 2069. */
  private static String century(String value) {
    return value.length() >= 2 && digits(value.substring(0, 2), 2)
        ? at(value, 0, 2) % CENTURY >= 70 ? "19" : "20"
        : "";
  }

  private static boolean digits(String text, int length) {
    return text.length() == length && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static int at(String text, int from, int to) {
    return Integer.parseInt(text.substring(from, to));
  }
}
