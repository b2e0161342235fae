package io.waybill.operators.intake.json;

import io.waybill.operators.intake.message.When;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Reads the times that JSON messages have: ISO 8601 in its extended and basic form, with {@code T}
 * or a space, with or without seconds, fraction and offset ({@code Z}, {@code +02:00}, {@code
 * +0200}, {@code +02}); a date alone; milliseconds or seconds since 1970.
 */
public final class JsonTime {

  public static final String REMEDY =
      "Send a time such as 2026-01-05T10:00:00+02:00, between the years 1900 and 2199.";

  private static final int FIRST_YEAR = 1900;
  private static final int LAST_YEAR = 2199;
  private static final int MAX_LENGTH = 40;

  /** Numbers below are seconds, the others milliseconds: the years 5138 and 1973. */
  private static final long FIRST_MILLIS = 100_000_000_000L;

  private final String text;
  private final ZoneId zone;
  private int at;

  private JsonTime(String text, ZoneId zone) {
    this.text = text;
    this.zone = zone;
  }

  /**
   * @param zone of times without an offset
   * @return empty when it is no time, or not between the years 1900 and 2199
   */
  public static Optional<When> parse(String text, ZoneId zone) {
    if (text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    try {
      return new JsonTime(text, zone).read();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Seconds or milliseconds since 1970, in UTC. */
  public static Optional<When> epoch(long number) {
    long millis = Math.abs(number) < FIRST_MILLIS ? number * 1000 : number;
    return millis > 0 && millis < 7_258_118_400_000L
        ? Optional.of(When.utc(millis))
        : Optional.empty();
  }

  private Optional<When> read() {
    int year = digits(4);
    boolean dashes = take('-');
    int month = digits(2);
    if (dashes && !take('-')) {
      return Optional.empty();
    }
    int day = digits(2);
    if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || day < 1) {
      return Optional.empty();
    }
    if (at == text.length()) {
      return When.date(java.time.LocalDate.of(year, month, day));
    }
    if (!take('T') && !take(' ') && !take('t')) {
      return Optional.empty();
    }
    int hour = digits(2);
    boolean colons = take(':');
    int minute = digits(2);
    int second = 0;
    int nanos = 0;
    if (colons ? take(':') : isDigit(at)) {
      second = digits(2);
      if (take('.') || take(',')) {
        nanos = fraction();
      }
    }
    if (hour < 0 || minute < 0 || second < 0 || nanos < 0) {
      return Optional.empty();
    }
    LocalDateTime time = LocalDateTime.of(year, month, day, hour, minute, second, nanos);
    if (at == text.length()) {
      return When.local(time, zone);
    }
    take(' ');
    return offset().map(offset -> when(time, offset));
  }

  /** A time whose offset stands beside it. */
  public static When when(LocalDateTime time, ZoneOffset offset) {
    return new When(
        time.toEpochSecond(offset) * 1000 + time.getNano() / 1_000_000, offset.getId(), false);
  }

  /** {@code +02:00}, {@code +0200}, {@code +02}, {@code Z}. */
  public static Optional<ZoneOffset> offset(String text) {
    try {
      return new JsonTime(text, ZoneOffset.UTC).offset();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private Optional<ZoneOffset> offset() {
    String rest = text.substring(at);
    if (rest.equals("Z") || rest.equals("z") || rest.equals("UTC") || rest.equals("GMT")) {
      return Optional.of(ZoneOffset.UTC);
    }
    boolean minus = take('-');
    if (!minus && !take('+')) {
      return Optional.empty();
    }
    int hours = digits(2);
    boolean colon = take(':');
    int minutes = at == text.length() && !colon ? 0 : digits(2);
    if (hours < 0 || minutes < 0 || minutes > 59 || at != text.length()) {
      return Optional.empty();
    }
    int seconds = (hours * 60 + minutes) * 60;
    return Optional.of(ZoneOffset.ofTotalSeconds(minus ? -seconds : seconds));
  }

  /** The next digits as a number; -1 when they are not there. */
  private int digits(int count) {
    int number = 0;
    for (int i = 0; i < count; i++, at++) {
      if (!isDigit(at)) {
        return -1;
      }
      number = number * 10 + (text.charAt(at) - '0');
    }
    return number;
  }

  /** Nanoseconds; digits beyond them are left out. */
  private int fraction() {
    int start = at;
    int nanos = 0;
    int scale = 100_000_000;
    for (; isDigit(at); at++, scale /= 10) {
      nanos += (text.charAt(at) - '0') * scale;
    }
    return at == start ? -1 : nanos;
  }

  private boolean take(char expected) {
    boolean found = at < text.length() && text.charAt(at) == expected;
    at += found ? 1 : 0;
    return found;
  }

  private boolean isDigit(int index) {
    return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
  }
}
