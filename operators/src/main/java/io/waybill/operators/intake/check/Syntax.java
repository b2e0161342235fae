package io.waybill.operators.intake.check;

import java.nio.charset.StandardCharsets;

/** What a file is written in, as far as its first characters tell. */
enum Syntax {
  X12,
  EDIFACT,
  JSON,
  OTHER;

  private static final int LOOKED_AT = 4096;

  static Syntax of(byte[] file) {
    String start =
        new String(file, 0, Math.min(file.length, LOOKED_AT), StandardCharsets.ISO_8859_1)
            .replaceFirst("^(\u00ef\u00bb\u00bf)?\\s*", "");
    if (start.startsWith("ISA")) {
      return X12;
    }
    if (start.startsWith("UNA") || start.startsWith("UNB") || start.startsWith("UNH+")) {
      return EDIFACT;
    }
    if (start.startsWith("{") || start.startsWith("[")) {
      return JSON;
    }
    // Some gateways put lines of their own in front.
    if (start.contains("ISA*") || start.contains("ISA|")) {
      return X12;
    }
    return start.contains("UNB+") ? EDIFACT : OTHER;
  }

  /** Whether a profile's format, by its label, can be written in this. */
  boolean mayBe(String format) {
    boolean x12 = format.startsWith("x12");
    boolean edifact = format.startsWith("edifact");
    boolean csv = format.equals("csv");
    return switch (this) {
      case X12 -> x12;
      case EDIFACT -> edifact;
      case JSON -> !x12 && !edifact && !csv;
      case OTHER -> true;
    };
  }
}
