package io.waybill.operators.intake.x12;

import java.util.Optional;

/**
 * The delimiters of an interchange, as its ISA segment shows them.
 *
 * @param element between elements
 * @param component between the components of an element
 * @param segment behind each segment
 */
record Delimiters(char element, char component, char segment) {

  private static final int ISA_ELEMENTS = 16;

  /** Of an interchange that names none. */
  private static final char STAND_IN = '>';

  /** Reads them from a text that begins with ISA; empty when the ISA segment is not whole. */
  static Optional<Delimiters> of(String text, int isa) {
    int at = isa + "ISA".length();
    if (at >= text.length()) {
      return Optional.empty();
    }
    char element = text.charAt(at);
    for (int i = 1; i < ISA_ELEMENTS && at >= 0; i++) {
      at = text.indexOf(element, at + 1);
    }
    // Behind the last separator stand the component separator and the segment terminator.
    if (at < 0 || at + 2 >= text.length()) {
      return Optional.empty();
    }
    if (lacksComponentSeparator(text, at + 1, element)) {
      return usable(element, STAND_IN, text.charAt(at + 1));
    }
    char segment = text.charAt(at + 2);
    boolean carriageReturn =
        segment == '\r' && at + 3 < text.length() && text.charAt(at + 3) == '\n';
    segment = carriageReturn ? '\n' : segment;
    return usable(element, text.charAt(at + 1), segment);
  }

  /**
   * Some senders leave ISA16 empty: then the terminator stands in its place. It is told by the next
   * segment, which begins at once behind it, or ends with it too.
   */
  private static boolean lacksComponentSeparator(String text, int at, char element) {
    int next = at + 1;
    while (next < text.length() && (text.charAt(next) == '\r' || text.charAt(next) == '\n')) {
      next++;
    }
    if (!text.startsWith("GS" + element, next)) {
      return false;
    }
    int line = text.indexOf('\n', next);
    return next == at + 1
        || line > 0
            && text.substring(next, line).stripTrailing().endsWith(text.substring(at, at + 1));
  }

  private static Optional<Delimiters> usable(char element, char component, char segment) {
    boolean usable =
        !Character.isLetterOrDigit(element)
            && !Character.isLetterOrDigit(segment)
            && element != segment
            && element != ' '
            && segment != ' ';
    return usable ? Optional.of(new Delimiters(element, component, segment)) : Optional.empty();
  }
}
