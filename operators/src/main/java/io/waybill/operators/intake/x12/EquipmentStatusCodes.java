package io.waybill.operators.intake.x12;

import java.util.Collection;
import java.util.Map;
import java.util.Set;

/** X12 data element 157 in ocean and rail messages: what happened to a container or railcar. */
final class EquipmentStatusCodes {

  private static final Map<String, String> CANONICAL =
      Map.ofEntries(
          Map.entry("A", "ARRIVED"),
          Map.entry("AE", "LOADED_ON_VESSEL"),
          Map.entry("AF", "DEPARTED"),
          Map.entry("AG", "ESTIMATED_DELIVERY"),
          Map.entry("AL", "LOADED_ON_RAIL"),
          Map.entry("AM", "LOADED_ON_TRUCK"),
          Map.entry("AR", "RAIL_ARRIVED"),
          Map.entry("AV", "AVAILABLE"),
          Map.entry("CA", "CANCELLED"),
          Map.entry("CT", "CUSTOMS_RELEASED"),
          Map.entry("CR", "CARRIER_RELEASED"),
          Map.entry("D", "UNLOADED"),
          Map.entry("EE", "EMPTY_DISPATCHED"),
          Map.entry("I", "GATE_IN"),
          Map.entry("J", "GIVEN_TO_CONNECTING_LINE"),
          Map.entry("K", "CUSTOMS_ARRIVED"),
          Map.entry("L", "LOADING"),
          Map.entry("OA", "GATE_OUT"),
          Map.entry("P", "TERMINAL_DEPARTED"),
          Map.entry("R", "RECEIVED_FROM_CONNECTING_LINE"),
          Map.entry("RD", "EMPTY_RETURNED"),
          Map.entry("RL", "RAIL_DEPARTED"),
          Map.entry("SD", "DELAYED"),
          Map.entry("U", "UNLOADING"),
          Map.entry("UR", "UNLOADED_FROM_RAIL"),
          Map.entry("UV", "UNLOADED_FROM_VESSEL"),
          Map.entry("VA", "VESSEL_ARRIVED"),
          Map.entry("VD", "VESSEL_DEPARTED"),
          Map.entry("X1", "DELIVERY_ARRIVED"),
          Map.entry("X3", "PICKUP_ARRIVED"),
          Map.entry("X4", "TERMINAL_ARRIVED"),
          Map.entry("X6", "EN_ROUTE_TO_DELIVERY"));

  private static final Set<String> ESTIMATES = Set.of("C", "E", "AG", "BE", "X2");

  private EquipmentStatusCodes() {}

  static Collection<String> all() {
    return CANONICAL.values();
  }

  static String canonicalOf(String code) {
    return CANONICAL.getOrDefault(code, "X12-" + code);
  }

  static boolean isEstimate(String code) {
    return ESTIMATES.contains(code);
  }
}
