package io.waybill.generator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.generator.CanonicalMessage.Name;
import io.waybill.generator.Plot.Line;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Order management and transport planning: orders, their corrections, plans and links. */
final class OrderDesk {

  private static final String NO_OTHER_CUSTOMER = null;

  private final Pen pen;
  private final Plot plot;
  private final Dice dice;
  private final boolean deadlineIsDay;
  private final long deadline;

  OrderDesk(Pen pen) {
    this.pen = pen;
    this.plot = pen.plot;
    this.dice = pen.dice;
    this.deadlineIsDay = dice.chance(70);
    this.deadline =
        plot.deliveredAt()
            + (dice.chance(15)
                ? -dice.span(Time.DAY, 2 * Time.DAY)
                : dice.span(Time.HOUR, 3 * Time.DAY));
  }

  void writeOrders() {
    pen.writeOrLose(order(plot.orderedAt(), 0, false, NO_OTHER_CUSTOMER, null, plot.lines()), 2);
    if (dice.chance(1.5)) {
      // Two systems send the same order; the one that was made later counts.
      BigDecimal off = new BigDecimal("0.07");
      long at = plot.orderedAt() + dice.span(-20 * Time.MINUTE, 20 * Time.MINUTE);
      pen.write(order(at, 0, false, NO_OTHER_CUSTOMER, off, plot.lines()));
    }
    if (dice.chance(6)) {
      BigDecimal off = dice.decimal(-1, 2, 2);
      pen.write(order(corrected(), 1, false, NO_OTHER_CUSTOMER, off, plot.lines()));
    }
    if (dice.chance(1)) {
      pen.write(order(corrected(), 2, false, "CUST-HEIR", null, plot.lines()));
    }
    if (dice.chance(1) && plot.lines().size() > 1) {
      List<Line> last = plot.lines().subList(plot.lines().size() - 1, plot.lines().size());
      pen.write(order(corrected(), 3, true, NO_OTHER_CUSTOMER, null, last));
    }
  }

  /** Often after the invoice has gone out. */
  private long corrected() {
    return plot.deliveredAt() + dice.span(-10 * Time.HOUR, 2 * Time.DAY);
  }

  private Draft order(
      long createdAt,
      int revision,
      boolean cancelled,
      String otherCustomer,
      BigDecimal priceOff,
      List<Line> lines) {
    CanonicalMessage message =
        pen.message("order", createdAt)
            .revision(revision)
            .cancelled(cancelled)
            .about(pen.shipment())
            .with("customer", otherCustomer == null ? plot.customer().account() : otherCustomer)
            .with("currency", plot.customer().currency())
            .with("scheduledDelivery", deadlineIsDay ? Time.day(deadline) : Time.utc(deadline));
    ArrayNode array = message.array("lines");
    for (Line line : lines) {
      ObjectNode node = array.addObject();
      node.put("line", line.line()).put("item", pen.names.item(line.item()));
      // Numbers and strings are both legal.
      if (line.ordered().scale() == 0) {
        node.put("quantity", line.ordered());
      } else {
        node.put("quantity", line.ordered().toPlainString());
      }
      node.put("unit", line.unit());
      if (priceOff == null) {
        node.put("unitPrice", line.price().toPlainString());
        if (line.value() != null) {
          node.put("value", line.value().toPlainString());
        }
      } else {
        // A corrected price comes without a stated value, so quantity x price counts.
        node.put("unitPrice", line.price().add(priceOff).max(BigDecimal.ZERO).toPlainString());
      }
      if (line.line().equals("1")) {
        node.put("insurance", "12.50");
      }
    }
    return message.draft();
  }

  /**
   * Plans of the shipment.
   *
   * @param stray the plot whose PRO this shipment's plan claims by mistake, or null
   */
  void writePlans(Plot stray) {
    boolean neverLinked = dice.chance(3);
    boolean linkedLate = dice.chance(12);
    List<Name> links = new ArrayList<>();
    links.add(pen.names.depositorOrder(plot));
    if (!neverLinked && !linkedLate) {
      links.add(pen.names.pro(plot));
    }
    if (stray != null) {
      links.add(pen.names.pro(stray));
    }
    pen.write(plan(plot.plannedAt(), 0, links));
    if (linkedLate) {
      long at = plot.deliveredAt() + dice.span(-10 * Time.HOUR, 4 * Time.DAY);
      pen.write(plan(at, 1, List.of(pen.names.pro(plot))));
    } else if (plot.misplaced() && !neverLinked && dice.chance(75)) {
      // The next shipment's plan has claimed this PRO meanwhile; this takes it back.
      long at = plot.deliveredAt() + dice.span(-20 * Time.HOUR, 2 * Time.DAY);
      pen.write(plan(at, 1, List.of(pen.names.pro(plot))));
    }
  }

  private Draft plan(long createdAt, int revision, List<Name> links) {
    CanonicalMessage message =
        pen.message("transport-plan", createdAt)
            .revision(revision)
            .about(pen.shipment())
            .with("load", pen.names.of("LOAD", plot, 0))
            .with("carrier", plot.carrier().scac())
            .with("currency", plot.carrier().currency());
    if (plot.estimate() != null) {
      message.with("freightEstimate", plot.estimate());
    }
    return message.links(links).draft();
  }
}
