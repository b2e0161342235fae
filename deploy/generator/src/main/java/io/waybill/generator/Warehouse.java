package io.waybill.generator;

import io.waybill.generator.Plot.Line;
import io.waybill.generator.StockVoice.Kind;
import io.waybill.generator.StockVoice.Movement;
import io.waybill.generator.WarehouseVoice.Shipping;
import java.math.BigDecimal;

/** The warehouse system: what it ships, receives and adjusts. */
final class Warehouse {

  private final Pen pen;
  private final Plot plot;
  private final Dice dice;
  private final WarehouseVoice voice;
  private final StockVoice stock;
  private int movements;

  Warehouse(Pen pen) {
    this.pen = pen;
    this.plot = pen.plot;
    this.dice = pen.dice;
    this.voice = new WarehouseVoice(pen);
    this.stock = new StockVoice(pen);
  }

  void writeShipped() {
    if (voice.isOrdered()) {
      boolean late = dice.chance(10);
      long at =
          late
              ? plot.shippedAt() + dice.span(Time.HOUR, 3 * Time.DAY)
              : plot.plannedAt() + dice.span(Time.MINUTE, Time.HOUR);
      pen.writeOrLose(voice.order(at), 2);
    }
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
    return voice.say(new Shipping(createdAt, revision, cancelled, byDepositorOrder, miscounted));
  }

  /** Receipts before the shipment, adjustments around it; some corrected, some taken back. */
  void writeMovements() {
    for (Line line : plot.lines()) {
      if (dice.chance(50)) {
        long at = plot.orderedAt() - dice.span(Time.HOUR, 12 * Time.HOUR);
        BigDecimal quantity = line.ordered().add(dice.decimal(0, 50, 0));
        writeMovement(Kind.RECEIPT, line, quantity, at);
      }
      if (dice.chance(8)) {
        long at = plot.shippedAt() + dice.span(0, 2 * Time.DAY);
        boolean found = dice.chance(40);
        writeMovement(found ? Kind.FOUND : Kind.LOST, line, dice.decimal(1, 9, 0), at);
      }
    }
    if (dice.chance(10) && stock.tellsTransfers()) {
      writeTransfer(plot.lines().get(0));
    }
    if (dice.chance(10)) {
      Draft count = stock.count(plot.lines().get(0), plot.shippedAt() + Time.DAY);
      if (count != null) {
        pen.write(count);
      }
    }
  }

  /** Stock of another warehouse, which may come damaged, or not at all after all. */
  private void writeTransfer(Line line) {
    String transfer = pen.names.of("TR", plot, 0);
    String from = Catalogue.NODES.get((Catalogue.NODES.indexOf(plot.node()) + 1) % 3);
    long sentAt = plot.orderedAt() - dice.span(20 * Time.HOUR, 2 * Time.DAY);
    long at = plot.orderedAt() - dice.span(Time.HOUR, 12 * Time.HOUR);
    boolean damaged = dice.chance(20);
    pen.writeOrLose(stock.sent(transfer, line, sentAt, from), 2);
    pen.write(stock.received(transfer, line, at, at + Time.MINUTE, "00", damaged));
    if (dice.chance(20)) {
      long later = at + dice.span(Time.HOUR, Time.DAY);
      String purpose = dice.chance(50) ? "05" : "01";
      pen.write(stock.received(transfer, line, at, later, purpose, !damaged));
    }
  }

  private void writeMovement(Kind kind, Line line, BigDecimal quantity, long at) {
    String id = pen.names.of("MV", plot, movements++);
    boolean damaged = dice.chance(5);
    boolean corrected = dice.chance(5) && stock.corrects(kind);
    for (int revision = 0; revision <= (corrected ? 1 : 0); revision++) {
      boolean cancelled = revision == 1 && dice.chance(50);
      BigDecimal now = quantity.add(BigDecimal.valueOf(2L * revision));
      pen.write(
          stock.say(
              new Movement(id, kind, line, now, at, damaged, revision, cancelled, corrected)));
    }
  }
}
