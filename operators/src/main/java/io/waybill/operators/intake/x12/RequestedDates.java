package io.waybill.operators.intake.x12;

import java.util.Map;

/** What the dates of a load or a ship order ask for: X12 data element 432. */
final class RequestedDates {

  static final String LIST = "X12-432";

  private static final Map<String, String> APPOINTMENTS =
      Map.ofEntries(
          Map.entry("02", "DELIVERY_REQUESTED"),
          Map.entry("10", "PICKUP_REQUESTED"),
          Map.entry("37", "PICKUP_NOT_BEFORE"),
          Map.entry("38", "PICKUP_NOT_AFTER"),
          Map.entry("53", "DELIVERY_NOT_BEFORE"),
          Map.entry("54", "DELIVERY_NOT_AFTER"),
          Map.entry("68", "DELIVERY_REQUESTED"),
          Map.entry("69", "PICKUP_APPOINTMENT"),
          Map.entry("70", "DELIVERY_APPOINTMENT"));

  private RequestedDates() {}

  /** The kind of appointment; the qualifier behind its list when we have no word for it. */
  static String appointment(String qualifier) {
    return APPOINTMENTS.getOrDefault(qualifier, "X12-" + qualifier);
  }

  /** The milestone of a date that stands without a stop. */
  static String milestone(String qualifier) {
    String appointment = APPOINTMENTS.getOrDefault(qualifier, "");
    if (appointment.startsWith("PICKUP")) {
      return "PICKUP_PLANNED";
    }
    return appointment.isEmpty() ? "X12-" + qualifier : "DELIVERY_PLANNED";
  }
}
