package io.waybill.operators.intake.x12;

import io.waybill.schemas.Classifier;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/** X12 data element 157 in ocean and rail messages: what happened to a container or railcar. */
final class EquipmentStatusCodes {

  private static final Map<String, String> CANONICAL =
      Map.ofEntries(
          Map.entry("A", "ARRIVED"),
          Map.entry("AA", "PICKUP_APPOINTMENT"),
          Map.entry("AD", "DELIVERY_APPOINTMENT"),
          Map.entry("AE", "LOADED_ON_VESSEL"),
          Map.entry("AF", "DEPARTED"),
          Map.entry("AG", "ESTIMATED_DELIVERY"),
          Map.entry("AH", "DELIVERY_ATTEMPTED"),
          Map.entry("AI", "RECONSIGNED"),
          Map.entry("AJ", "TENDERED_FOR_DELIVERY"),
          Map.entry("AL", "LOADED_ON_RAIL"),
          Map.entry("AM", "LOADED_ON_TRUCK"),
          Map.entry("AO", "LOADED_ON_BARGE"),
          Map.entry("AP", "LOADED_ON_FEEDER"),
          Map.entry("AR", "RAIL_ARRIVED"),
          Map.entry("AV", "AVAILABLE"),
          Map.entry("BF", "BOOKING_CONFIRMED"),
          Map.entry("BR", "BILL_OF_LADING_RELEASED"),
          Map.entry("C1", "CUSTOMS_HOLD"),
          Map.entry("CA", "CANCELLED"),
          Map.entry("CD", "RECEIVED_AT_ORIGIN"),
          Map.entry("CO", "CARGO_RECEIVED"),
          Map.entry("CS", "CONTAINER_SEALED"),
          Map.entry("CU", "CARRIER_AND_CUSTOMS_RELEASED"),
          Map.entry("CT", "CUSTOMS_RELEASED"),
          Map.entry("CR", "CARRIER_RELEASED"),
          Map.entry("D", "UNLOADED"),
          Map.entry("EE", "EMPTY_DISPATCHED"),
          Map.entry("FP", "FREIGHT_PAID"),
          Map.entry("FT", "FREE_TIME_EXPIRED"),
          Map.entry("HR", "HOLD_RELEASED"),
          Map.entry("I", "GATE_IN"),
          Map.entry("J", "GIVEN_TO_CONNECTING_LINE"),
          Map.entry("K", "CUSTOMS_ARRIVED"),
          Map.entry("L", "LOADING"),
          Map.entry("OA", "GATE_OUT"),
          Map.entry("P", "TERMINAL_DEPARTED"),
          Map.entry("PA", "CUSTOMS_HOLD"),
          Map.entry("PB", "CUSTOMS_HOLD"),
          Map.entry("PC", "CUSTOMS_HOLD"),
          Map.entry("PD", "CUSTOMS_HOLD"),
          Map.entry("PQ", "CUSTOMS_HOLD"),
          Map.entry("PR", "CUSTOMS_HOLD"),
          Map.entry("R", "RECEIVED_FROM_CONNECTING_LINE"),
          Map.entry("RD", "EMPTY_RETURNED"),
          Map.entry("RL", "RAIL_DEPARTED"),
          Map.entry("SD", "DELAYED"),
          Map.entry("U", "UNLOADING"),
          Map.entry("UR", "UNLOADED_FROM_RAIL"),
          Map.entry("UV", "UNLOADED_FROM_VESSEL"),
          Map.entry("VA", "VESSEL_ARRIVED"),
          Map.entry("VD", "VESSEL_DEPARTED"),
          Map.entry("X2", "ESTIMATED_DELIVERY_ARRIVAL"),
          Map.entry("X1", "DELIVERY_ARRIVED"),
          Map.entry("X3", "PICKUP_ARRIVED"),
          Map.entry("X4", "TERMINAL_ARRIVED"),
          Map.entry("X5", "DELIVERY_DOCK_ARRIVED"),
          Map.entry("X6", "EN_ROUTE_TO_DELIVERY"),
          Map.entry("X7", "EN_ROUTE_TO_PICKUP"),
          Map.entry("X8", "PICKUP_DOCK_ARRIVED"),
          Map.entry("X9", "DELIVERY_APPOINTMENT_SECURED"),
          Map.entry("XA", "PICKUP_APPOINTMENT_SECURED"));

  private static final Set<String> ESTIMATES = Set.of("C", "E", "AG", "BE", "X2");

  /** Appointments, windows and ends of free time: when something is to be, not what happened. */
  private static final Set<String> PLANS =
      Set.of("AA", "AD", "BD", "ED", "EP", "LD", "LP", "NF", "X9", "XA");

  private EquipmentStatusCodes() {}

  static Collection<String> all() {
    return CANONICAL.values();
  }

  static String canonicalOf(String code) {
    return CANONICAL.getOrDefault(code, "X12-" + code);
  }

  static Classifier classifier(String code) {
    if (ESTIMATES.contains(code)) {
      return Classifier.ESTIMATED;
    }
    return PLANS.contains(code) ? Classifier.PLANNED : Classifier.ACTUAL;
  }
}
