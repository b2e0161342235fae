package io.waybill.operators.intake.edifact;

import io.waybill.operators.intake.message.When;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads dates and times by their format, data element 2379. */
final class EdifactTime {

  static final String REMEDY =
      "Send a date or time in the format that the element behind it names, such as"
          + " 202601050930 with 203, between the years 1900 and 2199.";

  private static final int CENTURY = 100;

  private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("uuuuMM", Locale.ROOT);
  private static final DateTimeFormatter WEEK = DateTimeFormatter.ISO_WEEK_DATE;

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
        case "610", "616", "713", "717", "718", "719" ->
            read(half(value, format, false), halved(format), zone);
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

  /** As {@link #read}, but of a period its end. */
  static Optional<When> readEnd(String value, String format, ZoneId zone) {
    String halved = halved(format);
    if (halved.equals(format)) {
      return read(value, format, zone);
    }
    try {
      return read(half(value, format, true), halved, zone);
    } catch (DateTimeException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** The format of the start and of the end of a period; a moment's own. */
  private static String halved(String format) {
    return switch (format) {
      case "610", "616", "718" -> "102";
      case "713" -> "201";
      case "717" -> "101";
      case "719" -> "203";
      default -> format;
    };
  }

  /**
   * Where a period begins or ends. The standard has no hyphen between the two; many senders have.
   */
  private static String half(String value, String format, boolean end) {
    if (format.equals("610")) {
      YearMonth month = digits(value, 6) ? YearMonth.parse(value, MONTH) : null;
      LocalDate day = month == null ? null : end ? month.atEndOfMonth() : month.atDay(1);
      return day == null ? "" : DateTimeFormatter.BASIC_ISO_DATE.format(day);
    }
    if (format.equals("616")) {
      LocalDate monday =
          digits(value, 6)
              ? LocalDate.parse(value.substring(0, 4) + "-W" + value.substring(4) + "-1", WEEK)
              : null;
      LocalDate day = monday == null ? null : end ? monday.plusDays(6) : monday;
      return day == null ? "" : DateTimeFormatter.BASIC_ISO_DATE.format(day);
    }
    int hyphen = value.indexOf('-');
    if (hyphen >= 0) {
      return end ? value.substring(hyphen + 1) : value.substring(0, hyphen);
    }
    int length =
        switch (format) {
          case "713" -> 10;
          case "717" -> 6;
          case "718" -> 8;
          default -> 12;
        };
    boolean one = value.length() == length;
    return one
        ? value
        : value.length() == 2 * length
            ? end ? value.substring(length) : value.substring(0, length)
            : "";
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
