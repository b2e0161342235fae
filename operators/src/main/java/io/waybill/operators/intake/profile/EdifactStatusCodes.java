package io.waybill.operators.intake.profile;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the status codes of IFTSTA mean: the standard, unless the profile says otherwise. The same
 * code means different things in different lists (21 is "delivered" in 9011 and "temporary" in
 * 4405), so a key may name more than the code. From the most special to the most general:
 *
 * <pre>
 * D.96A/9011/1/21   directory, list, category, code
 * 9011/1/21         list, category, code
 * 9011/21           list, code
 * 21                code, of whatever list
 * </pre>
 *
 * A list is called 9011 (to directory D.98A), 4405 (later), REC24 (UN/ECE Recommendation 24, when
 * the message names UN/ECE as its agency), or as the message names it: {@code 1131:3055}.
 *
 * @param own of the partner, by key
 * @param lists the partner's lists that are read as another one
 */
public record EdifactStatusCodes(Map<String, String> own, Map<String, String> lists)
    implements Serializable {

  /** A status as its message gives it. */
  public record Status(String directory, String list, String category, String code) {}

  /** Data element 9011; Recommendation 24 has kept its codes. */
  private static final Map<String, String> EVENTS =
      Map.ofEntries(
          Map.entry("1", "ARRIVED"),
          Map.entry("3", "DAMAGED"),
          Map.entry("6", "BOOKED"),
          Map.entry("7", "CANCELLED"),
          Map.entry("12", "CUSTOMS_CLEARED"),
          Map.entry("13", "PICKED_UP"),
          Map.entry("16", "BORDER_CROSSED"),
          Map.entry("17", "CUSTOMS_REFUSED"),
          Map.entry("18", "DAMAGED"),
          Map.entry("20", "DELAYED"),
          Map.entry("21", "DELIVERED"),
          Map.entry("22", "DELIVERED"),
          Map.entry("23", "DELIVERY_ATTEMPTED"),
          Map.entry("24", "DEPARTED"),
          Map.entry("25", "DELAYED"),
          Map.entry("27", "DEPARTED"),
          Map.entry("29", "DISCHARGED"),
          Map.entry("31", "IN_TRANSIT"),
          Map.entry("48", "LOADED"),
          Map.entry("49", "LOST"),
          Map.entry("55", "PICKUP_ATTEMPTED"),
          Map.entry("56", "DELIVERY_ATTEMPTED"),
          Map.entry("59", "UNLOADING"),
          Map.entry("74", "RECEIVED"),
          Map.entry("77", "REFUSED"),
          Map.entry("80", "RETURNED"),
          Map.entry("81", "RETURNED"),
          Map.entry("82", "RETURNED"),
          Map.entry("100", "TRANSHIPPED"),
          Map.entry("101", "DELAYED"));

  /** Data element 4405, of which little is about transport. */
  private static final Map<String, String> CONDITIONS =
      Map.of(
          "37", "LOST",
          "43", "DELAYED",
          "146", "TRANSHIPPED",
          "151", "RETURNED",
          "157", "DAMAGED");

  private static final Map<String, Map<String, String>> STANDARD =
      Map.of("9011", EVENTS, "REC24", EVENTS, "4405", CONDITIONS);

  public EdifactStatusCodes {
    own = Map.copyOf(own);
    lists = Map.copyOf(lists);
  }

  static EdifactStatusCodes read(ProfileSection root) {
    return new EdifactStatusCodes(
        root.optionalSection("edifact-status-codes").map(ProfileSection::words).orElse(Map.of()),
        root.optionalSection("edifact-status-lists")
            .map(ProfileSection::words)
            .orElse(new TreeMap<>()));
  }

  /** The canonical codes that the standard's codes have. */
  public static Collection<String> all() {
    List<String> all = new ArrayList<>(EVENTS.values());
    all.addAll(CONDITIONS.values());
    return all;
  }

  /** The canonical code; one that has none keeps its own, with its list before it. */
  public String canonicalOf(Status status) {
    String list = lists.getOrDefault(status.list(), status.list());
    String inList = list + "/" + status.code();
    String inCategory = list + "/" + status.category() + "/" + status.code();
    for (String key :
        new String[] {status.directory() + "/" + inCategory, inCategory, inList, status.code()}) {
      if (own.containsKey(key)) {
        return own.get(key);
      }
    }
    String standard = STANDARD.getOrDefault(list, Map.of()).get(status.code());
    return standard == null ? named(status.list()) + "-" + status.code() : standard;
  }

  /** As a milestone names a list: UNECE-9011, or what stands for a partner's own. */
  public static String named(String list) {
    if (list.isEmpty()) {
      return "EDIFACT";
    }
    boolean known = STANDARD.containsKey(list) || list.equals("9015");
    return known ? "UNECE-" + list : "EDIFACT-" + list;
  }
}
