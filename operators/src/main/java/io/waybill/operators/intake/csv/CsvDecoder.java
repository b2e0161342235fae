package io.waybill.operators.intake.csv;

import io.waybill.operators.intake.message.DeadLetters;
import io.waybill.operators.intake.message.Decoded;
import io.waybill.operators.intake.message.Decoder;
import io.waybill.operators.intake.message.Problem;
import io.waybill.operators.intake.message.RawMessage;
import io.waybill.operators.intake.message.Reason;
import io.waybill.operators.intake.message.Texts;
import io.waybill.operators.intake.profile.CsvMapping;
import io.waybill.operators.intake.profile.PartnerProfile;
import java.util.List;
import java.util.Optional;

/**
 * Reads one row of a CSV file, without its header line. A row with a problem says nothing: it
 * becomes one dead letter that names all its problems.
 */
public final class CsvDecoder implements Decoder {

  private static final int MAX_BYTES = 1024 * 1024;

  private final PartnerProfile profile;
  private final CsvMapping mapping;
  private final CsvRow.Columns columns;

  public CsvDecoder(PartnerProfile profile) {
    this.profile = profile;
    this.mapping = profile.csv();
    this.columns = new CsvRow.Columns(mapping);
  }

  @Override
  public Decoded decode(RawMessage raw) {
    if (raw.bytes().length > MAX_BYTES) {
      return reject(raw, Reason.TOO_LARGE, "row", "", "Send one row a message, at most 1 MB long.");
    }
    Optional<String> text = Texts.utf8(raw.bytes());
    if (text.isEmpty()) {
      return reject(raw, Reason.UNREADABLE, "row", "", "Save the file as UTF-8 and send it again.");
    }
    String row = withoutLineEnd(text.get());
    if (row.isBlank()) {
      return reject(raw, Reason.EMPTY, "row", "", "Leave out empty rows, or send the row again.");
    }
    CsvFields.Split split = CsvFields.split(row, mapping.separator());
    if (split.problem() != null) {
      return Decoded.rejected(DeadLetters.of(raw, split.problem()));
    }
    int expected = mapping.columns().size();
    if (split.fields().size() != expected) {
      return reject(
          raw,
          Reason.UNREADABLE,
          "row",
          row,
          ("The row has %d columns instead of %d: quote fields that contain the separator, and"
                  + " send whole rows.")
              .formatted(split.fields().size(), expected));
    }
    return decode(raw, split.fields());
  }

  private Decoded decode(RawMessage raw, List<String> fields) {
    CsvRow row = new CsvRow(fields, columns);
    RowFacts facts = new RowFacts(profile, raw, row);
    Decoded decoded = facts.read();
    return row.problems().isEmpty()
        ? decoded
        : Decoded.rejected(DeadLetters.of(raw, 0, null, row.problems(), raw.bytes()));
  }

  static String withoutLineEnd(String row) {
    int end = row.length();
    while (end > 0 && (row.charAt(end - 1) == '\r' || row.charAt(end - 1) == '\n')) {
      end--;
    }
    return row.substring(0, end);
  }

  private static Decoded reject(
      RawMessage raw, Reason reason, String field, String value, String remedy) {
    return Decoded.rejected(DeadLetters.of(raw, new Problem(reason, field, value, remedy)));
  }
}
