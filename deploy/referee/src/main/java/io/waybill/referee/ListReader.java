package io.waybill.referee;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.waybill.referee.Payload.OrderLine;
import io.waybill.referee.Payload.Proof;
import io.waybill.referee.Payload.ProofLine;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

/**
 * Reads the lists (CSV) of the made-up partners {@code csv-orders} and {@code csv-proofs}. Of two
 * rows about one line the one that was written later stands.
 */
final class ListReader {

  private static final DateTimeFormatter ORDER_TIME =
      DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm:ss");
  private static final DateTimeFormatter ORDER_DAY = DateTimeFormatter.ofPattern("dd.MM.yyyy");
  private static final DateTimeFormatter PROOF_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final int DAY_LENGTH = 10;

  private final Evidence evidence;

  ListReader(Evidence evidence) {
    this.evidence = evidence;
  }

  /** Semicolons and decimal commas; all in pieces and euros. */
  void readOrders(String body, long recordedAt) throws IOException {
    for (Map<String, String> row : rows(body, ';')) {
      long written = time(row.get("Written"), ORDER_TIME);
      String deadline = row.get("Deliver by");
      statement(row.get("Row"), written, row.get("Shipment"), recordedAt)
          .fact(
              "order/" + row.get("Line"),
              written,
              new OrderLine(
                  row.get("Line"),
                  row.get("Item"),
                  row.get("Customer"),
                  "EUR",
                  comma(row.get("Quantity")),
                  "EA",
                  comma(row.get("Price")),
                  row.get("Value").isEmpty() ? null : comma(row.get("Value")),
                  deadline.length() == DAY_LENGTH
                      ? MessageTime.startOfDay(LocalDate.parse(deadline, ORDER_DAY).plusDays(1))
                      : time(deadline, ORDER_TIME)));
    }
  }

  /** A row without a signer is of an unsigned proof. Nobody says whose goods they are. */
  void readProofs(String body, long recordedAt) throws IOException {
    for (Map<String, String> row : rows(body, ',')) {
      String line = row.get("line");
      ProofLine delivered =
          new ProofLine(
              line,
              new BigDecimal(row.get("good")),
              orZero(row.get("damaged")),
              orZero(row.get("refused")));
      statement(
              row.get("row"), time(row.get("written"), PROOF_TIME), row.get("shipment"), recordedAt)
          .fact(
              "pod/%s/%s".formatted(row.get("pod"), line),
              time(row.get("delivered"), PROOF_TIME),
              new Proof(!row.get("signed by").isEmpty(), List.of(delivered)));
    }
  }

  private Statement statement(String id, long written, String shipment, long recordedAt) {
    return new Statement(
        evidence,
        new Version(0, written, id),
        false,
        recordedAt,
        new Reference("SHIPMENT", "", shipment));
  }

  private static List<Map<String, String>> rows(String body, char separator) throws IOException {
    try (MappingIterator<Map<String, String>> rows =
        new CsvMapper()
            .readerForMapOf(String.class)
            .with(CsvSchema.emptySchema().withHeader().withColumnSeparator(separator))
            .readValues(body)) {
      return rows.readAll();
    }
  }

  private static long time(String text, DateTimeFormatter format) {
    return LocalDateTime.parse(text, format).toInstant(ZoneOffset.UTC).toEpochMilli();
  }

  private static BigDecimal comma(String text) {
    return new BigDecimal(text.replace(',', '.'));
  }

  private static BigDecimal orZero(String text) {
    return text.isEmpty() ? BigDecimal.ZERO : new BigDecimal(text);
  }
}
