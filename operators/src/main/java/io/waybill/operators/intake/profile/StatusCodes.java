package io.waybill.operators.intake.profile;

import java.io.Serializable;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a carrier's X12 status codes mean: the standard, unless the profile says otherwise.
 *
 * @param canonical X12 code to canonical code; codes that it lacks keep their own with {@code X12-}
 *     before it
 * @param estimates codes that tell what is expected, never what happened
 */
public record StatusCodes(Map<String, String> canonical, Set<String> estimates)
    implements Serializable {

  private static final Map<String, String> STANDARD =
      Map.ofEntries(
          Map.entry("AF", "DEPARTED"),
          Map.entry("X4", "TERMINAL_ARRIVED"),
          Map.entry("P1", "TERMINAL_DEPARTED"),
          Map.entry("X6", "EN_ROUTE_TO_DELIVERY"),
          Map.entry("X1", "DELIVERY_ARRIVED"),
          Map.entry("D1", "DELIVERED"),
          Map.entry("CD", "DELIVERY_DEPARTED"),
          Map.entry("X3", "PICKUP_ARRIVED"),
          Map.entry("CP", "LOADED"),
          Map.entry("AA", "PICKUP_APPOINTMENT"),
          Map.entry("AB", "DELIVERY_APPOINTMENT"),
          Map.entry("AG", "ESTIMATED_DELIVERY"),
          Map.entry("SD", "DELAYED"),
          Map.entry("AH", "DELIVERY_ATTEMPTED"),
          Map.entry("A7", "REFUSED"),
          Map.entry("A9", "DAMAGED"),
          Map.entry("A3", "RETURNED"),
          Map.entry("CA", "CANCELLED"));

  private static final Set<String> STANDARD_ESTIMATES = Set.of("AG", "X2", "B6", "C1");

  public StatusCodes {
    canonical = Map.copyOf(canonical);
    estimates = Set.copyOf(estimates);
  }

  /** The standard with a partner's own meanings in its place. */
  static StatusCodes standardWith(Map<String, String> own) {
    Map<String, String> codes = new TreeMap<>(STANDARD);
    codes.putAll(own);
    return new StatusCodes(codes, STANDARD_ESTIMATES);
  }

  public String canonicalOf(String code) {
    return canonical.getOrDefault(code, "X12-" + code);
  }
}
