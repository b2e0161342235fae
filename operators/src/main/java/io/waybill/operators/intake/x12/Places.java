package io.waybill.operators.intake.x12;

/** Where something is, as X12 writes it. */
final class Places {

  private static final int DEGREE_MINUTE_SECOND = 7;

  private Places() {}

  /** City, state and country, as far as they are given, separated by commas; null when none is. */
  static String joined(Segment segment, int from, int to) {
    StringBuilder joined = new StringBuilder();
    for (int number = from; number <= to; number++) {
      if (segment.has(number)) {
        joined.append(joined.isEmpty() ? "" : ", ").append(segment.element(number));
      }
    }
    return joined.isEmpty() ? null : joined.toString();
  }

  /**
   * Degrees of longitude or latitude: DDDMMSS, or a decimal number; null when there is none. What
   * is wrong with them is told and harms nothing else: the place has its name too.
   *
   * @param negative west or south
   */
  static Double degrees(Segment segment, int number, boolean negative) {
    String text = segment.element(number);
    if (text.isEmpty()) {
      return null;
    }
    double degrees;
    if (text.length() == DEGREE_MINUTE_SECOND && Numbers.areDigits(text, 0, text.length())) {
      degrees =
          Integer.parseInt(text, 0, 3, 10)
              + Integer.parseInt(text, 3, 5, 10) / 60.0
              + Integer.parseInt(text, 5, 7, 10) / 3600.0;
    } else if (text.indexOf('.') >= 0 && Numbers.decimal(text).isPresent()) {
      degrees = Double.parseDouble(text);
    } else {
      segment.remark(
          number, Finding.INVALID_CHARACTER, "Send degrees, minutes and seconds, as DDDMMSS.");
      return null;
    }
    if (Math.abs(degrees) > 180) {
      segment.remark(number, Finding.INVALID_CODE, "Send at most 180 degrees.");
      return null;
    }
    return negative ? -Math.abs(degrees) : degrees;
  }
}
