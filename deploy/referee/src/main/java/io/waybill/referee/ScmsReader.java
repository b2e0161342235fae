package io.waybill.referee;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.waybill.referee.Movement.Place;
import io.waybill.referee.Payload.FreightBill;
import io.waybill.referee.Payload.FreightShare;
import io.waybill.referee.Payload.OrderLine;
import io.waybill.referee.Payload.Proof;
import io.waybill.referee.Payload.ProofLine;
import io.waybill.referee.Payload.Shipped;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the real delivery history: one row is an order line, its shipping, its delivery with a
 * signed proof, and perhaps a freight bill or a part of one.
 */
final class ScmsReader {

  private static final String CARRIER = "SCMS-FREIGHT";
  private static final String OWNER = "SCMS";
  private static final String UNIT = "pack";
  private static final String CURRENCY = "USD";
  private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)?");
  private static final Pattern SEE = Pattern.compile("See .*\\(ID#:(\\d+)\\)");
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("d-MMM-yy", Locale.ENGLISH);

  private final Evidence evidence = new Evidence();

  private ScmsReader() {}

  /**
   * Reads the file: UTF-8, with or without a byte order mark, any line end.
   *
   * @throws MessageFormatException when a row lacks what every row has
   */
  static Evidence read(Path csv) throws IOException {
    String text = Files.readString(csv, StandardCharsets.UTF_8);
    ScmsReader reader = new ScmsReader();
    try (MappingIterator<Map<String, String>> rows =
        new CsvMapper()
            .readerForMapOf(String.class)
            .with(CsvSchema.emptySchema().withHeader())
            .readValues(text.startsWith("\uFEFF") ? text.substring(1) : text)) {
      while (rows.hasNext()) {
        reader.readRow(rows.next());
      }
    }
    return reader.evidence;
  }

  private void readRow(Map<String, String> row) {
    evidence.messages++;
    String id = value(row, "ID");
    BigDecimal quantity = decimal(row, "Line Item Quantity");
    BigDecimal lineValue = decimal(row, "Line Item Value");
    long recordedAt = MessageTime.startOfDay(date(row, "Delivery Recorded Date"));
    long deliveredAt = MessageTime.startOfDay(date(row, "Delivered to Client Date"));
    OrderLine line =
        new OrderLine(
            id,
            value(row, "Item Description"),
            value(row, "Project Code"),
            CURRENCY,
            quantity,
            UNIT,
            decimal(row, "Pack Price"),
            lineValue,
            MessageTime.startOfDay(date(row, "Scheduled Delivery Date").plusDays(1)));
    Reference shipment = new Reference("SHIPMENT", "", value(row, "ASN/DN #"));
    Version version = new Version(0, recordedAt, id);
    add(shipment, version, recordedAt, recordedAt, "order/" + id, line);
    add(shipment, version, recordedAt, deliveredAt, "shipped/" + id, new Shipped(id, quantity));
    ProofLine proofLine = new ProofLine(id, quantity, BigDecimal.ZERO, BigDecimal.ZERO);
    Proof proof = new Proof(true, List.of(proofLine));
    add(shipment, version, recordedAt, deliveredAt, "pod/" + id, proof);
    readFreight(row, shipment, version, recordedAt);
    addMovements(row, version, quantity);
  }

  private void readFreight(
      Map<String, String> row, Reference shipment, Version version, long recordedAt) {
    String freight = value(row, "Freight Cost (USD)");
    String id = value(row, "ID");
    String bill;
    Matcher see = SEE.matcher(freight);
    if (NUMBER.matcher(freight).matches()) {
      bill = id;
      FreightBill own = new FreightBill(CARRIER, id, CURRENCY, new BigDecimal(freight));
      String subject = "freight-bill/%s/%s".formatted(CARRIER, id);
      add(shipment, version, recordedAt, recordedAt, subject, own);
    } else if (see.matches()) {
      bill = see.group(1);
    } else {
      return;
    }
    String weight = row.getOrDefault("Weight (Kilograms)", "").strip();
    FreightShare share =
        new FreightShare(
            CARRIER,
            bill,
            id,
            NUMBER.matcher(weight).matches() ? new BigDecimal(weight) : null,
            decimal(row, "Line Item Value"),
            decimal(row, "Line Item Quantity"));
    String subject = "freight-share/%s/%s/%s".formatted(CARRIER, bill, id);
    add(shipment, version, recordedAt, recordedAt, subject, share);
  }

  private void addMovements(Map<String, String> row, Version version, BigDecimal quantity) {
    String id = version.message();
    boolean fromWarehouse = value(row, "Fulfill Via").equals("From RDC");
    Place source =
        fromWarehouse ? new Place("ON_HAND", "RDC", "GOOD") : new Place("SUPPLIER", "", "GOOD");
    Place transit = new Place("IN_TRANSIT", "", "GOOD");
    Place customer = new Place("CUSTOMER", "", "GOOD");
    String item = value(row, "Item Description");
    evidence.movements.add(
        new Movement(OWNER, item, "shipped/" + id, version, false, quantity, source, transit));
    evidence.movements.add(
        new Movement(OWNER, item, "pod/" + id, version, false, quantity, transit, customer));
  }

  private void add(
      Reference shipment,
      Version version,
      long recordedAt,
      long occurredAt,
      String subject,
      Payload payload) {
    evidence.facts.add(
        new Fact(subject, version, false, occurredAt, recordedAt, shipment, payload));
  }

  private static String value(Map<String, String> row, String column) {
    String value = row.get(column);
    if (value == null || value.isBlank()) {
      throw new MessageFormatException(
          "%s is empty in row %s: the referee needs it in every row"
              .formatted(column, row.get("ID")));
    }
    return value.strip();
  }

  private static BigDecimal decimal(Map<String, String> row, String column) {
    String value = value(row, column);
    if (!NUMBER.matcher(value).matches()) {
      throw new MessageFormatException(
          "%s is '%s' in row %s, which is no number: write for example 12.50"
              .formatted(column, value, row.get("ID")));
    }
    return new BigDecimal(value);
  }

  private static LocalDate date(Map<String, String> row, String column) {
    String value = value(row, column);
    try {
      return LocalDate.parse(value, DATE);
    } catch (DateTimeParseException e) {
      throw new MessageFormatException(
          "%s is '%s' in row %s, which is no date: write for example 2-Jun-06"
              .formatted(column, value, row.get("ID")));
    }
  }
}
