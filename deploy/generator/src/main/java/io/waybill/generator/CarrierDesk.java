package io.waybill.generator;

import io.waybill.generator.CanonicalMessage.Name;
import io.waybill.generator.X12Status.At7;
import io.waybill.generator.X12Status.Transaction;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** The carrier: milestones, as X12 214 or as our own JSON, and freight bills. */
final class CarrierDesk {

  /** A milestone in both codes. */
  private record Stop(String x12, String canonical, long time) {}

  private final Pen pen;
  private final Plot plot;
  private final Dice dice;
  private final Name pro;

  CarrierDesk(Pen pen) {
    this.pen = pen;
    this.plot = pen.plot;
    this.dice = pen.dice;
    this.pro = pen.names.pro(plot);
  }

  void writeMilestones() {
    long way = plot.deliveredAt() - plot.shippedAt();
    List<Stop> stops = new ArrayList<>();
    stops.add(stop("AF", "DEPARTED", plot.shippedAt() + 10 * Time.MINUTE));
    if (dice.chance(50)) {
      stops.add(stop("X4", "TERMINAL_ARRIVED", plot.shippedAt() + way / 3));
      stops.add(stop("P1", "TERMINAL_DEPARTED", plot.shippedAt() + way / 2));
    }
    if (dice.chance(20)) {
      stops.add(stop("SD", "DELAYED", plot.shippedAt() + way / 5 * 3));
    }
    if (dice.chance(40)) {
      stops.add(stop("X1", "DELIVERY_ARRIVED", plot.deliveredAt() - 20 * Time.MINUTE));
    }
    if (!dice.chance(4)) {
      stops.add(stop("D1", "DELIVERED", plot.deliveredAt()));
    }
    if (plot.carrier().edi()) {
      writeInterchanges(stops);
    } else {
      writeEvents(stops);
    }
  }

  private static Stop stop(String x12, String canonical, long time) {
    return new Stop(x12, canonical, Time.toMinute(time));
  }

  private void writeInterchanges(List<Stop> stops) {
    if (dice.chance(40)) {
      long at = plot.plannedAt() + Time.HOUR;
      At7 promise = new At7("AG", true, plot.deliveredAt() + 2 * Time.HOUR);
      At7 appointment = new At7("AB", true, plot.deliveredAt());
      writeInterchange(at, List.of(promise, appointment), 1);
    }
    List<At7> told = new ArrayList<>();
    for (Stop stop : stops) {
      told.add(new At7(stop.x12(), false, stop.time()));
      if (dice.chance(25) && !stop.x12().equals("D1")) {
        // This carrier tells it together with the next one.
        continue;
      }
      boolean early = dice.chance(1);
      long at =
          early
              ? stop.time() - dice.span(Time.HOUR, 2 * Time.HOUR)
              : stop.time() + dice.span(Time.MINUTE, 25 * Time.MINUTE);
      List<At7> statuses = new ArrayList<>(told);
      if (dice.chance(5)) {
        statuses.add(told.get(told.size() - 1));
      }
      writeInterchange(at, statuses, dice.chance(5) ? 2 : 1);
      if (!dice.chance(20)) {
        // Else the whole history so far is repeated in the next message.
        told.clear();
      }
    }
  }

  /** An interchange of one transaction, or of two that share out the statuses. */
  private void writeInterchange(long at, List<At7> statuses, int transactions) {
    List<Transaction> list = new ArrayList<>();
    int middle = statuses.size() / 2;
    if (transactions == 2 && middle > 0) {
      list.add(transaction(statuses.subList(0, middle)));
      list.add(transaction(statuses.subList(middle, statuses.size())));
    } else {
      list.add(transaction(statuses));
    }
    String sender = pen.names.sender(plot.carrier().scac());
    String text = X12Status.interchange(sender, pen.interchange(), at, list);
    pen.writeOrLose(new Draft(at, GeneratedMessage.X12_214, text), 1);
  }

  private Transaction transaction(List<At7> statuses) {
    return new Transaction(pro.value(), plot.carrier().scac(), List.copyOf(statuses));
  }

