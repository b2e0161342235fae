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
