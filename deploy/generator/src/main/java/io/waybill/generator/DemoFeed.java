package io.waybill.generator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.waybill.generator.CanonicalMessage.Name;
import io.waybill.generator.Catalogue.Carrier;
import io.waybill.generator.Plot.Line;
import io.waybill.generator.X12Status.At7;
import io.waybill.generator.X12Status.Transaction;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * An endless feed for a demonstration. Shipments live their lives in order over the calls of {@link
 * #next}: order, plan, receipt, shipped, milestones, proof of delivery, freight bill. Most become
 * billable; a few are late, unsigned, overpriced or sent twice. What happens and in which order
 * depends on the seed only; the times are the caller's.
 *
 * <p>Not for use by several threads at once.
 */
public final class DemoFeed {

  /** One message of a shipment, made at the moment it is asked for. */
  private interface Step {
    Draft at(long now);
  }

  /** So many shipments are on their way at a time. */
  private static final int OPEN_SHIPMENTS = 40;

  private final long seed;
  private final Names names;
  private final Dice dice;
  private final Deque<Deque<Step>> open = new ArrayDeque<>();
  private int shipments;
  private GeneratedMessage repeat;

  /**
   * A feed of its own for each seed: the names that it uses begin with the seed, so two feeds of
   * different seeds never speak of the same shipment.
   */
  public DemoFeed(long seed) {
    this.seed = seed;
    this.dice = new Dice(seed);
    this.names =
        new Names(
            "D"
                + Long.toString(Math.floorMod(seed, 2_821_109_907_456L), 36)
                    .toUpperCase(java.util.Locale.ROOT)
                + "-");
  }

  /**
   * The next message.
   *
   * @param nowMillis the caller's clock, milliseconds since 1970-01-01T00:00:00Z; the message was
   *     made then, and what it tells happened then or up to a minute before
   */
  public GeneratedMessage next(long nowMillis) {
    if (repeat != null) {
      GeneratedMessage again = new GeneratedMessage(nowMillis, repeat.partner(), repeat.body());
      repeat = null;
      return again;
    }
    // Shipments start one by one: a feed that begins with forty orders shows nothing for a while.
    boolean start = open.size() < OPEN_SHIPMENTS && dice.chance(50);
    if (open.isEmpty() || start) {
      open.addLast(life(shipments++));
    }
    Deque<Step> shipment = open.removeFirst();
    Draft draft = shipment.removeFirst().at(nowMillis);
    if (!shipment.isEmpty()) {
      open.addLast(shipment);
    }
    GeneratedMessage message = new GeneratedMessage(nowMillis, draft.partner(), draft.body());
    if (dice.chance(2)) {
      repeat = message;
    }
    return message;
  }

  private Deque<Step> life(int index) {
    Plot plot = Plot.draw(seed, index, 0);
    Pen pen = new Pen(names, plot, new Dice(seed, index));
    Carrier carrier = plot.carrier();
    Deque<Step> steps = new ArrayDeque<>();
    steps.add(now -> order(pen, now));
    steps.add(now -> plan(pen, now));
    steps.add(now -> receipt(pen, now));
    steps.add(now -> shipped(pen, now));
    steps.add(now -> milestone(pen, now, "AF", "DEPARTED", 0));
    if (carrier.edi()) {
      steps.add(now -> milestone(pen, now, "X4", "TERMINAL_ARRIVED", 1));
    }
    steps.add(now -> milestone(pen, now, "D1", "DELIVERED", 2));
    boolean signsLater = pen.dice.chance(5);
    if (signsLater) {
      steps.add(now -> proof(pen, now, 0, false));
    }
    if (!pen.dice.chance(3)) {
      steps.add(now -> proof(pen, now, signsLater ? 1 : 0, true));
    }
    steps.add(now -> bill(pen, now));
    return steps;
  }

  private static Draft order(Pen pen, long now) {
    CanonicalMessage message =
        pen.message("order", now)
            .about(pen.shipment())
            .with("customer", pen.plot.customer().account())
            .with("currency", pen.plot.customer().currency())
            .with("scheduledDelivery", Time.day(now + (pen.dice.chance(5) ? -1 : 2) * Time.DAY));
    ArrayNode lines = message.array("lines");
    for (Line line : pen.plot.lines()) {
      var node = lines.addObject();
      node.put("line", line.line())
          .put("item", pen.names.item(line.item()))
          .put("quantity", line.ordered().toPlainString())
          .put("unit", line.unit())
          .put("unitPrice", line.price().toPlainString());
      if (line.value() != null) {
        node.put("value", line.value().toPlainString());
      }
    }
    return message.draft();
  }

  private static Draft plan(Pen pen, long now) {
    CanonicalMessage message =
        pen.message("transport-plan", now)
            .about(pen.shipment())
            .with("load", pen.names.of("LOAD", pen.plot, 0))
            .with("carrier", pen.plot.carrier().scac())
            .with("currency", pen.plot.carrier().currency());
    if (pen.plot.estimate() != null) {
      message.with("freightEstimate", pen.plot.estimate());
    }
    return message.links(List.of(pen.names.pro(pen.plot))).draft();
  }

  private static Draft receipt(Pen pen, long now) {
    Line line = pen.plot.lines().get(0);
    CanonicalMessage message =
        pen.message("stock-movement", now)
            .with("owner", pen.names.owner())
            .with("movement", pen.names.of("MV", pen.plot, 0))
            .with("item", pen.names.item(line.item()))
            .with("quantity", line.shipped())
            .with("unit", line.unit())
            .with("occurredAt", Time.utc(now));
    message.object("source").put("bucket", "SUPPLIER").put("node", "");
    message.object("target").put("bucket", "ON_HAND").put("node", pen.plot.node());
    return message.draft();
  }

  private static Draft shipped(Pen pen, long now) {
    CanonicalMessage message =
        pen.message("shipped", now)
            .about(pen.shipment())
            .with("owner", pen.names.owner())
            .with("node", pen.plot.node())
            .with("occurredAt", Time.utc(now));
    ArrayNode lines = message.array("lines");
    pen.plot.lines().forEach(line -> quantity(pen, lines, line));
    return message.draft();
  }

  private static void quantity(Pen pen, ArrayNode lines, Line line) {
    lines
        .addObject()
        .put("line", line.line())
        .put("item", pen.names.item(line.item()))
        .put("quantity", line.shipped().toPlainString())
        .put("unit", line.unit());
  }

  private static Draft milestone(Pen pen, long now, String x12, String canonical, int number) {
    Carrier carrier = pen.plot.carrier();
    Name pro = pen.names.pro(pen.plot);
    if (carrier.edi()) {
      At7 status = new At7(x12, false, Time.toMinute(now));
      Transaction transaction = new Transaction(pro.value(), carrier.scac(), List.of(status));
      String sender = pen.names.sender(carrier.scac());
      // ISA-13 has nine digits; the caller's demonstration ends long before it begins again.
      int control = pen.interchange() % 1_000_000_000;
      String text = X12Status.interchange(sender, control, now, List.of(transaction));
      return new Draft(now, GeneratedMessage.X12_214, text);
    }
    return pen.message("milestone", now)
        .about(pro)
        .with("event", pen.names.of("EV", pen.plot, number))
        .with("code", canonical)
        .with("classifier", "ACTUAL")
        .with("occurredAt", Time.utc(now))
        .draft();
  }

  private static Draft proof(Pen pen, long now, int revision, boolean signed) {
    CanonicalMessage message =
        pen.message("pod", now)
            .revision(revision)
            .about(pen.shipment())
            .with("owner", pen.names.owner())
            .with("pod", pen.names.of("POD", pen.plot, 0))
            .with("occurredAt", Time.utc(now))
            .with("signed", signed);
    ArrayNode lines = message.array("lines");
    pen.plot.lines().forEach(line -> quantity(pen, lines, line));
    return message.draft();
  }

  private static Draft bill(Pen pen, long now) {
    return pen.message("freight-bill", now)
        .about(pen.names.pro(pen.plot))
        .with("carrier", pen.plot.carrier().scac())
        .with("bill", pen.names.of("FB", pen.plot, 0))
        .with("currency", pen.plot.carrier().currency())
        .with(
            "amount",
            pen.plot.estimate() == null ? pen.dice.decimal(80, 900, 2) : pen.plot.estimate())
        .draft();
  }
}
