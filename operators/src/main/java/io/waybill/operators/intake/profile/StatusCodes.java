package io.waybill.operators.intake.profile;

import java.io.Serializable;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a partner's X12 says without saying it: the meaning of a carrier's status codes (data
 * elements 1650 and 1652; the standard's, unless the profile says otherwise) and the currency.
 *
 * @param canonical X12 code to canonical code; codes that it lacks keep their own with {@code X12-}
 *     before it
 * @param estimates codes that tell what is expected, never what happened
 * @param currency of amounts that come without one
 */
public record StatusCodes(Map<String, String> canonical, Set<String> estimates, String currency)
    implements Serializable {

  private static final Map<String, String> STANDARD =
      Map.ofEntries(
          Map.entry("A3", "RETURNED"),
          Map.entry("A7", "REFUSED"),
          Map.entry("A9", "DAMAGED"),
          Map.entry("AA", "PICKUP_APPOINTMENT"),
          Map.entry("AB", "DELIVERY_APPOINTMENT"),
          Map.entry("AC", "ESTIMATED_DELIVERY_APPOINTMENT"),
          Map.entry("AF", "DEPARTED"),
          Map.entry("AG", "ESTIMATED_DELIVERY"),
          Map.entry("AH", "DELIVERY_ATTEMPTED"),
          Map.entry("AI", "RECONSIGNED"),
          Map.entry("AJ", "TENDERED_FOR_DELIVERY"),
          Map.entry("AL", "LOADED_ON_RAIL"),
          Map.entry("AM", "LOADED_ON_TRUCK"),
          Map.entry("AN", "DIVERTED_TO_AIR_CARRIER"),
          Map.entry("AP", "DELIVERY_NOT_COMPLETED"),
          Map.entry("AR", "RAIL_ARRIVED"),
          Map.entry("AV", "AVAILABLE_FOR_DELIVERY"),
          Map.entry("AW", "AVAILABLE_FOR_PICKUP"),
          Map.entry("B6", "ESTIMATED_TERMINAL_ARRIVAL"),
          Map.entry("BA", "PICKED_UP_BY_CONNECTING_LINE"),
          Map.entry("BC", "STORED_IN_TRANSIT"),
          Map.entry("BO", "BAD_ORDER"),
          Map.entry("BR", "BAD_ORDER_RELEASED"),
          Map.entry("C1", "ESTIMATED_TERMINAL_DEPARTURE"),
          Map.entry("CA", "CANCELLED"),
          // Of a shipment in parts: neither says that all of it is there.
          Map.entry("CB", "LAST_PART_DELIVERED"),
          Map.entry("CD", "DELIVERY_DEPARTED"),
          Map.entry("CL", "TRAILER_CLOSED"),
          Map.entry("CP", "LOADED"),
          Map.entry("CT", "CUSTOMS_RELEASED"),
          Map.entry("D1", "DELIVERED"),
          Map.entry("ED", "DELIVERY_NOT_BEFORE"),
          Map.entry("EP", "PICKUP_NOT_BEFORE"),
          Map.entry("I1", "GATE_IN"),
          Map.entry("J1", "GIVEN_TO_CONNECTING_LINE"),
          Map.entry("K1", "CUSTOMS_ARRIVED"),
          Map.entry("L1", "LOADING"),
          Map.entry("LD", "DELIVERY_NOT_AFTER"),
          Map.entry("LP", "PICKUP_NOT_AFTER"),
          Map.entry("NB", "SHIPMENT_WITHOUT_PAPERWORK"),
          Map.entry("OA", "GATE_OUT"),
          Map.entry("OO", "PAPERWORK_WITHOUT_SHIPMENT"),
          Map.entry("P1", "TERMINAL_DEPARTED"),
          Map.entry("PA", "PART_DELIVERED"),
          Map.entry("PR", "CUSTOMS_HOLD"),
          Map.entry("R1", "RECEIVED_FROM_CONNECTING_LINE"),
          Map.entry("RH", "HOLD_RELEASED"),
          Map.entry("RL", "RAIL_DEPARTED"),
          Map.entry("S1", "TRAILER_SPOTTED"),
          Map.entry("SD", "DELAYED"),
          Map.entry("UR", "UNLOADED_FROM_RAIL"),
          Map.entry("X1", "DELIVERY_ARRIVED"),
          Map.entry("X2", "ESTIMATED_DELIVERY_ARRIVAL"),
          Map.entry("X3", "PICKUP_ARRIVED"),
          Map.entry("X4", "TERMINAL_ARRIVED"),
          Map.entry("X5", "DELIVERY_DOCK_ARRIVED"),
          Map.entry("X6", "EN_ROUTE_TO_DELIVERY"),
          Map.entry("X8", "PICKUP_DOCK_ARRIVED"),
          Map.entry("X9", "DELIVERY_APPOINTMENT_SECURED"),
          Map.entry("XA", "PICKUP_APPOINTMENT_SECURED"),
          Map.entry("XB", "ACKNOWLEDGED"));

  private static final Set<String> STANDARD_ESTIMATES = Set.of("AG", "X2", "B6", "C1");

  public StatusCodes {
    canonical = Map.copyOf(canonical);
    estimates = Set.copyOf(estimates);
  }

  /** The standard with a partner's own meanings in its place. */
  static StatusCodes standardWith(Map<String, String> own, String currency) {
    Map<String, String> codes = new TreeMap<>(STANDARD);
    codes.putAll(own);
    return new StatusCodes(codes, STANDARD_ESTIMATES, currency);
  }

  /** The canonical codes that the standard's codes have. */
  public static Collection<String> standard() {
    return STANDARD.values();
  }

  public String canonicalOf(String code) {
    return canonical.getOrDefault(code, "X12-" + code);
  }
}
