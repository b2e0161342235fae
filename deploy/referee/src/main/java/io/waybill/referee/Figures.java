package io.waybill.referee;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/** What the referee worked out for the whole run, and how much it looked at. */
public final class Figures {

  private int messages;
  private int shipments;
  private int effects;
  private int effectsAsSimulated;
  private int expectedEffects;
  private int unmatched;
  private int stockMovements;
  private BigDecimal atCustomer = BigDecimal.ZERO;
  private int shipmentsWithoutInvoice;
  private final Map<String, BigDecimal> net = new TreeMap<>();
  private final Map<String, Integer> alerts = new TreeMap<>();

  Figures() {}

  void input(int readMessages, int unmatchedFacts, int readEffects) {
    messages = readMessages;
    unmatched = unmatchedFacts;
    effects = readEffects;
  }

  void shipment(ShipmentTruth truth, int sameEffects) {
    shipments++;
    expectedEffects += truth.effects().size();
    effectsAsSimulated += sameEffects;
    boolean invoiced = false;
    for (Document document : truth.live()) {
      EffectKind kind = EffectKind.posting(document.key());
      invoiced |= kind == EffectKind.CUSTOMER_INVOICE;
      String figure = "%s %s".formatted(kind.figure, document.currency());
      net.merge(figure, document.amount(), BigDecimal::add);
    }
    if (!invoiced) {
      shipmentsWithoutInvoice++;
    }
    truth.alerts().forEach((code, count) -> alerts.merge(code, count, Integer::sum));
  }

  void stock(StockLedger ledger) {
    stockMovements = ledger.movements();
    atCustomer = ledger.atCustomer();
  }

  /** Raw messages, copies counted. */
  public int messages() {
    return messages;
  }

  /** Shipments that the messages speak of. */
  public int shipments() {
    return shipments;
  }

  /** Effects in the file. */
  public int effects() {
    return effects;
  }

  /** Effects that the referee itself would have released, corrections and all. */
  public int expectedEffects() {
    return expectedEffects;
  }

  /**
   * Effects of the file that the referee would have released under the same id, with the same money
   * and at the same log time. Fewer than {@link #effects} is no fault by itself: another legal way
   * to the same end.
   */
  public int effectsAsSimulated() {
    return effectsAsSimulated;
  }

  /** Facts whose reference no link ever tied to a shipment. */
  public int unmatched() {
    return unmatched;
  }

  /** Shipments that end without an invoice: blocked, incomplete, or of no value. */
  public int shipmentsWithoutInvoice() {
    return shipmentsWithoutInvoice;
  }

  /** Amount by figure and currency, for example {@code billed USD}; zero where there is none. */
  public BigDecimal net(String figure, String currency) {
    return net.getOrDefault(figure + " " + currency, BigDecimal.ZERO);
  }

  /** Alerts by code. */
  public Map<String, Integer> alerts() {
    return Map.copyOf(alerts);
  }

  /** Movements that stand and move something. */
  public int stockMovements() {
    return stockMovements;
  }

  /** Quantity in customers' hands, over all items. */
  public BigDecimal atCustomer() {
    return atCustomer;
  }

  @Override
  public String toString() {
    return String.join(
        System.lineSeparator(),
        "%,d messages, %,d shipments (%,d without an invoice), %,d facts never matched"
            .formatted(messages, shipments, shipmentsWithoutInvoice, unmatched),
        "%,d effects, %,d expected, %,d the same to the moment"
            .formatted(effects, expectedEffects, effectsAsSimulated),
        "net " + net,
        "alerts " + alerts,
        "%,d stock movements, %s with customers"
            .formatted(stockMovements, atCustomer.toPlainString()));
  }
}
