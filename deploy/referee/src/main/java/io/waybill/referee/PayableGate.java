package io.waybill.referee;

import io.waybill.referee.Payload.FreightBill;
import io.waybill.referee.Payload.FreightShare;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** When the carrier is paid and how much, and what stands accrued until then. */
final class PayableGate {

  private PayableGate() {}

  /** The wanted documents, one for each bill above zero; null while the gate is not met. */
  static List<Document> wanted(ShipmentView view, Rules rules) {
    boolean met =
        !view.bills.isEmpty()
            && view.deliveredAt != null
            && carrierAsPlanned(view)
            && freightAsPlanned(view, rules);
    if (!met) {
      return null;
    }
    List<Document> documents = new ArrayList<>();
    for (FreightBill bill : view.bills) {
      if (bill.amount().signum() != 0) {
        documents.add(document(view, bill));
      }
    }
    documents.sort(Comparator.comparing(Document::key));
    return documents;
  }

  private static boolean carrierAsPlanned(ShipmentView view) {
    return view.plan == null
        || view.bills.stream().allMatch(bill -> bill.carrier().equals(view.plan.carrier()));
  }

  private static boolean freightAsPlanned(ShipmentView view, Rules rules) {
    if (view.plan == null || view.plan.estimate() == null) {
      return true;
    }
    BigDecimal estimate = view.plan.estimate();
    BigDecimal sum = BigDecimal.ZERO;
    for (FreightBill bill : view.bills) {
      if (!bill.currency().equals(view.plan.currency())) {
        return false;
      }
      sum = sum.add(bill.amount());
    }
    BigDecimal byPercent = rules.freightTolerancePercent().multiply(estimate).movePointLeft(2);
    BigDecimal tolerance = rules.freightToleranceAmount().max(byPercent);
    return sum.subtract(estimate).abs().compareTo(tolerance) <= 0;
  }

  private static Document document(ShipmentView view, FreightBill bill) {
    String key = "payable/%s/%s".formatted(bill.carrier(), bill.bill());
    List<FreightShare> shares =
        view.shares.stream()
            .filter(share -> share.carrier().equals(bill.carrier()))
            .filter(share -> share.bill().equals(bill.bill()))
            .toList();
    return shares.isEmpty()
        ? Document.single(key, bill.carrier(), bill.currency(), bill.amount())
        : Document.ofMoney(
            key, bill.carrier(), bill.currency(), Allocation.of(bill.amount(), shares));
  }

  /**
   * What should stand accrued once the transport has started: the bills, or else the estimate, by
   * carrier and currency.
   */
  static List<Document> accruals(ShipmentView view) {
    if (!view.moving) {
      return List.of();
    }
    Map<List<String>, BigDecimal> sums = new TreeMap<>(Comparator.comparing(List::toString));
    for (FreightBill bill : view.bills) {
      sums.merge(List.of(bill.carrier(), bill.currency()), bill.amount(), BigDecimal::add);
    }
    if (view.bills.isEmpty() && view.plan != null && view.plan.estimate() != null) {
      sums.put(List.of(view.plan.carrier(), view.plan.currency()), view.plan.estimate());
    }
    List<Document> documents = new ArrayList<>();
    sums.forEach(
        (owed, sum) -> {
          String key = "accrual/%s/%s".formatted(owed.get(0), owed.get(1));
          Document document = Document.single(key, owed.get(0), owed.get(1), sum);
          if (!document.isZero()) {
            documents.add(document);
          }
        });
    return documents;
  }
}
