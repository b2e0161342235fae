package io.waybill.operators.view;

import io.waybill.schemas.BillingDecision;
import io.waybill.schemas.Condition;
import io.waybill.schemas.ConditionState;
import io.waybill.schemas.DocumentLine;
import io.waybill.schemas.Gate;
import io.waybill.schemas.GateState;
import io.waybill.schemas.RawPointer;
import io.waybill.schemas.WantedDocument;
import java.math.BigDecimal;
import java.util.List;

/** Output records for tests. */
final class ViewRecords {

  static final long NEW_YEAR = 1_767_225_600_000L;

  private ViewRecords() {}

  static BillingDecision decision(long revision, GateState state, ConditionState signed) {
    BigDecimal amount = new BigDecimal("120.500000");
    return BillingDecision.newBuilder()
        .setShipment("S1")
        .setRevision(revision)
        .setGate(Gate.INVOICE)
        .setState(state)
        .setGateNumber(1)
        .setConditions(
            List.of(
                new Condition(
                    "ORDER_COMPLETE",
                    ConditionState.MET,
                    NEW_YEAR,
                    "",
                    "2 order lines of ACME in USD",
                    List.of(new RawPointer("waybill.raw.message.v1", 3, 120L, 0, null))),
                new Condition(
                    "POD_SIGNED",
                    signed,
                    NEW_YEAR,
                    signed == ConditionState.MET ? "" : "carrier",
                    "line 2 is on no proof of delivery\u0000",
                    List.of(new RawPointer("waybill.raw.message.v1", 4, 7L, 0, "ISA 1/ST 2")))))
        .setWanted(
            List.of(
                new WantedDocument(
                    "invoice/ACME",
                    "ACME",
                    "USD",
                    amount,
                    List.of(new DocumentLine("1", "aspirin", amount, "PACK", amount)))))
        .setRulesVersion(4)
        .setLogTime(NEW_YEAR)
        .build();
  }
}
