package io.waybill.operators.intake.x12;

import io.waybill.operators.intake.message.DocumentChange;

/** What a transaction is for: X12 data element 353, and what stands in its place. */
final class Purpose {

  private Purpose() {}

  /** By X12 data element 353. */
  static DocumentChange change(String code) {
    return switch (code) {
      case "01", "03", "17" -> DocumentChange.CANCELLATION;
      case "02", "04", "05", "15", "18", "19", "26", "CO" -> DocumentChange.REPLACEMENT;
      default -> DocumentChange.ORIGINAL;
    };
  }

  /** Whether a document with lines is taken back as a whole. */
  static boolean isCancellation(Part.Transaction transaction) {
    return switch (transaction.st().element(1)) {
      case "850" -> isCancellation(transaction, "BEG", 1);
      case "856" -> isCancellation(transaction, "BSN", 1);
      case "861" -> isCancellation(transaction, "BRA", 3);
      case "940" -> ofOrder(first(transaction, "W05", 1)) == DocumentChange.CANCELLATION;
      default -> false;
    };
  }

  private static boolean isCancellation(Part.Transaction transaction, String tag, int element) {
    return change(first(transaction, tag, element)) == DocumentChange.CANCELLATION;
  }

  private static String first(Part.Transaction transaction, String tag, int element) {
    return transaction.segments().stream()
        .filter(segment -> segment.is(tag))
        .findFirst()
        .map(segment -> segment.element(element))
        .orElse("");
  }

  /** By X12 data element 473, the status of an order to a warehouse. */
  static DocumentChange ofOrder(String code) {
    return switch (code) {
      case "F", "D" -> DocumentChange.CANCELLATION;
      case "R", "L", "G" -> DocumentChange.REPLACEMENT;
      default -> DocumentChange.ORIGINAL;
    };
  }

  /** A simulation says nothing of what is. */
  static boolean isSimulation(String code) {
    return code.equals("77");
  }

  /** A copy of an original that was sent before. */
  static boolean isDuplicate(String code) {
    return code.equals("07");
  }
}
