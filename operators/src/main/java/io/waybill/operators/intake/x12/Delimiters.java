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
    char segment = text.charAt(at + 2);
    boolean carriageReturn =
        segment == '\r' && at + 3 < text.length() && text.charAt(at + 3) == '\n';
    segment = carriageReturn ? '\n' : segment;
    boolean usable =
        !Character.isLetterOrDigit(element)
            && !Character.isLetterOrDigit(segment)
            && element != segment
            && element != ' '
            && segment != ' ';
    return usable
        ? Optional.of(new Delimiters(element, text.charAt(at + 1), segment))
        : Optional.empty();
  }
}
