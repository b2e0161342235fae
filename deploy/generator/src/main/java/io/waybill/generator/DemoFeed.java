package io.waybill.generator;

import io.waybill.generator.BillVoice.Bill;
import io.waybill.generator.CanonicalMessage.Name;
import io.waybill.generator.OrderVoice.Order;
import io.waybill.generator.PlanVoice.Plan;
import io.waybill.generator.Plot.Line;
import io.waybill.generator.ProofVoice.Found;
import io.waybill.generator.ProofVoice.Proof;
import io.waybill.generator.StockVoice.Movement;
import io.waybill.generator.Stop.Kind;
import io.waybill.generator.WarehouseVoice.Shipping;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
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

  /** Numbers of messages that one step may use. */
  private static final int MOST_IN_A_STEP = 4;

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
    Plot drawn = Plot.draw(seed, index, 0);
    Life life = new Life(drawn, Dialects.draw(seed, drawn, true), new Dice(seed, index));
    Deque<Step> steps = new ArrayDeque<>();
    steps.add(life::order);
    steps.add(life::plan);
    steps.add(life::receipt);
    if (new WarehouseVoice(life.pen(0)).isOrdered()) {
      steps.add(now -> new WarehouseVoice(life.pen(now)).order(now));
    }
    steps.add(now -> new WarehouseVoice(life.pen(now)).say(Shipping.of(now)));
    steps.add(now -> life.status(now, Kind.DEPARTED));
    if (life.dice.chance(60)) {
      steps.add(now -> life.status(now, Kind.TERMINAL_ARRIVED));
    }
    steps.add(now -> life.status(now, Kind.DELIVERED));
    boolean signsLater = life.dice.chance(5);
    if (signsLater) {
      steps.add(now -> life.proof(now, 0, false));
    }
    if (!life.dice.chance(3)) {
      steps.add(now -> life.proof(now, signsLater ? 1 : 0, true));
    }
    steps.add(now -> new BillVoice(life.pen(now)).say(Bill.of(now, 0, life.freight)));
    return steps;
  }

  /** One shipment; what it tells happens when it is told. */
  private final class Life {
    private final Plot drawn;
    private final Dialects dialects;
    private final Dice dice;
    private final BigDecimal freight;
    private final List<Stop> told = new ArrayList<>();
    private int messages;

    Life(Plot drawn, Dialects dialects, Dice dice) {
      this.drawn = drawn;
      this.dialects = dialects;
      this.dice = dice;
      this.freight = drawn.estimate() == null ? dice.decimal(80, 900, 2) : drawn.estimate();
    }

    Pen pen(long now) {
      Pen pen = new Pen(names, drawn.at(now), dice, dialects, messages);
      messages += MOST_IN_A_STEP;
      return pen;
    }

    Draft order(long now) {
      long deadline = now + (dice.chance(5) ? -1 : 2) * Time.DAY;
      return new OrderVoice(pen(now))
          .say(
              new Order(
                  now,
                  now,
                  0,
                  false,
                  drawn.customer().account(),
                  null,
                  drawn.lines(),
                  deadline,
                  true));
    }

    Draft plan(long now) {
      Pen pen = pen(now);
      List<Name> links = new ArrayList<>(dialects.carrierNames(names, drawn));
      Name order = dialects.purchaseOrder(names, drawn);
      if (order != null) {
        links.add(order);
      }
      return new PlanVoice(pen).say(new Plan(now, 0, links));
    }

    Draft receipt(long now) {
      // The warehouse writes it down a minute later.
      long at = now - Time.MINUTE;
      Line line = drawn.lines().get(0);
      String id = names.of("MV", drawn, 0);
      return new StockVoice(pen(now))
          .say(
              new Movement(
                  id, StockVoice.Kind.RECEIPT, line, line.shipped(), at, false, 0, false, false));
    }

    Draft status(long now, Kind kind) {
      StatusVoice voice = new StatusVoice(pen(now));
      told.add(new Stop(kind, now));
      if (!voice.reports()) {
        return voice.event(now, 0, false, told.size(), told.get(told.size() - 1), true);
      }
      return voice.report(
          now,
          voice.isTracker() ? List.copyOf(told) : told.subList(told.size() - 1, told.size()),
          false);
    }

    Draft proof(long now, int revision, boolean signed) {
      List<Found> found = new ArrayList<>();
      for (Line line : drawn.lines()) {
        found.add(new Found(line, line.shipped(), BigDecimal.ZERO, BigDecimal.ZERO));
      }
      Pen pen = pen(now);
      String id = names.of("POD", drawn, 0);
      return new ProofVoice(pen)
          .say(new Proof(now, revision, false, id, pen.shipment(), signed, found));
    }
  }
}
