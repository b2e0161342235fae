package io.waybill.operators.intake.csv;

import io.waybill.operators.intake.message.DeadLetters;
import io.waybill.operators.intake.message.Decoded;
import io.waybill.operators.intake.message.Decoder;
import io.waybill.operators.intake.message.FactCollector;
import io.waybill.operators.intake.message.MessageType;
import io.waybill.operators.intake.message.Problem;
import io.waybill.operators.intake.message.RawMessage;
import io.waybill.operators.intake.message.Reason;
import io.waybill.operators.intake.message.Texts;
import io.waybill.operators.intake.profile.CsvMapping;
import io.waybill.operators.intake.profile.PartnerProfile;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;

/**
 * Reads CSV: one row without its header line, or a whole file with it, whose columns may then stand
 * in any order and to which others may have been added. A row with a problem says nothing: it
 * becomes one dead letter that names all its problems, and the rows beside it are read.
 */
public final class CsvDecoder implements Decoder {

  private static final int MAX_BYTES = 10 * 1024 * 1024;
  private static final int MAX_ROW = 1024 * 1024;

  private final PartnerProfile profile;
  private final CsvMapping mapping;
  private final Charset charset;
  private final CsvRow.Columns columns;

  public CsvDecoder(PartnerProfile profile) {
    this.profile = profile;
    this.mapping = profile.csv();
    this.charset = mapping.charset();
    this.columns = new CsvRow.Columns(profile);
  }

  /** For documents: what a row is. */
  public static List<MessageType> types() {
    return List.of(RowFacts.TYPE);
  }

  @Override
  public Decoded decode(RawMessage raw) {
    if (raw.bytes().length > MAX_BYTES) {
      return reject(
          raw, Reason.TOO_LARGE, "file", "", "Split the file: a message may have at most 10 MB.");
    }
    Optional<String> text = Texts.decode(raw.bytes(), charset);
    if (text.isEmpty()) {
      return reject(
          raw,
          Reason.UNREADABLE,
          "row",
          "",
          "Save the file as " + charset.name() + " and send it again.");
    }
    List<String> lines = CsvLines.split(text.get(), mapping.separator());
    if (text.get().isBlank() || lines.isEmpty()) {
      return reject(raw, Reason.EMPTY, "row", "", "Leave out empty rows, or send the row again.");
    }
    FactCollector facts = new FactCollector(raw, profile.version());
    Optional<CsvRow.Columns> header = header(lines.get(0));
    if (header.isPresent()) {
      file(raw, lines, header.get(), facts);
    } else if (lines.size() > 1) {
      return reject(
          raw,
          Reason.UNREADABLE,
          "header",
          lines.get(0),
          "Begin the file with its header line; it must name the columns "
              + String.join(", ", mapping.columns())
              + ".");
    } else {
      row(raw, lines.get(0), null, columns, facts);
    }
    return facts.decoded();
  }

  /** The columns in the order of a header line; empty when the line is none. */
  private Optional<CsvRow.Columns> header(String line) {
    CsvFields.Split split = CsvFields.split(line, mapping.separator());
    if (split.problem() != null) {
      return Optional.empty();
    }
    List<String> names = split.fields().stream().map(String::strip).toList();
    return names.containsAll(mapping.columns())
        ? Optional.of(columns.inOrder(names))
        : Optional.empty();
  }

  private void file(
      RawMessage raw, List<String> lines, CsvRow.Columns inOrder, FactCollector facts) {
    FactCollector.Counted before = facts.counted();
    for (int number = 1; number < lines.size(); number++) {
      String line = lines.get(number);
      if (!line.isBlank()) {
        facts.nextMessage();
        row(raw, line, new Place(lines.get(0), number), inOrder, facts);
      }
    }
    facts.record("CSV", profile.name(), "", "", null, before);
  }

  /** Where in its file a row stands. */
  private record Place(String header, int number) {}

  /**
   * @param place null for a row by itself
   */
  private void row(
      RawMessage raw, String line, Place place, CsvRow.Columns inOrder, FactCollector facts) {
    if (line.length() > MAX_ROW) {
      reject(raw, line, place, List.of(tooLong()), facts);
      return;
    }
    CsvFields.Split split = CsvFields.split(line, mapping.separator());
    if (split.problem() != null) {
      reject(raw, line, place, List.of(split.problem()), facts);
    } else if (split.fields().size() != inOrder.count()) {
      reject(
          raw,
          line,
          place,
          List.of(
              new Problem(
                  Reason.UNREADABLE,
                  "row",
                  line,
                  ("The row has %d columns instead of %d: quote fields that contain the separator,"
                          + " and send whole rows.")
                      .formatted(split.fields().size(), inOrder.count()))),
          facts);
    } else {
      CsvRow row = new CsvRow(split.fields(), inOrder);
      // Of its own, so that a row with a problem leaves nothing behind.
      FactCollector ofRow = facts.ofPart();
      new RowFacts(profile, raw, row, ofRow).read();
      if (row.problems().isEmpty()) {
        facts.addAll(ofRow);
      } else {
        reject(raw, line, place, row.problems(), facts);
      }
    }
  }

  private static Problem tooLong() {
    return new Problem(Reason.TOO_LARGE, "row", "", "Send rows of at most 1 MB.");
  }

  private void reject(
      RawMessage raw, String line, Place place, List<Problem> problems, FactCollector facts) {
    if (place == null) {
      facts.deadLetter(DeadLetters.of(raw, facts.skipPosition(), null, problems, raw.bytes()));
      return;
    }
    String prefix = "row " + place.number() + ", ";
    List<Problem> placed =
        problems.stream()
            .map(p -> new Problem(p.reason(), prefix + p.field(), p.value(), p.remedy()))
            .toList();
    // With the header line, so that it can be corrected and sent again by itself.
    byte[] content = (place.header() + "\n" + line).getBytes(charset);
    facts.deadLetter(DeadLetters.of(raw, facts.skipPosition(), null, placed, content));
  }

  private static Decoded reject(
      RawMessage raw, Reason reason, String field, String value, String remedy) {
    return Decoded.rejected(DeadLetters.of(raw, new Problem(reason, field, value, remedy)));
  }
}