  private void writeEvents(List<Stop> stops) {
    int number = 0;
    if (dice.chance(40)) {
      Stop promise = stop("", "DELIVERED", plot.deliveredAt() + Time.HOUR);
      pen.write(event(plot.plannedAt() + Time.HOUR, 0, false, number++, promise, "ESTIMATED"));
    }
    for (Stop stop : stops) {
      long at = stop.time() + dice.span(Time.MINUTE, 25 * Time.MINUTE);
      int event = number++;
      pen.writeOrLose(event(at, 0, false, event, stop, "ACTUAL"), 1);
      if (dice.chance(4)) {
        long backAt = at + dice.span(10 * Time.MINUTE, 10 * Time.HOUR);
        pen.write(event(backAt, 1, true, event, stop, "ACTUAL"));
        if (dice.chance(60)) {
          long againAt = backAt + dice.span(10 * Time.MINUTE, 10 * Time.HOUR);
          pen.write(event(againAt, 2, false, event, stop, "ACTUAL"));
        }
      }
    }
  }

  private Draft event(
      long createdAt, int revision, boolean cancelled, int event, Stop stop, String classifier) {
    return pen.message("milestone", createdAt)
        .revision(revision)
        .cancelled(cancelled)
        .about(pro)
        .with("event", pen.names.of("EV", plot, event))
        .with("code", stop.canonical())
        .with("classifier", classifier)
        .with("occurredAt", Time.plusTwo(stop.time()))
        .with("location", "HUB-" + plot.index() % 7)
        .draft();
  }

  void writeBills() {
    BigDecimal planned = plot.estimate() == null ? dice.decimal(80, 2400, 2) : plot.estimate();
    long at = plot.deliveredAt() + dice.span(-6 * Time.HOUR, 30 * Time.HOUR);
    if (dice.chance(8)) {
      BigDecimal part = planned.multiply(new BigDecimal("0.30")).setScale(2, RoundingMode.DOWN);
      pen.writeOrLose(bill(at, 0, false, 0, planned.subtract(part)), 2);
      pen.writeOrLose(bill(at + dice.span(0, 20 * Time.HOUR), 0, false, 1, part), 2);
      return;
    }
    if (dice.chance(1)) {
      pen.write(bill(at, 0, false, 0, BigDecimal.ZERO));
      return;
    }
    boolean outside = dice.chance(7);
    BigDecimal amount = outside ? percent(planned, 130) : percent(planned, dice.between(97, 103));
    pen.writeOrLose(bill(at, 0, false, 0, amount), 2);
    if (outside ? dice.chance(50) : dice.chance(5)) {
      BigDecimal revised = planned.add(new BigDecimal("1.37"));
      pen.write(bill(at + dice.span(Time.HOUR, 2 * Time.DAY), 1, false, 0, revised));
    }
    if (dice.chance(4)) {
      long backAt = at + dice.span(30 * Time.MINUTE, 2 * Time.DAY);
      pen.write(bill(backAt, 2, true, 0, amount));
      if (dice.chance(50)) {
        pen.write(bill(backAt + dice.span(Time.HOUR, Time.DAY), 3, false, 0, planned));
      }
    }
  }

  private static BigDecimal percent(BigDecimal amount, int percent) {
    return amount.multiply(BigDecimal.valueOf(percent, 2)).setScale(2, RoundingMode.HALF_UP);
  }

  private Draft bill(
      long createdAt, int revision, boolean cancelled, int number, BigDecimal amount) {
    // The whole history of one bill comes by the same reference.
    boolean byPro = plot.index() % 2 == 0;
    boolean stranger = plot.index() % 50 == 7;
    CanonicalMessage message =
        pen.message("freight-bill", createdAt)
            .revision(revision)
            .cancelled(cancelled)
            .about(byPro ? pro : pen.shipment())
            .with("carrier", stranger ? "XPOL" : plot.carrier().scac())
            .with("bill", pen.names.of("FB", plot, number))
            .with("currency", plot.carrier().currency())
            .with("amount", amount);
    message.array("charges").addObject().put("code", "FRT").put("amount", amount.toPlainString());
    return message.draft();
  }
}
