package io.waybill.generator;

import io.waybill.generator.BillVoice.Bill;
import io.waybill.generator.Stop.Kind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** The carrier: what happens on the way, and freight bills. */
final class CarrierDesk {

  private final Pen pen;
  private final Plot plot;
  private final Dice dice;
  private final StatusVoice statuses;
  private final BillVoice bills;

  CarrierDesk(Pen pen) {
    this.pen = pen;
    this.plot = pen.plot;
    this.dice = pen.dice;
    this.statuses = new StatusVoice(pen);
    this.bills = new BillVoice(pen);
  }

  void writeMilestones() {
    long way = plot.deliveredAt() - plot.shippedAt();
    List<Stop> stops = new ArrayList<>();
    stops.add(new Stop(Kind.DEPARTED, plot.shippedAt() + 10 * Time.MINUTE));
    if (dice.chance(50)) {
      stops.add(new Stop(Kind.TERMINAL_ARRIVED, plot.shippedAt() + way / 3));
      stops.add(new Stop(Kind.TERMINAL_DEPARTED, plot.shippedAt() + way / 2));
    }
    if (dice.chance(20)) {
      stops.add(new Stop(Kind.DELAYED, plot.shippedAt() + way / 5 * 3));
    }
    if (dice.chance(40)) {
      stops.add(new Stop(Kind.DELIVERY_ARRIVED, plot.deliveredAt() - 20 * Time.MINUTE));
    }
    if (!dice.chance(4)) {
      stops.add(new Stop(Kind.DELIVERED, plot.deliveredAt()));
    }
    if (statuses.reports()) {
      writeReports(stops);
    } else {
      writeEvents(stops);
    }
  }

  private void writeReports(List<Stop> stops) {
    if (dice.chance(40)) {
      pen.write(statuses.promise(plot.plannedAt() + Time.HOUR));
    }
    List<Stop> told = new ArrayList<>();
    for (Stop stop : stops) {
      told.add(stop);
      boolean last = stop.kind() == Kind.DELIVERED;
      if (dice.chance(25) && !last) {
        // This carrier tells it together with the next one.
        continue;
      }
      boolean early = dice.chance(1);
      long at =
          early
              ? stop.time() - dice.span(Time.HOUR, 2 * Time.HOUR)
              : stop.time() + dice.span(Time.MINUTE, 25 * Time.MINUTE);
      List<Stop> reported = new ArrayList<>(told);
      if (dice.chance(5)) {
        reported.add(told.get(told.size() - 1));
      }
      pen.writeOrLose(statuses.report(at, reported, dice.chance(5)), 1);
      if (dice.chance(3)) {
        // The same statuses in another envelope.
        pen.write(statuses.report(at + dice.span(0, Time.DAY), reported, false));
      }
      if (!dice.chance(20) && !statuses.isTracker()) {
        // Else the whole history so far is repeated in the next message.
        told.clear();
      }
    }
  }

  private void writeEvents(List<Stop> stops) {
    int number = 0;
    if (dice.chance(40) && statuses.expects()) {
      Stop promise = new Stop(Kind.DELIVERED, plot.deliveredAt() + Time.HOUR);
      pen.write(statuses.event(plot.plannedAt() + Time.HOUR, 0, false, number++, promise, false));
    }
    for (Stop stop : stops) {
      long at = stop.time() + dice.span(Time.MINUTE, 25 * Time.MINUTE);
      int event = number++;
      pen.writeOrLose(statuses.event(at, 0, false, event, stop, true), 1);
      if (dice.chance(4)) {
        long backAt = at + dice.span(10 * Time.MINUTE, 10 * Time.HOUR);
        pen.write(statuses.event(backAt, 1, true, event, stop, true));
        if (dice.chance(60)) {
          long againAt = backAt + dice.span(10 * Time.MINUTE, 10 * Time.HOUR);
          pen.write(statuses.event(againAt, 2, false, event, stop, true));
        }
      }
    }
  }

  void writeBills() {
    BigDecimal planned = plot.estimate() == null ? dice.decimal(80, 2400, 2) : plot.estimate();
    long at = plot.deliveredAt() + dice.span(-6 * Time.HOUR, 30 * Time.HOUR);
    if (dice.chance(8)) {
      BigDecimal part = planned.multiply(new BigDecimal("0.30")).setScale(2, RoundingMode.DOWN);
      pen.writeOrLose(bills.say(Bill.of(at, 0, planned.subtract(part))), 2);
      pen.writeOrLose(bills.say(Bill.of(at + dice.span(0, 20 * Time.HOUR), 1, part)), 2);
      return;
    }
    if (dice.chance(1)) {
      pen.write(bills.say(Bill.of(at, 0, BigDecimal.ZERO)));
      return;
    }
    boolean outside = dice.chance(7);
    BigDecimal amount = outside ? percent(planned, 130) : percent(planned, dice.between(97, 103));
    Bill first = Bill.of(at, 0, amount);
    pen.writeOrLose(bills.say(first), 2);
    if (bills.hasEnvelope() && dice.chance(5)) {
      pen.write(bills.say(first.sentAgain(at + dice.span(0, 3 * Time.DAY))));
    }
    if (outside ? dice.chance(50) : dice.chance(5)) {
      BigDecimal revised = planned.add(new BigDecimal("1.37"));
      pen.write(bills.say(first.corrected(at + dice.span(Time.HOUR, 2 * Time.DAY), 1, revised)));
    }
    if (dice.chance(4)) {
      long backAt = at + dice.span(30 * Time.MINUTE, 2 * Time.DAY);
      pen.write(bills.say(first.cancelled(backAt, 2)));
      if (dice.chance(50)) {
        long againAt = backAt + dice.span(Time.HOUR, Time.DAY);
        pen.write(bills.say(first.corrected(againAt, 3, planned)));
      }
    }
  }

  private static BigDecimal percent(BigDecimal amount, int percent) {
    return amount.multiply(BigDecimal.valueOf(percent, 2)).setScale(2, RoundingMode.HALF_UP);
  }
}
