package io.waybill.generator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.generator.Plot.Line;
import java.math.BigDecimal;

/** The warehouse system: what it ships, receives and adjusts. */
final class Warehouse {

  private final Pen pen;
  private final Plot plot;
  private final Dice dice;
  private int movements;

  Warehouse(Pen pen) {
    this.pen = pen;
    this.plot = pen.plot;
    this.dice = pen.dice;
  }

  void writeShipped() {
    boolean announced = dice.chance(2);
    boolean byDepositorOrder = dice.chance(30);
    boolean miscounted = dice.chance(3);
    boolean takenBack = dice.chance(1);
    long createdAt =
        announced
            ? plot.shippedAt() - dice.span(Time.HOUR, 2 * Time.HOUR)
            : plot.shippedAt() + dice.span(Time.MINUTE, 20 * Time.MINUTE);
    pen.writeOrLose(shipped(createdAt, 0, false, byDepositorOrder, miscounted), 2);
    if (miscounted) {
      long at = plot.shippedAt() + dice.span(Time.HOUR, 2 * Time.DAY);
      pen.write(shipped(at, 1, false, byDepositorOrder, false));
    }
    if (takenBack) {
      long at = plot.shippedAt() + dice.span(Time.HOUR, 2 * Time.DAY);
      pen.write(shipped(at, 2, true, byDepositorOrder, false));
    }
  }

  private Draft shipped(
      long createdAt,
      int revision,
      boolean cancelled,
      boolean byDepositorOrder,
      boolean miscounted) {
    CanonicalMessage message =
        pen.message("shipped", createdAt)
            .revision(revision)
            .cancelled(cancelled)
            .about(byDepositorOrder ? pen.names.depositorOrder(plot) : pen.shipment())
            .with("owner", pen.names.owner())
            .with("node", plot.node())
            .with("occurredAt", Time.plusTwo(plot.shippedAt()));
    ArrayNode array = message.array("lines");
    for (Line line : plot.lines()) {
      BigDecimal quantity = miscounted ? line.shipped().add(BigDecimal.ONE) : line.shipped();
      array
          .addObject()
          .put("line", line.line())
          .put("item", pen.names.item(line.item()))
          .put("quantity", quantity.toPlainString())
          .put("unit", line.unit());
    }
    return message.draft();
  }

  /** Receipts before the shipment, adjustments around it; some corrected, some taken back. */
  void writeMovements() {
    for (Line line : plot.lines()) {
      if (dice.chance(50)) {
        long at = plot.orderedAt() - dice.span(Time.HOUR, 12 * Time.HOUR);
        BigDecimal quantity = line.ordered().add(dice.decimal(0, 50, 0));
        writeMovement(line, quantity, at, "SUPPLIER", "", "ON_HAND", plot.node());
      }
      if (dice.chance(8)) {
        long at = plot.shippedAt() + dice.span(0, 2 * Time.DAY);
        boolean found = dice.chance(40);
        BigDecimal quantity = dice.decimal(1, 9, 0);
        if (found) {
          writeMovement(line, quantity, at, "ADJUSTMENT", "", "ON_HAND", plot.node());
        } else {
          writeMovement(line, quantity, at, "ON_HAND", plot.node(), "ADJUSTMENT", "");
        }
      }
    }
  }

  private void writeMovement(
      Line line,
      BigDecimal quantity,
      long at,
      String source,
      String sourceNode,
      String target,
      String targetNode) {
    String id = pen.names.of("MV", plot, movements++);
    boolean damaged = dice.chance(5);
    for (int revision = 0; revision <= (dice.chance(5) ? 1 : 0); revision++) {
      boolean cancelled = revision == 1 && dice.chance(50);
      CanonicalMessage message =
          pen.message("stock-movement", at + Time.MINUTE + revision * 3 * Time.HOUR)
              .revision(revision)
              .cancelled(cancelled)
              .with("owner", pen.names.owner())
              .with("movement", id)
              .with("item", pen.names.item(line.item()))
              .with("quantity", quantity.add(BigDecimal.valueOf(2L * revision)))
              .with("unit", line.unit())
              .with("occurredAt", Time.utc(at));
      place(message.object("source"), source, sourceNode, false);
      place(message.object("target"), target, targetNode, damaged);
      pen.write(message.draft());
    }
  }

  private static void place(ObjectNode node, String bucket, String site, boolean damaged) {
    node.put("bucket", bucket).put("node", site);
    if (damaged) {
      node.put("status", "DAMAGED");
    }
  }
}
