package io.waybill.operators.intake.canonical;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.operators.intake.message.Problem;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/**
 * What the objects of one message share while it is read.
 *
 * @param zone of times without an offset
 * @param problems found so far
 */
record Reading(ZoneId zone, List<Problem> problems) {

  static final String TEXT = "Send it as a string.";
  static final String TIME =
      "Send a time such as 2026-01-05T10:00:00+02:00, or a date such as 2026-01-05, between the"
          + " years 1900 and 2199.";

  /** A value as a dead letter shows it; only the kind of an object or a list. */
  static String shown(JsonNode value) {
    if (value == null) {
      return "";
    }
    return value.isValueNode()
        ? value.asText()
        : value.getNodeType().name().toLowerCase(Locale.ROOT);
  }
}
