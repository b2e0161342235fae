package io.waybill.operators.delivery;

import io.waybill.schemas.DocumentLine;
import io.waybill.schemas.Effect;
import io.waybill.schemas.EffectKind;
import io.waybill.schemas.ShipmentState;
import java.math.BigDecimal;
import java.util.List;

/** Effects for tests. */
public final class Effects {

  private Effects() {}

  public static Effect invoice(String shipment, int revision, String amount) {
    return document(EffectKind.CUSTOMER_INVOICE, shipment, "invoice/ACME", revision, amount)
        .setAccount("ACME")
        .build();
  }

  public static Effect credit(Effect invoice) {
    return Effect.newBuilder(invoice)
        .setEffectId(invoice.getEffectId() + "/cancelled")
        .setKind(EffectKind.CREDIT_NOTE)
        .setCorrects(invoice.getEffectId())
        .build();
  }

  public static Effect status(String shipment, int revision, ShipmentState state) {
    return document(EffectKind.SHIPMENT_STATUS, shipment, "status", revision, "0")
        .setAccount("")
        .setCurrency("")
        .setLines(List.of())
        .setState(state)
        .build();
  }

  public static Effect.Builder document(
      EffectKind kind, String shipment, String key, int revision, String amount) {
    BigDecimal money = new BigDecimal(amount).setScale(6);
    return Effect.newBuilder()
        .setEffectId(shipment + "/" + key + "/" + revision)
        .setKind(kind)
        .setShipment(shipment)
        .setRevision(revision)
        .setAccount("CARRIER")
        .setCurrency("USD")
        .setAmount(money)
        .setLines(
            List.of(
                new DocumentLine("1", "aspirin", BigDecimal.TEN.setScale(6), "PACK", money),
                new DocumentLine(
                    "2",
                    "freight",
                    BigDecimal.ZERO.setScale(6),
                    null,
                    BigDecimal.ZERO.setScale(6))))
        .setLogTime(1_767_225_600_000L)
        .setRulesVersion(1)
        .setTransition(7);
  }
}
