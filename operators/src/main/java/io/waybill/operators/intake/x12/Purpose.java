package io.waybill.operators.intake.x12;

import io.waybill.operators.intake.message.DocumentChange;

/** X12 data element 353, the purpose of a transaction. */
final class Purpose {

  private Purpose() {}

  static DocumentChange change(String code) {
    return switch (code) {
      case "01", "03", "17" -> DocumentChange.CANCELLATION;
      case "02", "04", "05", "15", "18", "19", "26", "CO" -> DocumentChange.REPLACEMENT;
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
