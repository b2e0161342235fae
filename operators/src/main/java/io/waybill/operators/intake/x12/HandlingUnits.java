package io.waybill.operators.intake.x12;

import java.util.Set;

/**
 * The marks of handling units, MAN: SSCC, licence plates, numbers of packages. A second mark stands
 * behind a second qualifier.
 */
final class HandlingUnits {

  /** X12 data element 88, what is not of one unit: consumer code, line, whole shipment. */
  private static final Set<String> OF_NO_UNIT = Set.of("2", "L", "S", "UP");

  private HandlingUnits() {}

  static void add(Detail detail, Segments segments) {
    for (Segment man : segments.all("MAN")) {
      if (man.isSound()) {
        add(detail, man, 1);
        add(detail, man, 4);
      }
    }
  }

  private static void add(Detail detail, Segment man, int qualifier) {
    if (man.has(qualifier) && !OF_NO_UNIT.contains(man.element(qualifier))) {
      detail.handlingUnit(man.element(qualifier + 1));
    }
  }
}
