package io.waybill.operators.intake.x12;

import io.waybill.operators.intake.message.Problem;
import java.util.Optional;

/** The ISA segment, whose elements have fixed widths that real files often lose. */
final class IsaHeader {

  private static final int[] WIDTHS = {2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1, 5, 9, 1, 1, 1};

  private IsaHeader() {}

  /** What is wrong with it beyond repair. */
  static Optional<Problem> fault(Segment isa) {
    for (int i = 0; i < WIDTHS.length; i++) {
      String value = value(isa, i);
      if (value.length() > WIDTHS[i]) {
        return Optional.of(
            Problem.invalid(isa.name(i + 1), value, "Shorten it to " + WIDTHS[i] + " characters."));
      }
    }
    return Optional.empty();
  }

  /** The segment with each element padded to its width, without its terminator. */
  static String padded(Segment isa, char separator) {
    StringBuilder padded = new StringBuilder("ISA");
    for (int i = 0; i < WIDTHS.length; i++) {
      String value = value(isa, i);
      padded
          .append(separator)
          .append(value)
          .append(" ".repeat(Math.max(0, WIDTHS[i] - value.length())));
    }
    return padded.toString();
  }

  private static String value(Segment isa, int index) {
    String value = isa.element(index + 1);
    return value.isEmpty() && WIDTHS[index] == 1 ? standIn(index) : value;
  }

  /** A usage of "production", no acknowledgement, the usual delimiters. */
  private static String standIn(int index) {
    return switch (index) {
      case 10 -> "U";
      case 13 -> "0";
      case 14 -> "P";
      default -> ">";
    };
  }
}
