package io.waybill.operators.intake.message;

import io.waybill.schemas.Bucket;
import io.waybill.schemas.DeliveredLine;
import io.waybill.schemas.StockMovement;
import io.waybill.schemas.StockPlace;
import java.math.BigDecimal;

/**
 * The movements of stock that follow from shipping and delivering a line. A quantity of zero is no
 * movement: its fact takes back what an earlier version may have moved, and moves nothing itself.
 */
public final class StockMoves {

  public static final String GOOD = "GOOD";

  public static final StockPlace IN_TRANSIT = new StockPlace(Bucket.IN_TRANSIT, "", GOOD);

  private static final StockPlace CUSTOMER = new StockPlace(Bucket.CUSTOMER, "", GOOD);
  private static final StockPlace DAMAGED = new StockPlace(Bucket.CUSTOMER, "", "DAMAGED");

  private final FactCollector facts;
  private final MessageHeader header;
  private final String owner;

  public StockMoves(FactCollector facts, MessageHeader header, String owner) {
    this.facts = facts;
    this.header = header;
    this.owner = owner;
  }

  /** From its origin into transit. */
  public void shipped(
      String line, String item, BigDecimal quantity, String unit, StockPlace origin, When when) {
    move("shipped/%s/%s".formatted(path(), line), item, quantity, unit, origin, IN_TRANSIT, when);
  }

  /** What is good, out of transit to the customer; what was refused stays in transit. */
  public void delivered(String pod, DeliveredLine line, When when) {
    move(
        subject(pod, line),
        line.getItem(),
        line.getQuantity(),
        line.getUnit(),
        IN_TRANSIT,
        CUSTOMER,
        when);
  }

  /** What is damaged, out of transit to the customer. */
  public void damaged(String pod, DeliveredLine line, When when) {
    move(
        subject(pod, line) + "/damaged",
        line.getItem(),
        line.getDamaged(),
        line.getUnit(),
        IN_TRANSIT,
        DAMAGED,
        when);
  }

  private String subject(String pod, DeliveredLine line) {
    return "pod/%s/%s/%s".formatted(path(), pod, line.getLine());
  }

  private String path() {
    return References.path(header.reference());
  }

  /** Any movement. */
  public void moved(String subject, StockMovement movement, When when) {
    boolean none = movement.getQuantity().signum() == 0;
    facts.stockFact(none ? header.asRetraction() : header, subject, when, movement);
  }

  private void move(
      String subject,
      String item,
      BigDecimal quantity,
      String unit,
      StockPlace source,
      StockPlace target,
      When when) {
    moved(subject, new StockMovement(owner, item, quantity, unit, source, target), when);
  }
}
