package io.waybill.operators.intake.edifact;

/** Errors that a CONTRL can tell, of code list 0085. */
enum SyntaxError {
  INVALID_VALUE(12),
  MISSING(13),
  VALUE_NOT_SUPPORTED(14),
  TOO_MANY_CONSTITUENTS(16),
  UNSPECIFIED(18),
  INVALID_DECIMAL(19),
  INVALID_CHARACTER(21),
  DUPLICATE(26),
  REFERENCES_DIFFER(28),
  COUNT_DIFFERS(29),
  LOWER_LEVEL_EMPTY(32),
  OUTSIDE_OF_MESSAGE(33);

  private final int code;

  SyntaxError(int code) {
    this.code = code;
  }

  String code() {
    return String.valueOf(code);
  }
}
