package io.waybill.referee;

import java.math.BigDecimal;
import java.util.List;

/** What a fact about a shipment says. Times are milliseconds since 1970-01-01T00:00:00Z. */
sealed interface Payload {

  /**
   * A line of an order.
   *
   * @param statedValue null when the order states none
   * @param deliverBefore first moment that is too late, or null
   */
  record OrderLine(
      String line,
      String item,
      String customer,
      String currency,
      BigDecimal quantity,
      String unit,
      BigDecimal unitPrice,
      BigDecimal statedValue,
      Long deliverBefore)
      implements Payload {}

  /** Who carries; the estimate is null when there is none. */
  record TransportPlan(String carrier, String currency, BigDecimal estimate) implements Payload {}

  /** A line that left the warehouse. */
  record Shipped(String line, BigDecimal quantity) implements Payload {}

  /** A milestone; only an actual one counts for the state. */
  record Milestone(String code, boolean actual) implements Payload {}

  /** A proof of delivery. */
  record Proof(boolean signed, List<ProofLine> lines) implements Payload {}

  /** A line of a proof; the quantity is what was in good order. */
  record ProofLine(String line, BigDecimal quantity, BigDecimal damaged, BigDecimal refused) {}

  /** A carrier's bill. */
  record FreightBill(String carrier, String bill, String currency, BigDecimal amount)
      implements Payload {}

  /**
   * A line that takes part in a carrier's bill.
   *
   * @param weight the line's own, or null when only the shipment's is known
   */
  record FreightShare(
      String carrier,
      String bill,
      String line,
      BigDecimal weight,
      BigDecimal value,
      BigDecimal quantity)
      implements Payload {}
}
