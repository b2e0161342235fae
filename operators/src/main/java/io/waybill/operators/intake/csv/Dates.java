package io.waybill.operators.intake.csv;

import io.waybill.operators.intake.message.When;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads dates, and dates with a time, by the patterns of a profile; months have English names. */
final class Dates {

  private final List<String> patterns = new ArrayList<>();
  private final List<DateTimeFormatter> dates;
  private final List<DateTimeFormatter> times;
  private final ZoneId zone;

  /**
   * @param zone of times, which have no offset
   */
  Dates(List<String> datePatterns, List<String> timePatterns, ZoneId zone) {
    patterns.addAll(datePatterns);
    patterns.addAll(timePatterns);
    dates = formatters(datePatterns);
    times = formatters(timePatterns);
    this.zone = zone;
  }

  private static List<DateTimeFormatter> formatters(List<String> patterns) {
    List<DateTimeFormatter> formatters = new ArrayList<>();
    for (String pattern : patterns) {
      // "u" is the year as such; strict resolving refuses "y" without an era, and 31 February.
      formatters.add(
          DateTimeFormatter.ofPattern(pattern.replace('y', 'u'), Locale.ENGLISH)
              .withResolverStyle(ResolverStyle.STRICT));
    }
    return formatters;
  }

  /** By the first pattern that fits, a date as 00:00 UTC; empty when none does. */
  Optional<When> parse(String text) {
    for (DateTimeFormatter formatter : times) {
      try {
        return When.local(LocalDateTime.parse(text, formatter), zone);
      } catch (DateTimeException e) {
        // The next pattern may fit.
      }
    }
    for (DateTimeFormatter formatter : dates) {
      try {
        return When.date(LocalDate.parse(text, formatter));
      } catch (DateTimeException e) {
        // The next pattern may fit.
      }
    }
    return Optional.empty();
  }

  String remedy() {
    return "Send a date of the form " + String.join(" or ", patterns) + ".";
  }
}
