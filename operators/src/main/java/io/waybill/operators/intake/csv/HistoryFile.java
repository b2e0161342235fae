package io.waybill.operators.intake.csv;

import io.waybill.operators.intake.message.Texts;
import io.waybill.operators.intake.profile.CsvMapping;
import io.waybill.operators.intake.profile.PartnerProfile;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A CSV file with a header line as a history: one message a row, in the order in which the rows
 * were recorded. In the encoding of the profile, with or without a byte order mark; lines end with
 * CR, LF or CRLF, the last one may end with the file; fields may be quoted and then hold line ends.
 */
public final class HistoryFile {

  /**
   * @param identity of the message; empty when the row cannot be read
   * @param recordedAt 00:00 UTC of the recorded date, in milliseconds; that of the row before when
   *     the row has none that can be read
   * @param number of the row in the file, from 1, the header line not counted
   * @param bytes of the row without its line end
   */
  public record Row(String identity, long recordedAt, int number, byte[] bytes) {}

  private HistoryFile() {}

  /**
   * All rows by recorded time, then by their number. Empty lines are left out; rows that are wrong
   * are not, since they shall become dead letters.
   *
   * @throws IllegalArgumentException with a sentence, if the header line is not the profile's
   */
  public static List<Row> read(PartnerProfile profile, byte[] file) {
    CsvMapping mapping = profile.csv();
    List<byte[]> lines = lines(file, mapping);
    requireHeader(profile, lines);
    CsvRow.Columns columns = new CsvRow.Columns(profile);
    List<Row> rows = new ArrayList<>();
    long recordedAt = 0;
    for (byte[] line : lines.subList(1, lines.size())) {
      String identity = "";
      CsvRow row = row(line, mapping, columns);
      if (row != null) {
        identity = row.optionalText(mapping.identity()).orElse("");
        long before = recordedAt;
        recordedAt = row.optionalDate(mapping.recorded()).map(when -> when.at()).orElse(before);
      }
      rows.add(new Row(identity, Math.max(0, recordedAt), rows.size() + 1, line));
    }
    rows.sort(Comparator.comparingLong(Row::recordedAt).thenComparingInt(Row::number));
    return rows;
  }

  private static CsvRow row(byte[] line, CsvMapping mapping, CsvRow.Columns columns) {
    List<String> fields = fields(line, mapping);
    return fields.size() == mapping.columns().size() ? new CsvRow(fields, columns) : null;
  }

  private static void requireHeader(PartnerProfile profile, List<byte[]> lines) {
    List<String> header = lines.isEmpty() ? List.of() : fields(lines.get(0), profile.csv());
    if (!header.equals(profile.csv().columns())) {
      throw new IllegalArgumentException(
          ("The first line of the file does not list the columns of profile %s in their order."
                  + " It has: %s")
              .formatted(profile.name(), header));
    }
  }

  private static List<String> fields(byte[] line, CsvMapping mapping) {
    CsvFields.Split split =
        CsvFields.split(Texts.withoutBom(new String(line, mapping.charset())), mapping.separator());
    return split.problem() == null ? split.fields() : List.of();
  }

  /**
   * The bytes of each line, as they are: what is wrong with them shall be found when they are
   * decoded. Every encoding but UTF-16 writes the characters that cut a file as ASCII does.
   */
  private static List<byte[]> lines(byte[] file, CsvMapping mapping) {
    boolean wide = mapping.charset().name().startsWith("UTF-16");
    Charset carrier = wide ? mapping.charset() : StandardCharsets.ISO_8859_1;
    return CsvLines.split(new String(file, carrier), mapping.separator()).stream()
        .map(line -> line.getBytes(carrier))
        .toList();
  }
}
