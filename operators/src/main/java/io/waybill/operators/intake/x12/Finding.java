package io.waybill.operators.intake.x12;

import io.waybill.operators.intake.message.Problem;

/**
 * Something that is wrong with a segment, as a 997 says it.
 *
 * @param segment its tag
 * @param position in the transaction, ST being 1; of a segment that is missing, where it was missed
 * @param element number of the element, from 1; 0 when the segment as a whole is meant
 * @param code X12 data element 723 for an element, 720 for a segment
 * @param problem the same as a sentence
 */
record Finding(String segment, int position, int element, String code, Problem problem) {

  /** Codes of data element 720. */
  static final String SEGMENT_MISSING = "3";

  static final String ELEMENTS_IN_ERROR = "8";

  /** Codes of data element 723. */
  static final String ELEMENT_MISSING = "1";

  static final String CONDITION_VIOLATED = "2";
  static final String TOO_SHORT = "4";
  static final String TOO_LONG = "5";
  static final String INVALID_CHARACTER = "6";
  static final String INVALID_CODE = "7";
  static final String INVALID_DATE = "8";
  static final String INVALID_TIME = "9";
  static final String EXCLUSION_VIOLATED = "10";
}
