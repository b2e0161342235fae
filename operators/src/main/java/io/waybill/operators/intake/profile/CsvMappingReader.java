package io.waybill.operators.intake.profile;

import io.waybill.schemas.Bucket;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads the section {@code csv} of a profile. */
final class CsvMappingReader {

  private final ProfileSection csv;
  private final List<String> columns;
  private final Set<String> columnNames;

  CsvMappingReader(ProfileSection csv) {
    this.csv = csv;
    columns = csv.texts("columns");
    columnNames = new HashSet<>(columns);
    if (columns.isEmpty() || columnNames.size() != columns.size()) {
      throw csv.refuse("csv.columns must list the columns of the file, each of them once.");
    }
  }

  CsvMapping read() {
    CsvMapping mapping =
        new CsvMapping(
            separator(),
            columns,
            new Words(csv.texts("absent")),
            datePatterns(),
            column(csv, "identity"),
            column(csv, "recorded"),
            column(csv, "shipment"),
            order(csv.section("order")),
            csv.optionalSection("delivery").map(this::delivery).orElse(null),
            csv.optionalSection("freight").map(this::freight).orElse(null),
            csv.optionalSection("stock").map(this::stock).orElse(null));
    csv.end();
    return mapping;
  }

  private char separator() {
    String separator = csv.text("separator");
    if (separator.length() != 1 || "\"\r\n".contains(separator)) {
      throw csv.refuse("csv.separator is '" + separator + "': it must be one character.");
    }
    return separator.charAt(0);
  }

  private List<String> datePatterns() {
    List<String> patterns = csv.texts("dates");
    for (String pattern : patterns) {
      try {
        DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
      } catch (IllegalArgumentException e) {
        throw csv.refuse(
            "csv.dates has '" + pattern + "', which is no date pattern: " + e.getMessage());
      }
    }
    return List.copyOf(patterns);
  }

  private CsvMapping.Order order(ProfileSection order) {
    CsvMapping.Order read =
        new CsvMapping.Order(
            column(order, "line"),
            column(order, "customer"),
            column(order, "item"),
            column(order, "quantity"),
            column(order, "unit-price"),
            optionalColumn(order, "stated-value"),
            optionalColumn(order, "insurance"),
            optionalColumn(order, "ordered"),
            optionalColumn(order, "deliver-by"),
            order.text("unit"),
            order.text("currency"));
    order.end();
    return read;
  }

  private CsvMapping.Delivery delivery(ProfileSection delivery) {
    CsvMapping.Delivery read =
        new CsvMapping.Delivery(
            column(delivery, "shipped"),
            column(delivery, "delivered"),
            delivery.flag("signed"),
            delivery.text("milestone"));
    delivery.end();
    return read;
  }

  private CsvMapping.Freight freight(ProfileSection freight) {
    CsvMapping.Freight read =
        new CsvMapping.Freight(
            freight.text("carrier"),
            column(freight, "cost"),
            sharedBill(freight),
            new Words(freight.texts("none")),
            optionalColumn(freight, "weight"),
            new Words(freight.texts("weight-elsewhere")));
    freight.end();
    return read;
  }

  private static Pattern sharedBill(ProfileSection freight) {
    String regex = freight.optionalText("shared-bill").orElse("(?!)()");
    try {
      Pattern pattern = Pattern.compile(regex);
      if (pattern.matcher("").groupCount() == 1) {
        return pattern;
      }
    } catch (PatternSyntaxException e) {
      throw freight.refuse(
          freight.full("shared-bill") + " is no regular expression: " + e.getDescription() + ".");
    }
    throw freight.refuse(
        freight.full("shared-bill")
            + " must have one group in parentheses: the identity of the row whose bill it shares.");
  }

  private CsvMapping.Stock stock(ProfileSection stock) {
    CsvMapping.Stock read =
        new CsvMapping.Stock(
            stock.text("owner"),
            column(stock, "route"),
            stock.section("origins").entries(CsvMappingReader::origin));
    stock.end();
    return read;
  }

  private static CsvMapping.Origin origin(ProfileSection origin) {
    String bucket = origin.text("bucket");
    boolean known = Arrays.stream(Bucket.values()).anyMatch(value -> value.name().equals(bucket));
    if (!known) {
      throw origin.refuse(
          origin.full("bucket")
              + " is '"
              + bucket
              + "': it must be one of "
              + Arrays.toString(Bucket.values())
              + ".");
    }
    CsvMapping.Origin read =
        new CsvMapping.Origin(Bucket.valueOf(bucket), origin.optionalText("node").orElse(""));
    origin.end();
    return read;
  }

  private String column(ProfileSection section, String key) {
    String column = section.text(key);
    if (!columnNames.contains(column)) {
      throw section.refuse(
          section.full(key) + " is '" + column + "', which is not among csv.columns.");
    }
    return column;
  }

  private String optionalColumn(ProfileSection section, String key) {
    return section.optionalText(key).isPresent() ? column(section, key) : null;
  }
}
