package io.waybill.operators.intake.csv;

import java.util.ArrayList;
import java.util.List;

/** The lines of a CSV text, ended by CR, LF or CRLF; a quoted field may hold line ends. */
final class CsvLines {

  private CsvLines() {}

  /** The lines that are not empty, without their ends. A quote counts at a field's beginning. */
  static List<String> split(String text, char separator) {
    List<String> lines = new ArrayList<>();
    int from = 0;
    boolean quoted = false;
    boolean fieldBegins = true;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : '\n';
      if (i == text.length() || (!quoted && (c == '\r' || c == '\n'))) {
        if (i > from) {
          lines.add(text.substring(from, i));
        }
        from = i + 1;
        fieldBegins = true;
      } else if (quoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
        i++;
      } else {
        quoted = c == '"' ? !quoted && fieldBegins : quoted;
        fieldBegins = !quoted && c == separator;
      }
    }
    return lines;
  }
}
