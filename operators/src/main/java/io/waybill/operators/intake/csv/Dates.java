package io.waybill.operators.intake.csv;

import io.waybill.operators.intake.message.When;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads dates by the patterns of a profile; months have English names. */
final class Dates {

  private final List<String> patterns;
  private final List<DateTimeFormatter> formatters = new ArrayList<>();

  Dates(List<String> patterns) {
    this.patterns = patterns;
    for (String pattern : patterns) {
      // "u" is the year as such; strict resolving refuses "y" without an era, and 31 February.
      formatters.add(
          DateTimeFormatter.ofPattern(pattern.replace('y', 'u'), Locale.ENGLISH)
              .withResolverStyle(ResolverStyle.STRICT));
    }
  }

  /** 00:00 UTC of the date by the first pattern that fits; empty when none does. */
  Optional<When> parse(String text) {
    for (DateTimeFormatter formatter : formatters) {
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
