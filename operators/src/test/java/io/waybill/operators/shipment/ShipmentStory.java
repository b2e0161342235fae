package io.waybill.operators.shipment;

import io.waybill.operators.billing.Release;
import io.waybill.operators.billing.RuleBook;
import io.waybill.schemas.Effect;
import io.waybill.schemas.GateChanged;
import io.waybill.schemas.GateState;
import io.waybill.schemas.Released;
import io.waybill.schemas.ShipmentFact;
import io.waybill.schemas.ShipmentLogRecord;
import io.waybill.schemas.Transition;
import io.waybill.schemas.wire.AvroCodec;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Tells a shipment's facts in order and keeps what it said and what was released. */
public final class ShipmentStory {

  private static final AvroCodec<ShipmentLogRecord> CODEC = AvroCodec.of(ShipmentLogRecord.class);

  private final String key;
  private final Shipments shipments;
  private byte[] packed;
  private final Released released = Release.nothing();
  private final List<Transition> transitions = new ArrayList<>();
  private final List<Effect> effects = new ArrayList<>();

  public ShipmentStory(String key, RuleBook rules) {
    this.key = key;
    this.shipments = new Shipments(rules);
    this.packed = shipments.pack(shipments.unknown(key));
  }

  public ShipmentStory at(long logTime, ShipmentFact... facts) {
    Shipment shipment = shipment();
    for (ShipmentFact fact : facts) {
      take(shipment.advance(logTime - 1));
      shipment.add(CODEC.encode(new ShipmentLogRecord(fact)), logTime);
    }
    packed = shipments.pack(shipment);
    return this;
  }

  /** The clock passes {@code logTime} without a fact. */
  public ShipmentStory until(long logTime) {
    Shipment shipment = shipment();
    take(shipment.advance(logTime));
    packed = shipments.pack(shipment);
    return this;
  }

  private void take(List<Transition> said) {
    for (Transition transition : said) {
      transitions.add(transition);
      boolean settled =
          transition.getPayload() instanceof GateChanged gate
              && gate.getState() == GateState.SETTLED;
      if (settled || Release.isImmediate(transition)) {
        effects.addAll(new Release(released).apply(transition));
      }
    }
  }

  public List<Transition> transitions() {
    return transitions;
  }

  public List<Effect> effects() {
    return effects;
  }

  public Shipment shipment() {
    return shipments.open(key, packed);
  }

  /** Effect ids, in order, without the statuses. */
  public List<String> documents() {
    return effects.stream()
        .map(Effect::getEffectId)
        .filter(id -> !id.contains("/status/"))
        .map(id -> id.substring(key.length() + 1))
        .toList();
  }

  /** Net state: the last status, and billed, accrued and payable by account and currency. */
  public TreeMap<String, String> net() {
    TreeMap<String, BigDecimal> sums = new TreeMap<>();
    TreeMap<String, String> net = new TreeMap<>();
    for (Effect effect : effects) {
      String where = "/" + effect.getAccount() + "/" + effect.getCurrency();
      BigDecimal amount = effect.getAmount();
      switch (effect.getKind()) {
        case SHIPMENT_STATUS -> net.put("status", effect.getState().name());
        case CUSTOMER_INVOICE -> sums.merge("billed" + where, amount, BigDecimal::add);
        case CREDIT_NOTE -> sums.merge("billed" + where, amount.negate(), BigDecimal::add);
        case CARRIER_PAYABLE -> sums.merge("payable" + where, amount, BigDecimal::add);
        case CARRIER_PAYABLE_REVERSAL ->
            sums.merge("payable" + where, amount.negate(), BigDecimal::add);
        case FREIGHT_ACCRUAL -> sums.merge("accrued" + where, amount, BigDecimal::add);
        case FREIGHT_ACCRUAL_REVERSAL ->
            sums.merge("accrued" + where, amount.negate(), BigDecimal::add);
      }
    }
    sums.forEach(
        (account, sum) -> {
          if (sum.signum() != 0) {
            net.put(account, sum.stripTrailingZeros().toPlainString());
          }
        });
    return net;
  }
}
