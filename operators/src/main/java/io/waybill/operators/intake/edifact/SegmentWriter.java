package io.waybill.operators.intake.edifact;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.Arrays;
import java.util.List;

/** Writes segments with the standard service characters, each on a line of its own. */
final class SegmentWriter {

  private static final String SERVICE = "+:'?";

  private final StringBuilder text = new StringBuilder();
  private final Charset charset;
  private final CharsetEncoder encoder;
  private int segments;

  SegmentWriter(Charset charset) {
    this.charset = charset;
    encoder = charset.newEncoder();
  }

  /** How many were written. */
  int segments() {
    return segments;
  }

  @SafeVarargs
  final void segment(String tag, List<String>... elements) {
    segment(tag, Arrays.asList(elements));
  }

  /**
   * @param elements each a list of components; empty ones at the end are left out
   */
  void segment(String tag, List<List<String>> elements) {
    text.append(tag);
    int pluses = 0;
    for (List<String> element : elements) {
      pluses++;
      int colons = 0;
      for (String component : element) {
        if (!component.isEmpty()) {
          text.append("+".repeat(pluses)).append(":".repeat(colons));
          released(component);
          pluses = 0;
          colons = 0;
        }
        colons++;
      }
    }
    text.append("'\r\n");
    segments++;
  }

  byte[] bytes() {
    return text.toString().getBytes(charset);
  }

  /** A character that the set lacks, or that no text should have, becomes a low line. */
  private void released(String component) {
    for (int i = 0; i < component.length(); i++) {
      char c = component.charAt(i);
      if (c >= ' ' && c <= '~') {
        text.append(SERVICE.indexOf(c) < 0 ? "" : "?").append(c);
      } else {
        int codePoint = component.codePointAt(i);
        String character = Character.toString(codePoint);
        boolean writable = !Character.isISOControl(codePoint) && encoder.canEncode(character);
        text.append(writable ? character : "_");
        i += character.length() - 1;
      }
    }
  }
}
