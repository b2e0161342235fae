package io.waybill.generator;

import io.waybill.generator.CanonicalMessage.Name;
import io.waybill.generator.OrderVoice.Order;
import io.waybill.generator.PlanVoice.Plan;
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
  private final OrderVoice voice;
  private final boolean deadlineIsDay;
  private final long deadline;

  OrderDesk(Pen pen) {
    this.pen = pen;
    this.plot = pen.plot;
    this.dice = pen.dice;
    this.voice = new OrderVoice(pen);
    this.deadlineIsDay = dice.chance(70);
    this.deadline =
        plot.deliveredAt()
            + (dice.chance(15)
                ? -dice.span(Time.DAY, 2 * Time.DAY)
                : dice.span(Time.HOUR, 3 * Time.DAY));
  }

  void writeOrders() {
    Order first = order(plot.orderedAt(), 0, false, NO_OTHER_CUSTOMER, null, plot.lines());
    pen.writeOrLose(voice.say(first), 2);
    if (voice.hasEnvelope() && dice.chance(5)) {
      // The same document in another envelope.
      pen.write(voice.say(first.sentAgain(plot.orderedAt() + dice.span(0, 3 * Time.DAY))));
    }
    if (dice.chance(1.5) && voice.tellsOriginalsApart()) {
      // Two systems send the same order; the one that was made later counts.
      BigDecimal off = new BigDecimal("0.07");
      long at = plot.orderedAt() + dice.span(-20 * Time.MINUTE, 20 * Time.MINUTE);
      pen.write(voice.say(order(at, 0, false, NO_OTHER_CUSTOMER, off, plot.lines())));
    }
    if (dice.chance(6)) {
      BigDecimal off = dice.decimal(-1, 2, 2);
      pen.write(voice.say(order(corrected(), 1, false, NO_OTHER_CUSTOMER, off, plot.lines())));
    }
    if (dice.chance(1) && voice.tellsHeirs()) {
      pen.write(voice.say(order(corrected(), 2, false, "CUST-HEIR", null, plot.lines())));
    }
    if (dice.chance(1) && plot.lines().size() > 1 && voice.tellsCancellations()) {
      List<Line> last = plot.lines().subList(plot.lines().size() - 1, plot.lines().size());
      pen.write(voice.say(order(corrected(), 3, true, NO_OTHER_CUSTOMER, null, last)));
    }
  }

  /** Often after the invoice has gone out. */
  private long corrected() {
    return plot.deliveredAt() + dice.span(-10 * Time.HOUR, 2 * Time.DAY);
  }

  private Order order(
      long createdAt,
      int revision,
      boolean cancelled,
      String otherCustomer,
      BigDecimal priceOff,
      List<Line> lines) {
    return new Order(
        createdAt,
        createdAt,
        revision,
        cancelled,
        otherCustomer == null ? plot.customer().account() : otherCustomer,
        priceOff,
        lines,
        deadline,
        deadlineIsDay);
  }

  /**
   * Plans of the shipment.
   *
   * @param stray the plot whose PRO this shipment's plan claims by mistake, or null
   */
  void writePlans(Plot stray) {
    boolean neverLinked = dice.chance(3);
    boolean linkedLate = dice.chance(12);
    PlanVoice planVoice = new PlanVoice(pen);
    List<Name> names = pen.dialects.carrierNames(pen.names, plot);
    List<Name> links = new ArrayList<>();
    Name order = pen.dialects.purchaseOrder(pen.names, plot);
    if (order != null) {
      links.add(order);
    }
    boolean byCarrier = planVoice.carrierMayAnswer() && dice.chance(40);
    if (!neverLinked && !linkedLate) {
      links.addAll(byCarrier ? names.subList(1, names.size()) : names);
    }
    if (stray != null) {
      links.add(pen.names.pro(stray));
    }
    pen.write(planVoice.say(new Plan(plot.plannedAt(), 0, links)));
    if (byCarrier || planVoice.carrierMayAnswer() && dice.chance(20)) {
      // The carrier accepts the load and names its PRO, or promises to do so later.
      Name pro = byCarrier && !neverLinked && !linkedLate ? names.get(0) : null;
      long at = plot.plannedAt() + dice.span(5 * Time.MINUTE, Time.HOUR);
      pen.write(planVoice.answer(at, pro));
    }
    if (dice.chance(3)) {
      // Taken back, and often made again later.
      long backAt = plot.plannedAt() + dice.span(10 * Time.MINUTE, 30 * Time.HOUR);
      pen.write(planVoice.say(new Plan(backAt, 2, true, List.of())));
      if (dice.chance(70) && planVoice.reinstates()) {
        long againAt = backAt + dice.span(10 * Time.MINUTE, 10 * Time.HOUR);
        pen.write(planVoice.say(new Plan(againAt, 3, neverLinked ? List.of() : names)));
      }
    }
    if (linkedLate && !neverLinked) {
      long at = plot.deliveredAt() + dice.span(-10 * Time.HOUR, 4 * Time.DAY);
      if (byCarrier && names.size() == 1) {
        pen.write(planVoice.answer(at, names.get(0)));
      } else {
        pen.write(planVoice.say(new Plan(at, 1, names)));
      }
    } else if (plot.misplaced() && !neverLinked && dice.chance(75)) {
      // The next shipment's plan has claimed this PRO meanwhile; this takes it back.
      long at = plot.deliveredAt() + dice.span(-20 * Time.HOUR, 2 * Time.DAY);
      pen.write(planVoice.say(new Plan(at, 1, List.of(pen.names.pro(plot)))));
    }
  }
}
