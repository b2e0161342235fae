package io.waybill.operators.intake.x12;

import io.waybill.schemas.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** X12 data element 128: what kind of name a reference is. */
final class ReferenceQualifiers {

  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("2I", "TRACKING"),
          Map.entry("BM", "BOL"),
          Map.entry("BN", "BOOKING"),
          Map.entry("CN", "PRO"),
          Map.entry("EQ", "EQUIPMENT"),
          Map.entry("IV", "INVOICE"),
          Map.entry("LO", "LOAD"),
          Map.entry("MB", "BOL"),
          Map.entry("OC", "CONTAINER"),
          Map.entry("ON", "ORDER"),
          Map.entry("OQ", "ORDER"),
          Map.entry("PO", "PO"),
          Map.entry("WY", "WAYBILL"));

  private ReferenceQualifiers() {}

  /** {@code X12-} and the qualifier, for one that has no type of ours. */
  static String type(String qualifier) {
    return TYPES.getOrDefault(qualifier, "X12-" + qualifier);
  }

  /** PRO and tracking numbers are unique within their carrier, other names by themselves. */
  static Reference reference(String type, String value, String carrier) {
    boolean ofCarrier = type.equals("PRO") || type.equals("TRACKING");
    return new Reference(type, ofCarrier ? carrier : "", value);
  }

  /**
   * Every reference that the segments L11 (value, qualifier), N9 and REF (qualifier, value) give.
   * Those with faults are left out.
   *
   * @param carrier SCAC; empty when it is not known
   */
  static List<Reference> of(Segments segments, String carrier) {
    List<Reference> references = new ArrayList<>(2);
    for (Segment segment : segments.list()) {
      boolean valueFirst = segment.is("L11");
      boolean names = valueFirst || segment.is("N9") || segment.is("REF");
      if (names && segment.isSound() && segment.has(1) && segment.has(2)) {
        references.add(
            reference(
                type(segment.element(valueFirst ? 2 : 1)),
                segment.element(valueFirst ? 1 : 2),
                carrier));
      }
    }
    return references;
  }

  /** The first one of a type; null when there is none. */
  static Reference first(List<Reference> references, String type) {
    for (Reference reference : references) {
      if (reference.getType().equals(type)) {
        return reference;
      }
    }
    return null;
  }
}
