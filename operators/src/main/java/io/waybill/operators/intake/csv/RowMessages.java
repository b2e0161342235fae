package io.waybill.operators.intake.csv;

import io.waybill.operators.intake.message.Texts;
import io.waybill.operators.intake.profile.CsvMapping;
import io.waybill.operators.intake.profile.PartnerProfile;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Cuts a CSV file with a header line into one message a row, in the order of the file. */
public final class RowMessages {

  private RowMessages() {}

  /**
   * @param number of the row, from 1, the header line and empty lines not counted
   * @param identity of the row; empty when it has none
   * @param bytes of a message that the profile reads: the row, behind the header line when that has
   *     the columns in another order than the profile
   */
  public record Row(int number, String identity, byte[] bytes) {}

  /** Empty when the first line is not a header line of the profile's columns. */
  public static List<Row> of(PartnerProfile profile, byte[] file) {
    CsvMapping mapping = profile.csv();
    // Every encoding but UTF-16 writes the characters that cut a file as ASCII does.
    boolean wide = mapping.charset().name().startsWith("UTF-16");
    Charset carrier = wide ? mapping.charset() : StandardCharsets.ISO_8859_1;
    List<String> lines = CsvLines.split(new String(file, carrier), mapping.separator());
    if (lines.isEmpty()) {
      return List.of();
    }
    List<String> names = fields(lines.get(0), carrier, mapping);
    if (!names.containsAll(mapping.columns())) {
      return List.of();
    }
    String before = names.equals(mapping.columns()) ? "" : lines.get(0) + "\n";
    int identity = mapping.identity() == null ? -1 : names.indexOf(mapping.identity());
    List<Row> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      List<String> fields = identity < 0 ? List.of() : fields(line, carrier, mapping);
      rows.add(
          new Row(
              rows.size() + 1,
              identity >= 0 && identity < fields.size() ? fields.get(identity) : "",
              (before + line).getBytes(carrier)));
    }
    return rows;
  }

  /** Stripped; none when the line cannot be split. */
  private static List<String> fields(String line, Charset carrier, CsvMapping mapping) {
    String text = new String(line.getBytes(carrier), mapping.charset());
    CsvFields.Split split = CsvFields.split(Texts.withoutBom(text), mapping.separator());
    return split.problem() == null
        ? split.fields().stream().map(String::strip).toList()
        : List.of();
  }
}
