package io.waybill.operators.intake.json.epcis;

import io.waybill.operators.intake.json.JsonValues;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Words of GS1's Core Business Vocabulary. */
final class Cbv {

  private static final List<String> NAMESPACES =
      List.of(
          "urn:epcglobal:cbv:",
          "https://ref.gs1.org/cbv/",
          "https://ns.gs1.org/cbv/",
          "https://ref.gs1.org/epcis/",
          "cbv:",
          "epcis:",
          "gs1:");

  /** What stands before a word in a URI of the vocabulary, such as {@code BizStep-shipping}. */
  private static final List<String> KINDS = List.of("BizStep-", "Disp-", "BTT-", "Comp-", "ER-");

  private static final Map<String, String> STEPS =
      Map.ofEntries(
          Map.entry("shipping", "DEPARTED"),
          Map.entry("departing", "DEPARTED"),
          Map.entry("arriving", "ARRIVED"),
          Map.entry("receiving", "RECEIVED"),
          Map.entry("accepting", "ACCEPTED"),
          Map.entry("transporting", "IN_TRANSIT"),
          Map.entry("loading", "LOADED"),
          Map.entry("unloading", "UNLOADING"),
          Map.entry("picking", "PICKED"),
          Map.entry("packing", "PACKED"),
          Map.entry("unpacking", "UNPACKED"),
          Map.entry("staging_outbound", "STAGED"),
          Map.entry("stocking", "STOCKED"),
          Map.entry("storing", "STORED"),
          Map.entry("holding", "HELD"),
          Map.entry("inspecting", "INSPECTED"),
          Map.entry("returning", "RETURNED"),
          Map.entry("destroying", "DESTROYED"),
          Map.entry("collecting", "PICKED_UP"),
          Map.entry("commissioning", "COMMISSIONED"),
          Map.entry("decommissioning", "DECOMMISSIONED"),
          Map.entry("entering_exiting", "GATE_PASSED"),
          Map.entry("cycle_counting", "COUNTED"),
          Map.entry("stock_taking", "COUNTED"),
          Map.entry("sensor_reporting", "MEASURED"));

  private static final Map<String, String> TRANSACTIONS =
      Map.of("bol", "BOL", "po", "PO", "inv", "INVOICE", "desadv", "DESPATCH_ADVICE");

  private Cbv() {}

  /** The canonical code of a business step; of one from elsewhere its own word. */
  static String canonical(String step) {
    String word = shortName(step);
    boolean ours = word.equals(step) || NAMESPACES.stream().anyMatch(step::startsWith);
    String canonical = ours ? STEPS.get(word) : null;
    return canonical == null ? "EPCIS-" + word : canonical;
  }

  static Collection<String> steps() {
    return STEPS.values();
  }

  /** Type of reference of a kind of business transaction. */
  static String transactionType(String kind) {
    String word = shortName(kind);
    String known = TRANSACTIONS.get(word);
    return known == null ? word.isEmpty() ? "TRANSACTION" : JsonValues.word(word) : known;
  }

  /** The word itself, of a URI, a CURIE or a word. */
  static String shortName(String uri) {
    int at = Math.max(uri.lastIndexOf('/'), Math.max(uri.lastIndexOf('#'), uri.lastIndexOf(':')));
    String word = uri.substring(at + 1);
    for (String kind : KINDS) {
      if (word.regionMatches(true, 0, kind, 0, kind.length())) {
        return word.substring(kind.length());
      }
    }
    return word;
  }
}
