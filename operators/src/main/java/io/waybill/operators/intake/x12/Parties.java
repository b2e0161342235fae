package io.waybill.operators.intake.x12;

import io.waybill.schemas.Place;
import java.util.ArrayList;
import java.util.List;

/** Who takes part, as the N1 segments say it, with the N3 and N4 that follow them. */
final class Parties {

  private static final String GLN_QUALIFIER = "UL";

  private Parties() {}

  /**
   * The code of the first party that has one of the roles (its name when it has no code), the first
   * role before others; a stand-in when there is none.
   */
  static String name(Segments segments, String standIn, String... roles) {
    Segment n1 = segments.qualified("N1", roles);
    if (n1 == null) {
      return standIn;
    }
    String name = n1.has(4) ? n1.element(4) : n1.element(2);
    return name.isEmpty() ? standIn : name;
  }

  /** Where a party is; null when no party has one of the roles. */
  static Place place(Segments segments, String... roles) {
    Segment n1 = segments.qualified("N1", roles);
    if (n1 == null) {
      return null;
    }
    List<String> address = new ArrayList<>();
    boolean own = false;
    for (Segment segment : segments.list()) {
      if (segment == n1) {
        own = true;
      } else if (own && (segment.is("N3") || segment.is("N4"))) {
        for (int number = 1; number <= 4; number++) {
          if (segment.has(number)) {
            address.add(segment.element(number));
          }
        }
      } else if (own && !segment.is("N2")) {
        break;
      }
    }
    boolean gln = n1.element(3).equals(GLN_QUALIFIER) && n1.has(4);
    String facility = !gln && n1.has(4) ? n1.element(4) : n1.elementOrNull(2);
    return new Place(
        null,
        gln ? n1.element(4) : null,
        facility,
        address.isEmpty() ? null : String.join(", ", address),
        null,
        null);
  }
}
