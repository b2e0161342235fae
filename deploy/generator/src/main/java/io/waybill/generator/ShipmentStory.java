package io.waybill.generator;

import java.util.List;

/** All messages about one shipment, in no particular order. */
final class ShipmentStory {

  private static final long TELLING = 2;
  private static final long FILING = 5;

  private ShipmentStory() {}

  /**
   * Tells one shipment. The same seed and index give the same messages for every owner, but for the
   * prefix on its names.
   */
  static List<Draft> tell(Names names, long seed, int index, long origin, long spacing) {
    Plot plot = Plot.draw(seed, index, origin + index * spacing);
    Pen pen =
        new Pen(names, plot, new Dice(seed, index, TELLING), Dialects.draw(seed, plot, false));
    OrderDesk orderDesk = new OrderDesk(pen);
    orderDesk.writeOrders();
    orderDesk.writePlans(stray(seed, index, origin, spacing));
    Warehouse warehouse = new Warehouse(pen);
    warehouse.writeMovements();
    warehouse.writeShipped();
    CarrierDesk carrierDesk = new CarrierDesk(pen);
    carrierDesk.writeMilestones();
    new DeliveryApp(pen).writeProofs();
    carrierDesk.writeBills();
    return Mailbox.joined(pen.drafts(), new Dice(seed, index, FILING));
  }

  /** The shipment before, if this one's plan claims its PRO by mistake; else null. */
  private static Plot stray(long seed, int index, long origin, long spacing) {
    if (index == 0) {
      return null;
    }
    Plot before = Plot.draw(seed, index - 1, origin + (index - 1) * spacing);
    return before.misplaced() ? before : null;
  }
}
