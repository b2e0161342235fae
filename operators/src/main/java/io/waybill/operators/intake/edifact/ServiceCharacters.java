package io.waybill.operators.intake.edifact;

import java.util.Optional;

/**
 * The service characters of an interchange, as its UNA shows them or as the standard has them.
 *
 * @param component between the components of a composite
 * @param element between elements
 * @param release takes the meaning from the service character behind it; a space for none
 * @param repetition between repetitions of an element, in syntax version 4; a space for none
 * @param segment behind each segment
 * @param una the service string as it came; empty without one
 */
record ServiceCharacters(
    char component, char element, char release, char repetition, char segment, String una) {

  static final int UNA_LENGTH = 9;

  /** Level A, without a UNA. */
  static final ServiceCharacters STANDARD = new ServiceCharacters(':', '+', '?', '*', '\'', "");

  /** Level B of the old syntax, whose separators do not print. */
  private static final ServiceCharacters LEVEL_B =
      new ServiceCharacters('\u001F', '\u001D', ' ', ' ', '\u001C', "");

  /** Reads the UNA at a place of a text; empty when it is cut off or makes no sense. */
  static Optional<ServiceCharacters> ofUna(String text, int at) {
    if (at + UNA_LENGTH > text.length()) {
      return Optional.empty();
    }
    if (lengthOfUna(text, at) < UNA_LENGTH) {
      int reserved = at + UNA_LENGTH - 2;
      return ofUna(text.substring(at, reserved) + " " + text.charAt(reserved), 0);
    }
    ServiceCharacters read =
        new ServiceCharacters(
            text.charAt(at + 3),
            text.charAt(at + 4),
            text.charAt(at + 6),
            text.charAt(at + 7),
            text.charAt(at + 8),
            text.substring(at, at + UNA_LENGTH));
    return read.isUsable() ? Optional.of(read) : Optional.empty();
  }

  /** The length of the UNA at a place; some lose their reserved blank on the way. */
  static int lengthOfUna(String text, int at) {
    int reserved = at + UNA_LENGTH - 2;
    boolean ends = reserved < text.length() && text.charAt(reserved) == STANDARD.segment;
    int next = reserved + 1;
    while (ends && next < text.length() && Character.isWhitespace(text.charAt(next))) {
      next++;
    }
    return ends && text.startsWith("UN", next) ? UNA_LENGTH - 1 : UNA_LENGTH;
  }

  /**
   * What stands without a UNA, told by the character behind the first tag; empty when it is none
   * that this could be.
   *
   * @param before those of the interchange before it, which some senders go on with
   */
  static Optional<ServiceCharacters> withoutUna(char element, ServiceCharacters before) {
    for (ServiceCharacters known : new ServiceCharacters[] {STANDARD, before, LEVEL_B}) {
      if (known.element == element) {
        return Optional.of(known);
      }
    }
    return Optional.empty();
  }

  /** Syntax versions before 4 repeat nothing; the place in their UNA is reserved. */
  ServiceCharacters withoutRepetition() {
    return new ServiceCharacters(component, element, release, ' ', segment, una);
  }

  ServiceCharacters endingIn(char terminator) {
    return new ServiceCharacters(component, element, release, repetition, terminator, una);
  }

  boolean isRelease(char c) {
    return c == release && release != ' ';
  }

  boolean isRepetition(char c) {
    return c == repetition && repetition != ' ';
  }

  private boolean isUsable() {
    char[] needed = {component, element, segment};
    for (char c : needed) {
      if (Character.isLetterOrDigit(c) || c == ' ' || c > 0xFF) {
        return false;
      }
    }
    return component != element
        && component != segment
        && element != segment
        && !Character.isLetterOrDigit(release)
        && release != component
        && release != element
        && release != segment;
  }
}
