package io.waybill.operators.intake.profile;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which names of a shipment the references of EDIFACT messages are, by the qualifier of their RFF
 * (data element 1153). Two more keys: {@code CNI}, the consignment's number in IFTSTA, and the name
 * of a message ({@code DESADV}), for the number of the document itself.
 *
 * @param types by qualifier
 */
public record EdifactReferences(Map<String, String> types) implements Serializable {

  private static final Map<String, String> STANDARD =
      Map.ofEntries(
          Map.entry("SRN", "SHIPMENT"),
          Map.entry("CU", "LOAD"),
          Map.entry("SI", "LOAD"),
          Map.entry("LO", "LOAD"),
          Map.entry("AAS", "BOL"),
          Map.entry("MWB", "BOL"),
          Map.entry("UCN", "CONSIGNMENT"),
          Map.entry("FF", "FORWARDER_REFERENCE"),
          Map.entry("CR", "CUSTOMER_REFERENCE"),
          Map.entry("CO", "PO"),
          Map.entry("CW", "TRACKING"),
          Map.entry("AAM", "PRO"),
          Map.entry("CN", "PRO"),
          Map.entry("CNI", "PRO"),
          Map.entry("BM", "BOL"),
          Map.entry("MB", "BOL"),
          Map.entry("AWB", "BOL"),
          Map.entry("HWB", "BOL"),
          Map.entry("BN", "BOOKING"),
          Map.entry("AAK", "DESPATCH_ADVICE"),
          Map.entry("DQ", "DELIVERY_NOTE"),
          Map.entry("ON", "PO"),
          Map.entry("VN", "ORDER"),
          Map.entry("IV", "INVOICE"),
          Map.entry("IFTMIN", "SHIPMENT"),
          Map.entry("DESADV", "SHIPMENT"),
          Map.entry("ORDERS", "PO"),
          Map.entry("INVOIC", "INVOICE"));

  /** Those that name a shipment best stand first; the last ones hold for several shipments. */
  private static final List<String> STRENGTH =
      List.of(
          "SHIPMENT",
          "LOAD",
          "DEPOSITOR_ORDER",
          "DESPATCH_ADVICE",
          "DELIVERY_NOTE",
          "BOL",
          "BOOKING",
          "PRO",
          "TRACKING",
          "PO",
          "ORDER",
          "CONTAINER",
          "SSCC",
          "INVOICE");

  public EdifactReferences {
    types = Map.copyOf(types);
  }

  static EdifactReferences read(ProfileSection root) {
    Map<String, String> types = new TreeMap<>(STANDARD);
    types.putAll(
        root.optionalSection("edifact-references").map(ProfileSection::words).orElse(Map.of()));
    types.forEach(
        (qualifier, type) -> {
          if (!type.matches("[A-Z][A-Z_]{0,39}")) {
            throw root.refuse(
                "edifact-references.%s is '%s': name a type of references such as LOAD or BOL."
                    .formatted(qualifier, type));
          }
        });
    return new EdifactReferences(types);
  }

  /** Empty for a qualifier that names no shipment. */
  public Optional<String> typeOf(String qualifier) {
    return Optional.ofNullable(types.get(qualifier));
  }

  /** How well a type names a shipment; a lower number is better. */
  public static int rank(String type) {
    int rank = STRENGTH.indexOf(type);
    int unlisted = type.startsWith("RFF-") ? STRENGTH.size() + 1 : STRENGTH.size();
    return rank < 0 ? unlisted : rank;
  }
}
