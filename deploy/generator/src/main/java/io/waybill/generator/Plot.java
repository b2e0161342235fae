package io.waybill.generator;

import io.waybill.generator.Catalogue.Carrier;
import io.waybill.generator.Catalogue.Customer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * What really happens to one made-up shipment; the messages about it may say otherwise for a while.
 * Times are milliseconds since 1970-01-01T00:00:00Z.
 *
 * @param index number of the shipment within its set
 * @param estimate freight as planned, or null when nobody planned it
 * @param misplaced whether the next shipment's plan claims this shipment's PRO
 */
record Plot(
    int index,
    Customer customer,
    Carrier carrier,
    String node,
    List<Line> lines,
    BigDecimal estimate,
    boolean misplaced,
    long orderedAt,
    long plannedAt,
    long shippedAt,
    long deliveredAt) {

  /**
   * A line.
   *
   * @param item number of the item
   * @param shipped what leaves the warehouse, at most what was ordered
   * @param value the value that the order states, or null
   */
  record Line(
      String line,
      int item,
      BigDecimal ordered,
      BigDecimal shipped,
      String unit,
      BigDecimal price,
      BigDecimal value) {}

  private static final long PLOT = 1;

  /** The plot of one shipment; {@code start} is when its order is made. */
  static Plot draw(long seed, int index, long start) {
    Dice dice = new Dice(seed, index, PLOT);
    Customer customer = Catalogue.customer(dice.random());
    Carrier carrier = Catalogue.carrier(dice.random());
    String node = Catalogue.node(dice.random());
    List<Line> lines = lines(dice);
    BigDecimal estimate = dice.chance(85) ? dice.decimal(80, 2400, 2) : null;
    long plannedAt = start + dice.span(Time.HOUR, 5 * Time.HOUR);
    long shippedAt = plannedAt + dice.span(2 * Time.HOUR, 12 * Time.HOUR);
    long deliveredAt = Time.toMinute(shippedAt + dice.span(10 * Time.HOUR, 50 * Time.HOUR));
    return new Plot(
        index,
        customer,
        carrier,
        node,
        lines,
        estimate,
        dice.chance(4),
        start,
        plannedAt,
        shippedAt,
        deliveredAt);
  }

  /** The same shipment, of which all happens at one moment: as far as it is told by then. */
  Plot at(long now) {
    return new Plot(index, customer, carrier, node, lines, estimate, misplaced, now, now, now, now);
  }

  private static List<Line> lines(Dice dice) {
    boolean free = dice.chance(1);
    List<Line> lines = new ArrayList<>();
    int count = dice.between(1, 4);
    for (int number = 1; number <= count; number++) {
      boolean byWeight = dice.chance(10);
      BigDecimal ordered = byWeight ? dice.decimal(1, 900, 3) : dice.decimal(1, 480, 0);
      BigDecimal shipped = dice.chance(4) ? ordered.subtract(ordered.min(BigDecimal.ONE)) : ordered;
      BigDecimal price = free ? BigDecimal.ZERO : dice.decimal(1, 60, dice.between(2, 4));
      BigDecimal value =
          dice.chance(60) ? ordered.multiply(price).setScale(2, RoundingMode.HALF_UP) : null;
      if (value != null && dice.chance(15)) {
        // As far off as the price tolerance of 0.005 a unit still allows.
        value = value.add(ordered.multiply(new BigDecimal("0.004")).setScale(2, RoundingMode.DOWN));
      }
      if (value != null && dice.chance(2)) {
        value = value.add(new BigDecimal("17.01")).add(ordered);
      }
      lines.add(
          new Line(
              Integer.toString(number),
              Catalogue.item(dice.random()),
              ordered,
              shipped,
              byWeight ? "KG" : "EA",
              price,
              value));
    }
    return List.copyOf(lines);
  }
}
