package io.waybill.operators.intake.csv;

import io.waybill.operators.intake.message.Problem;
import io.waybill.operators.intake.message.Reason;
import java.util.ArrayList;
import java.util.List;

/** The fields of one row. A quoted field may hold separators, line ends and doubled quotes. */
final class CsvFields {

  private static final char QUOTE = '"';

  /** The fields of a row, or the problem with it. Exactly one of them is null. */
  record Split(List<String> fields, Problem problem) {}

  private CsvFields() {}

  static Split split(String row, char separator) {
    List<String> fields = new ArrayList<>();
    int at = 0;
    while (true) {
      int end;
      if (at < row.length() && row.charAt(at) == QUOTE) {
        StringBuilder field = new StringBuilder();
        end = quoted(row, at + 1, field);
        fields.add(field.toString());
        if (end < 0) {
          return broken(fields, "The row ends inside quotes: it was cut, or a quote is missing.");
        }
        if (end < row.length() && row.charAt(end) != separator) {
          return broken(fields, "Text follows a closing quote: double the quotes inside a field.");
        }
      } else {
        end = row.indexOf(separator, at);
        end = end < 0 ? row.length() : end;
        fields.add(row.substring(at, end));
      }
      if (end == row.length()) {
        return new Split(fields, null);
      }
      at = end + 1;
    }
  }

  /** Reads to the closing quote; the index behind it, or -1 when there is none. */
  private static int quoted(String row, int from, StringBuilder field) {
    for (int i = from; i < row.length(); i++) {
      if (row.charAt(i) != QUOTE) {
        field.append(row.charAt(i));
      } else if (i + 1 < row.length() && row.charAt(i + 1) == QUOTE) {
        field.append(QUOTE);
        i++;
      } else {
        return i + 1;
      }
    }
    return -1;
  }

  private static Split broken(List<String> fields, String remedy) {
    String field = "column " + fields.size();
    String value = fields.get(fields.size() - 1);
    return new Split(null, new Problem(Reason.UNREADABLE, field, value, remedy));
  }
}
