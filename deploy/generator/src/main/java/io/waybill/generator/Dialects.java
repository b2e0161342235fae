package io.waybill.generator;

import io.waybill.generator.CanonicalMessage.Name;
import io.waybill.generator.Dialect.Syntax;
import io.waybill.generator.Plot.Line;
import java.util.ArrayList;
import java.util.List;

/**
 * In which formats the partners of one shipment speak. Each source keeps to one, also for its
 * corrections.
 *
 * @param namedOrders whether an EDIFACT order names the shipment; else the buyer's number alone
 * @param byNotice whether an X12 warehouse sends a ship notice instead of answering a ship order
 * @param byContainer whether a container carrier speaks of the container; else of the bill of
 *     lading
 */
record Dialects(
    Dialect orders,
    Dialect plan,
    Dialect warehouse,
    Dialect status,
    Dialect proofs,
    Dialect bills,
    boolean namedOrders,
    boolean byContainer,
    boolean byNotice) {

  private static final long SPEAKING = 4;

  /**
   * @param bundled whether only profiles that come with Waybill may be needed
   */
  static Dialects draw(long seed, Plot plot, boolean bundled) {
    Dice dice = new Dice(seed, plot.index(), SPEAKING);
    Dialect plan =
        dice.pick(
            List.of(Dialect.CANONICAL, Dialect.X12, Dialect.EDIFACT_OWN), new int[] {40, 35, 25});
    Dialect orders =
        dice.pick(
            List.of(Dialect.CANONICAL, Dialect.X12, Dialect.EDIFACT, Dialect.CSV_ORDERS),
            new int[] {30, 25, 25, 20});
    Dialect warehouse =
        dice.pick(
            List.of(Dialect.CANONICAL, Dialect.X12, Dialect.EDIFACT_OWN), new int[] {40, 35, 25});
    Dialect status =
        dice.pick(
            List.of(
                Dialect.CANONICAL,
                Dialect.X12_STATUS,
                Dialect.X12_LOCAL,
                Dialect.EDIFACT,
                Dialect.DCSA,
                Dialect.EPCIS,
                Dialect.EASYPOST,
                Dialect.AFTERSHIP,
                Dialect.SHIPPO),
            new int[] {15, 20, 8, 15, 9, 9, 8, 8, 8});
    Dialect proofs = dice.pick(List.of(Dialect.CANONICAL, Dialect.CSV_PROOFS), new int[] {75, 25});
    Dialect bills =
        dice.pick(List.of(Dialect.CANONICAL, Dialect.X12, Dialect.EDIFACT), new int[] {35, 35, 30});
    boolean byPieces = plot.lines().stream().map(Line::unit).allMatch("EA"::equals);
    boolean euro = plot.customer().currency().equals("EUR");
    // Nobody but a planner who knows the buyer links the number of an EDIFACT order.
    boolean named = dice.chance(50) || plan == Dialect.X12;
    return new Dialects(
        orders == Dialect.CSV_ORDERS && (bundled || !byPieces || !euro)
            ? Dialect.CANONICAL
            : orders,
        bundled && plan == Dialect.EDIFACT_OWN ? Dialect.EDIFACT : plan,
        bundled && warehouse == Dialect.EDIFACT_OWN ? Dialect.CANONICAL : warehouse,
        bundled && status == Dialect.X12_LOCAL ? Dialect.X12_STATUS : status,
        bundled || !byPieces ? Dialect.CANONICAL : proofs,
        bills,
        named,
        dice.chance(40),
        dice.chance(30));
  }

  /** How the customer's order is called where it does not name the shipment; or null. */
  Name purchaseOrder(Names names, Plot plot) {
    if (orders == Dialect.X12) {
      return names.purchaseOrder(plot, null);
    }
    boolean byNumber = orders == Dialect.EDIFACT && !namedOrders;
    return byNumber ? names.purchaseOrder(plot, plot.customer().account()) : null;
  }

  /** The warehouse's number of the ship order, if it speaks by it; or null. */
  Name depositorOrder(Names names, Plot plot) {
    if (warehouse == Dialect.X12 && !byNotice) {
      return names.plainDepositorOrder(plot);
    }
    // Only our own form says who numbered it.
    boolean own = warehouse == Dialect.CANONICAL && plan == Dialect.CANONICAL;
    return own ? names.depositorOrder(plot) : null;
  }

  /** The name by which the carrier tells where the shipment is. */
  Name statusName(Names names, Plot plot) {
    if (status.syntax == Syntax.TRACKER) {
      return names.tracking(plot);
    }
    if (status == Dialect.DCSA) {
      return byContainer ? names.container(plot) : names.billOfLading(plot);
    }
    return status == Dialect.EPCIS ? names.billOfLading(plot) : names.pro(plot);
  }

  /** All names that the carrier's messages use, its PRO first. */
  List<Name> carrierNames(Names names, Plot plot) {
    List<Name> all = new ArrayList<>(List.of(names.pro(plot)));
    for (Name name : List.of(statusName(names, plot), names.billOfLading(plot))) {
      if (!all.contains(name)) {
        all.add(name);
      }
    }
    return all;
  }
}
