package io.waybill.generator;

import io.waybill.generator.CanonicalMessage.Name;

/**
 * How one owner's things are called: its prefix stands before every one of them, so sets of
 * different owners never meet.
 *
 * @param prefix for example {@code S1A2-}
 */
record Names(String prefix) {

  String shipment(int index) {
    return "%sSHP-%06d".formatted(prefix, index);
  }

  Name pro(Plot plot) {
    return new Name("PRO", plot.carrier().scac(), "%sPRO%06d".formatted(prefix, plot.index()));
  }

  /** The warehouse's own number of the ship order. */
  Name depositorOrder(Plot plot) {
    return new Name("DEPOSITOR_ORDER", "WMS", "%sDO%06d".formatted(prefix, plot.index()));
  }

  String item(int number) {
    return "%sITEM-%02d".formatted(prefix, number);
  }

  String owner() {
    return prefix + "OWNER";
  }

  /** For loads, bills, proofs of delivery, events and messages; distinct by kind and number. */
  String of(String kind, Plot plot, int number) {
    return "%s%s%06d-%02d".formatted(prefix, kind, plot.index(), number);
  }

  /** ISA-06: who sends the carrier's interchanges. */
  String sender(String scac) {
    return prefix + scac;
  }
}
