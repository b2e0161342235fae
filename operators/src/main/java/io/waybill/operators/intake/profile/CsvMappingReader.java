package io.waybill.operators.intake.profile;

import io.waybill.operators.intake.message.References;
import io.waybill.operators.intake.message.StockMoves;
import io.waybill.schemas.Bucket;
import java.nio.charset.Charset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
            encoding(),
            decimal(),
            columns,
            new Words(csv.texts("absent")),
            patterns("dates"),
            patterns("times"),
            optionalColumn(csv, "identity"),
            optionalColumn(csv, "recorded"),
            shipment(),
            csv.optionalSection("order").map(this::order).orElse(null),
            csv.optionalSection("delivery").map(this::delivery).orElse(null),
            csv.optionalSection("freight").map(this::freight).orElse(null),
            csv.optionalSection("stock").map(this::stock).orElse(null),
            csv.optionalSection("milestone").map(this::milestone).orElse(null),
            csv.optionalSection("pod").map(this::pod).orElse(null),
            csv.optionalSection("count").map(this::count).orElse(null));
    csv.end();
    requireSense(mapping);
    return mapping;
  }

  private void requireSense(CsvMapping mapping) {
    if (mapping.order() == null
        && mapping.milestone() == null
        && mapping.pod() == null
        && mapping.count() == null) {
      throw csv.refuse("csv needs at least one of the sections order, milestone, pod, count.");
    }
    boolean ofOrder =
        mapping.delivery() != null || mapping.freight() != null || mapping.stock() != null;
    if (mapping.order() == null && ofOrder) {
      throw csv.refuse("csv.delivery, csv.freight and csv.stock need the section csv.order.");
    }
    boolean aboutShipment =
        mapping.order() != null || mapping.milestone() != null || mapping.pod() != null;
    if (aboutShipment && mapping.shipment().column() == null) {
      throw csv.refuse("csv.shipment or csv.reference must say which shipment a row is about.");
    }
    if (mapping.datePatterns().isEmpty() && mapping.timePatterns().isEmpty()) {
      throw csv.refuse("csv.dates or csv.times must list at least one pattern.");
    }
  }

  private String encoding() {
    String encoding = csv.optionalText("encoding").orElse("UTF-8");
    try {
      return Charset.forName(encoding).name();
    } catch (IllegalArgumentException e) {
      throw csv.refuse(
          "csv.encoding is '" + encoding + "': name one such as UTF-8 or windows-1252.");
    }
  }

  private char decimal() {
    String decimal = csv.optionalText("decimal").orElse(".");
    if (!decimal.equals(".") && !decimal.equals(",")) {
      throw csv.refuse("csv.decimal is '" + decimal + "': it must be a point or a comma.");
    }
    return decimal.charAt(0);
  }

  private CsvMapping.ShipmentColumn shipment() {
    Optional<ProfileSection> reference = csv.optionalSection("reference");
    if (reference.isEmpty()) {
      return new CsvMapping.ShipmentColumn(
          References.SHIPMENT, "", optionalColumn(csv, "shipment"));
    }
    ProfileSection section = reference.get();
    CsvMapping.ShipmentColumn read =
        new CsvMapping.ShipmentColumn(
            section.text("type"),
            section.optionalText("issuer").orElse(""),
            column(section, "column"));
    section.end();
    return read;
  }

  private CsvMapping.MilestoneColumns milestone(ProfileSection milestone) {
    CsvMapping.MilestoneColumns read =
        new CsvMapping.MilestoneColumns(
            column(milestone, "code"),
            column(milestone, "occurred"),
            optionalColumn(milestone, "location"),
            optionalColumn(milestone, "reason"),
            optionalColumn(milestone, "text"),
            optionalColumn(milestone, "carrier"),
            milestone.optionalSection("codes").map(ProfileSection::words).orElse(Map.of()));
    milestone.end();
    return read;
  }

  private CsvMapping.PodColumns pod(ProfileSection pod) {
    CsvMapping.PodColumns read =
        new CsvMapping.PodColumns(
            column(pod, "pod"),
            optionalColumn(pod, "signed-by"),
            column(pod, "occurred"),
            column(pod, "line"),
            column(pod, "item"),
            column(pod, "quantity"),
            optionalColumn(pod, "damaged"),
            optionalColumn(pod, "refused"),
            pod.text("unit"),
            pod.optionalText("owner").orElse(null));
    pod.end();
    return read;
  }

  private CsvMapping.CountColumns count(ProfileSection count) {
    CsvMapping.CountColumns read =
        new CsvMapping.CountColumns(
            count.text("owner"),
            column(count, "item"),
            column(count, "quantity"),
            count.text("unit"),
            column(count, "node"),
            count.optionalText("status").orElse(StockMoves.GOOD),
            optionalColumn(count, "lot"),
            column(count, "counted"));
    count.end();
    return read;
  }

  private char separator() {
    String separator = csv.text("separator");
    if (separator.length() != 1 || "\"\r\n".contains(separator)) {
      throw csv.refuse("csv.separator is '" + separator + "': it must be one character.");
    }
    return separator.charAt(0);
  }

  private List<String> patterns(String key) {
    List<String> patterns = csv.texts(key);
    for (String pattern : patterns) {
      try {
        DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
      } catch (IllegalArgumentException e) {
        throw csv.refuse(
            csv.full(key) + " has '" + pattern + "', which is no date pattern: " + e.getMessage());
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
