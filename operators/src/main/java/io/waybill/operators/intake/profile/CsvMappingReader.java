package io.waybill.operators.intake.profile;

import io.waybill.operators.intake.message.References;
import io.waybill.operators.intake.message.StockMoves;
import io.waybill.schemas.Bucket;
import java.nio.charset.Charset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads the section {@code csv} of a profile. */
final class CsvMappingReader {

  private final ProfileSection csv;
  private final CsvColumns columns;

  CsvMappingReader(ProfileSection csv) {
    this.csv = csv;
    columns = new CsvColumns(csv);
  }

  CsvMapping read() {
    CsvMapping mapping =
        new CsvMapping(
            separator(),
            encoding(),
            decimal(),
            columns.inOrder(),
            new Words(csv.texts("absent")),
            patterns("dates"),
            patterns("times"),
            columns.optionalColumn(csv, "identity"),
            columns.optionalColumn(csv, "recorded"),
            csv.read("reference", this::reference).orElseGet(this::ownName),
            csv.read("order", this::order).orElse(null),
            csv.read("delivery", this::delivery).orElse(null),
            csv.read("freight", this::freight).orElse(null),
            csv.read("stock", this::stock).orElse(null),
            csv.read("milestone", this::milestone).orElse(null),
            csv.read("pod", this::pod).orElse(null),
            csv.read("count", this::count).orElse(null));
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

  private char separator() {
    String separator = csv.text("separator");
    if (separator.length() != 1 || "\"\r\n".contains(separator)) {
      throw csv.refuse("csv.separator is '" + separator + "': it must be one character.");
    }
    return separator.charAt(0);
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

  private CsvMapping.ShipmentColumn ownName() {
    return new CsvMapping.ShipmentColumn(
        References.SHIPMENT, "", columns.optionalColumn(csv, "shipment"));
  }

  private CsvMapping.ShipmentColumn reference(ProfileSection reference) {
    return new CsvMapping.ShipmentColumn(
        reference.text("type"),
        reference.optionalText("issuer").orElse(""),
        columns.column(reference, "column"));
  }

  private CsvMapping.Order order(ProfileSection order) {
    return new CsvMapping.Order(
        columns.column(order, "line"),
        columns.column(order, "customer"),
        columns.column(order, "item"),
        columns.column(order, "quantity"),
        columns.column(order, "unit-price"),
        columns.optionalColumn(order, "stated-value"),
        columns.optionalColumn(order, "insurance"),
        columns.optionalColumn(order, "ordered"),
        columns.optionalColumn(order, "deliver-by"),
        columns.value(order, "unit"),
        columns.currency(order, "currency"));
  }

  private CsvMapping.Delivery delivery(ProfileSection delivery) {
    return new CsvMapping.Delivery(
        columns.column(delivery, "shipped"),
        columns.column(delivery, "delivered"),
        columns.flag(delivery, "signed"),
        delivery.text("milestone"));
  }

  private CsvMapping.Freight freight(ProfileSection freight) {
    return new CsvMapping.Freight(
        columns.value(freight, "carrier"),
        columns.column(freight, "cost"),
        sharedBill(freight),
        new Words(freight.texts("none")),
        columns.optionalColumn(freight, "weight"),
        new Words(freight.texts("weight-elsewhere")));
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
    return new CsvMapping.Stock(
        columns.value(stock, "owner"),
        columns.column(stock, "route"),
        stock.section("origins").entries(CsvMappingReader::origin));
  }

  private static CsvMapping.Origin origin(ProfileSection origin) {
    return new CsvMapping.Origin(
        origin.oneOf("bucket", Bucket.class), origin.optionalText("node").orElse(""));
  }

  private CsvMapping.MilestoneColumns milestone(ProfileSection milestone) {
    return new CsvMapping.MilestoneColumns(
        columns.column(milestone, "code"),
        columns.column(milestone, "occurred"),
        columns.optionalColumn(milestone, "location"),
        columns.optionalColumn(milestone, "reason"),
        columns.optionalColumn(milestone, "text"),
        columns.optionalColumn(milestone, "carrier"),
        milestone.optionalSection("codes").map(ProfileSection::words).orElse(Map.of()));
  }

  private CsvMapping.PodColumns pod(ProfileSection pod) {
    return new CsvMapping.PodColumns(
        columns.column(pod, "pod"),
        pod.has("signed") ? columns.flag(pod, "signed") : null,
        columns.optionalColumn(pod, "signed-by"),
        columns.column(pod, "occurred"),
        columns.column(pod, "line"),
        columns.column(pod, "item"),
        columns.column(pod, "quantity"),
        columns.optionalColumn(pod, "damaged"),
        columns.optionalColumn(pod, "refused"),
        columns.value(pod, "unit"),
        pod.has("owner") ? columns.value(pod, "owner") : null);
  }

  private CsvMapping.CountColumns count(ProfileSection count) {
    return new CsvMapping.CountColumns(
        columns.value(count, "owner"),
        columns.column(count, "item"),
        columns.column(count, "quantity"),
        columns.value(count, "unit"),
        columns.column(count, "node"),
        count.has("status")
            ? columns.value(count, "status")
            : new CsvValue.Constant(StockMoves.GOOD),
        columns.optionalColumn(count, "lot"),
        columns.column(count, "counted"));
  }
}
