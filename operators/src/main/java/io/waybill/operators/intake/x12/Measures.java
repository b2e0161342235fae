package io.waybill.operators.intake.x12;

/** Weight, pieces and volume of a shipment. */
final class Measures {

  private Measures() {}

  /** What AT8 says; a segment with a fault says nothing. */
  static void shipment(Detail detail, Segments segments) {
    for (Segment segment : segments.list()) {
      if (segment.is("AT8") && segment.isSound()) {
        add(detail, "WEIGHT", segment, 3, segment.element(2));
        add(detail, "PIECES", segment, 4, "");
        add(detail, "UNITIZED_PIECES", segment, 5, "");
      }
    }
  }

  /** Gross and net weight and volume, as MEA says them. */
  static void measured(Detail detail, Segments segments) {
    for (Segment mea : segments.all("MEA")) {
      switch (mea.element(2)) {
        case "G", "WT" -> add(detail, "WEIGHT", mea, 3, mea.component(4));
        case "N" -> add(detail, "NET_WEIGHT", mea, 3, mea.component(4));
        case "VOL" -> add(detail, "VOLUME", mea, 3, mea.component(4));
        default -> {
          // Other measurements are of a pack or an item.
        }
      }
    }
  }

  /** The weight of equipment, N7: gross unless it says net. */
  static void equipment(Detail detail, Segment n7) {
    add(detail, n7.element(4).equals("N") ? "NET_WEIGHT" : "WEIGHT", n7, 3, n7.element(17));
  }

  /** What W03, the total of a warehouse message, says. */
  static void total(Detail detail, Segments segments) {
    Segment w03 = segments.first("W03");
    if (w03 != null && w03.isSound()) {
      add(detail, "UNITS", w03, 1, "");
      add(detail, "WEIGHT", w03, 2, w03.element(3));
      add(detail, "VOLUME", w03, 4, w03.element(5));
    }
  }

  /** One element, if it is a number. */
  static void add(Detail detail, String name, Segment segment, int number, String unit) {
    Numbers.decimal(segment.component(number))
        .ifPresent(value -> detail.measure(name, value, unit));
  }
}
