package io.waybill.operators.intake.csv;

import io.waybill.operators.intake.message.ContentDigest;
import io.waybill.operators.intake.message.Currencies;
import io.waybill.operators.intake.message.Decimals;
import io.waybill.operators.intake.message.Problem;
import io.waybill.operators.intake.message.References;
import io.waybill.operators.intake.message.Texts;
import io.waybill.operators.intake.message.When;
import io.waybill.operators.intake.profile.CsvMapping;
import io.waybill.operators.intake.profile.CsvValue;
import io.waybill.operators.intake.profile.PartnerProfile;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * One row, read column by column. What is wrong is remembered, and a harmless value stands in for
 * it, so that all problems of a row come out together.
 */
final class CsvRow {

  private final List<String> fields;
  private final Map<String, Integer> positions;
  private final CsvMapping mapping;
  private final Dates dates;
  private final List<Problem> problems = new ArrayList<>();

  CsvRow(List<String> fields, Columns columns) {
    this.fields = fields;
    this.positions = columns.positions;
    this.mapping = columns.mapping;
    this.dates = columns.dates;
  }

  /** What is the same for all rows of a profile. */
  static final class Columns {
    private final CsvMapping mapping;
    private final ZoneId zone;
    private final Map<String, Integer> positions = new HashMap<>();
    private final Dates dates;

    Columns(PartnerProfile profile) {
      this(profile.csv(), profile.zone(), profile.csv().columns());
    }

    private Columns(CsvMapping mapping, ZoneId zone, List<String> inOrder) {
      this.mapping = mapping;
      this.zone = zone;
      this.dates = new Dates(mapping.datePatterns(), mapping.timePatterns(), zone);
      for (int i = 0; i < inOrder.size(); i++) {
        positions.put(inOrder.get(i), i);
      }
    }

    int count() {
      return positions.size();
    }

    /** The same columns in another order. */
    Columns inOrder(List<String> header) {
      return new Columns(mapping, zone, header);
    }
  }

  List<Problem> problems() {
    return problems;
  }

  void problem(Problem problem) {
    problems.add(problem);
  }

  /** The identity of a row that names none: what it says. */
  String digest() {
    return new ContentDigest().add(fields).hex();
  }

  /** Text of a column; empty when the column is null or its words mean "no value". */
  Optional<String> optionalText(String column) {
    if (column == null) {
      return Optional.empty();
    }
    String text = fields.get(positions.get(column)).strip();
    if (text.isEmpty() || mapping.absent().contain(text)) {
      return Optional.empty();
    }
    Optional<String> fault = Texts.fault(text);
    fault.ifPresent(remedy -> problem(Problem.invalid(column, text, remedy)));
    return fault.isPresent() ? Optional.empty() : Optional.of(text);
  }

  String text(String column) {
    int before = problems.size();
    return optionalText(column)
        .orElseGet(
            () -> {
              if (problems.size() == before) {
                problem(Problem.missing(column, "Fill in the column."));
              }
              return "";
            });
  }

  /** In our words. */
  String text(CsvValue value) {
    if (value instanceof CsvValue.Constant constant) {
      return constant.text();
    }
    CsvValue.InColumn in = (CsvValue.InColumn) value;
    String text = text(in.column());
    if (text.isEmpty() || in.words().isEmpty()) {
      return text;
    }
    String ours = in.words().get(text);
    if (ours == null) {
      problem(
          Problem.invalid(
              in.column(),
              text,
              "Use one of the words of the profile: "
                  + String.join(", ", in.words().keySet())
                  + "."));
      return "";
    }
    return ours;
  }

  String currency(CsvValue value) {
    return checked(value, Currencies::isCode, Currencies.REMEDY);
  }

  boolean flag(CsvValue value) {
    return checked(
            value,
            text -> text.equals("true") || text.equals("false"),
            "Send true or false, or let the profile say which words mean that.")
        .equals("true");
  }

  /** A text that becomes part of a key. */
  String name(String column) {
    return asName(column, text(column));
  }

  /** A text that becomes part of a key. */
  String name(CsvValue value) {
    String name = text(value);
    return value instanceof CsvValue.InColumn in ? asName(in.column(), name) : name;
  }

  private String asName(String column, String name) {
    if (name.indexOf(References.SEPARATOR) >= 0) {
      problem(Problem.invalid(column, name, "Leave out the character '|'."));
    }
    return name;
  }

  /** What the profile itself says was checked when it was read. */
  private String checked(CsvValue value, Predicate<String> isRight, String remedy) {
    String text = text(value);
    if (value instanceof CsvValue.InColumn in && !text.isEmpty() && !isRight.test(text)) {
      problem(Problem.invalid(in.column(), text, remedy));
    }
    return text;
  }

  /** Not below zero. */
  Optional<BigDecimal> optionalAmount(String column) {
    return optionalText(column).map(text -> amount(column, text));
  }

  BigDecimal amount(String column) {
    String text = text(column);
    return text.isEmpty() ? Decimals.ZERO : amount(column, text);
  }

  /** The amount that a text of the column is; not below zero. */
  BigDecimal amount(String column, String text) {
    Optional<BigDecimal> number = Decimals.parse(text, mapping.decimal());
    if (number.isEmpty()) {
      problem(Problem.invalid(column, text, Decimals.REMEDY));
      return Decimals.ZERO;
    }
    if (number.get().signum() < 0) {
      problem(Problem.invalid(column, text, "Send a number that is not below zero."));
    }
    return number.get();
  }

  /** A date (00:00 UTC) or a time that must be there. */
  When date(String column) {
    int before = problems.size();
    return optionalDate(column)
        .orElseGet(
            () -> {
              if (problems.size() == before) {
                problem(Problem.missing(column, "Fill in the column."));
              }
              return When.utc(0);
            });
  }

  /** 00:00 UTC of a date, or a time. */
  Optional<When> optionalDate(String column) {
    return optionalText(column)
        .flatMap(
            text -> {
              Optional<When> date = dates.parse(text);
              if (date.isEmpty()) {
                problem(Problem.invalid(column, text, dates.remedy()));
              }
              return date;
            });
  }
}
