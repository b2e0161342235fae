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

  /** The same order as X12 names it, which does not say who gave the number. */
  Name plainDepositorOrder(Plot plot) {
    return new Name("DEPOSITOR_ORDER", null, depositorOrder(plot).value());
  }

  /**
   * The customer's order.
   *
   * @param buyer who numbered it, or null where the format does not say
   */
  Name purchaseOrder(Plot plot, String buyer) {
    return new Name("PO", buyer, "%sPO%06d".formatted(prefix, plot.index()));
  }

  Name billOfLading(Plot plot) {
    return new Name("BOL", null, "%sBOL%06d".formatted(prefix, plot.index()));
  }

  Name container(Plot plot) {
    return new Name("CONTAINER", null, "%sCNT%06d".formatted(prefix, plot.index()));
  }

  Name tracking(Plot plot) {
    return new Name("TRACKING", plot.carrier().scac(), "%sTRK%06d".formatted(prefix, plot.index()));
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
