package io.waybill.operators.billing;

import io.waybill.operators.shipment.Fact;
import io.waybill.operators.shipment.Standing;
import io.waybill.schemas.Charge;
import io.waybill.schemas.DocumentLine;
import io.waybill.schemas.FreightBill;
import io.waybill.schemas.FreightBillShare;
import io.waybill.schemas.TransportPlan;
import io.waybill.schemas.WantedDocument;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** When a carrier can be paid, and what is accrued before. See {@code docs/billing-rules.md}. */
public final class PayableGate {

  private static final String CARRIER = "carrier";
  private static final String AUDIT = "freight audit";
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private PayableGate() {}

  public static GateAnswer answer(Standing standing, long asOf, Rules rules) {
    Conditions conditions = new Conditions(asOf);
    billed(standing, conditions);
    InvoiceGate.delivered(standing, conditions);
    carrierAsPlanned(standing, conditions);
    freightAsPlanned(standing, rules, conditions);
    return new GateAnswer(
        conditions.answers(), conditions.allMet() ? payables(standing) : List.of());
  }

  /** The freight that stands accrued once the transport has started and until it is settled. */
  public static List<WantedDocument> accrual(Standing standing) {
    if (!standing.started()) {
      return List.of();
    }
    TreeMap<String, WantedDocument> byKey = new TreeMap<>();
    for (Fact<FreightBill> fact : standing.bills()) {
      FreightBill bill = fact.payload();
      accrue(byKey, bill.getCarrier(), bill.getCurrency(), bill.getAmount());
    }
    Fact<TransportPlan> plan = standing.plan();
    if (standing.bills().isEmpty() && plan != null && plan.payload().getFreightEstimate() != null) {
      accrue(
          byKey,
          plan.payload().getCarrier(),
          plan.payload().getCurrency(),
          plan.payload().getFreightEstimate());
    }
    List<WantedDocument> wanted = new ArrayList<>(byKey.values());
    wanted.removeIf(document -> document.getAmount().signum() == 0);
    return wanted;
  }

  private static void accrue(
      TreeMap<String, WantedDocument> byKey, String carrier, String currency, BigDecimal amount) {
    byKey.merge(
        "accrual/" + carrier + "/" + currency,
        new WantedDocument(
            "accrual/" + carrier + "/" + currency,
            carrier,
            currency,
            amount,
            List.of(new DocumentLine("1", "Freight", Amounts.ZERO, null, amount))),
        (one, other) -> {
          BigDecimal sum = one.getAmount().add(other.getAmount());
          return new WantedDocument(
              one.getDocumentKey(),
              carrier,
              currency,
              sum,
              List.of(new DocumentLine("1", "Freight", Amounts.ZERO, null, sum)));
        });
  }

  private static void billed(Standing standing, Conditions conditions) {
    if (standing.bills().isEmpty()) {
      conditions.missing("FREIGHT_BILLED", CARRIER, "No freight bill is known.");
    } else {
      conditions.met(
          "FREIGHT_BILLED", standing.bills().size() + " freight bills.", standing.bills());
    }
  }

  private static void carrierAsPlanned(Standing standing, Conditions conditions) {
    String name = "CARRIER_AS_PLANNED";
    if (standing.plan() != null) {
      String planned = standing.plan().payload().getCarrier();
      for (Fact<FreightBill> bill : standing.bills()) {
        if (!bill.payload().getCarrier().equals(planned)) {
          conditions.blocked(
              name,
              CARRIER,
              "The freight bill %s is from %s, but %s was planned."
                  .formatted(bill.payload().getBill(), bill.payload().getCarrier(), planned),
              List.of(bill, standing.plan()));
          return;
        }
      }
    }
    conditions.met(name, "No bill is from another carrier than planned.", List.of());
  }

  private static void freightAsPlanned(Standing standing, Rules rules, Conditions conditions) {
    String name = "FREIGHT_AS_PLANNED";
    TransportPlan plan = standing.plan() == null ? null : standing.plan().payload();
    if (plan != null && plan.getFreightEstimate() != null) {
      BigDecimal estimate = plan.getFreightEstimate();
      BigDecimal sum = BigDecimal.ZERO;
      for (Fact<FreightBill> bill : standing.bills()) {
        if (!bill.payload().getCurrency().equals(plan.getCurrency())) {
          conditions.blocked(
              name,
              AUDIT,
              "The freight bill %s is in %s, the estimate in %s."
                  .formatted(
                      bill.payload().getBill(), bill.payload().getCurrency(), plan.getCurrency()),
              List.of(bill, standing.plan()));
          return;
        }
        sum = sum.add(bill.payload().getAmount());
      }
      BigDecimal allowed =
          rules
              .freightToleranceAmount()
              .max(estimate.multiply(rules.freightTolerancePercent()).divide(HUNDRED));
      if (!standing.bills().isEmpty() && sum.subtract(estimate).abs().compareTo(allowed) > 0) {
        conditions.blocked(
            name,
            AUDIT,
            "%s billed, %s %s estimated: more than %s apart."
                .formatted(
                    Amounts.text(sum),
                    Amounts.text(estimate),
                    plan.getCurrency(),
                    Amounts.text(allowed)),
            standing.bills());
        return;
      }
    }
    conditions.met(name, "The bills are within the tolerance of the estimate.", List.of());
  }

  private static List<WantedDocument> payables(Standing standing) {
    List<WantedDocument> wanted = new ArrayList<>(standing.bills().size());
    for (Fact<FreightBill> fact : standing.bills()) {
      FreightBill bill = fact.payload();
      if (bill.getAmount().signum() != 0) {
        wanted.add(
            new WantedDocument(
                "payable/" + bill.getCarrier() + "/" + bill.getBill(),
                bill.getCarrier(),
                bill.getCurrency(),
                bill.getAmount(),
                lines(bill, standing)));
      }
    }
    return wanted;
  }

  private static List<DocumentLine> lines(FreightBill bill, Standing standing) {
    List<FreightBillShare> shares = new ArrayList<>();
    for (Fact<FreightBillShare> share : standing.shares()) {
      if (share.payload().getBill().equals(bill.getBill())
          && share.payload().getCarrier().equals(bill.getCarrier())) {
        shares.add(share.payload());
      }
    }
    if (!shares.isEmpty()) {
      return FreightAllocation.allocate(bill, shares);
    }
    BigDecimal charged = BigDecimal.ZERO;
    List<DocumentLine> lines = new ArrayList<>();
    for (Charge charge : bill.getCharges()) {
      charged = charged.add(charge.getAmount());
      lines.add(
          new DocumentLine(
              String.valueOf(lines.size() + 1),
              charge.getCode(),
              Amounts.ZERO,
              null,
              charge.getAmount()));
    }
    return charged.compareTo(bill.getAmount()) == 0 && !lines.isEmpty()
        ? lines
        : List.of(new DocumentLine("1", "Freight", Amounts.ZERO, null, bill.getAmount()));
  }
}
