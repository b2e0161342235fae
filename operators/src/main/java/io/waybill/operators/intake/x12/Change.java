package io.waybill.operators.intake.x12;

/** What a message does to its document. Their names break a tie: the later one stands. */
enum Change {
  ORIGINAL,
  CANCELLATION,
  REPLACEMENT;

  /** By X12 data element 353, the purpose of a transaction. */
  static Change ofPurpose(String code) {
    return switch (code) {
      case "01", "03", "17" -> CANCELLATION;
      case "02", "04", "05", "15", "18", "19", "26", "CO" -> REPLACEMENT;
      default -> ORIGINAL;
    };
  }

  /** A simulation says nothing of what is. */
  static boolean isSimulation(String purpose) {
    return purpose.equals("77");
  }
}
