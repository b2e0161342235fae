package io.waybill.referee;

import io.waybill.referee.Effect.Line;
import io.waybill.referee.Payload.OrderLine;
import io.waybill.referee.Payload.Proof;
import io.waybill.referee.Payload.ProofLine;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** When the customer pays, and how much. */
final class InvoiceGate {

  private final ShipmentView view;
  private final Rules rules;

  private InvoiceGate(ShipmentView view, Rules rules) {
    this.view = view;
    this.rules = rules;
  }

  /** The wanted documents, at most one; null while the gate is not met. */
  static List<Document> wanted(ShipmentView view, Rules rules) {
    InvoiceGate gate = new InvoiceGate(view, rules);
    return gate.orderComplete()
            && view.deliveredAt != null
            && gate.proofSigned()
            && gate.nothingShortOrDamaged()
            && gate.priceAgreed()
        ? gate.documents()
        : null;
  }

  private boolean orderComplete() {
    return !view.orderLines.isEmpty()
        && view.orderLines.values().stream().map(OrderLine::customer).distinct().count() == 1
        && view.orderLines.values().stream().map(OrderLine::currency).distinct().count() == 1;
  }

  private boolean proofSigned() {
    for (String line : view.orderLines.keySet()) {
      List<Proof> naming =
          view.proofs.stream().filter(proof -> ShipmentView.names(proof, line)).toList();
      if (naming.isEmpty() || !naming.stream().allMatch(Proof::signed)) {
        return false;
      }
    }
    return true;
  }

  private boolean nothingShortOrDamaged() {
    for (OrderLine line : view.orderLines.values()) {
      BigDecimal due =
          view.shipped.containsKey(line.line())
              ? view.shipped.get(line.line()).quantity()
              : line.quantity();
      boolean harmed =
          proofLines(line).stream()
              .anyMatch(l -> l.damaged().signum() != 0 || l.refused().signum() != 0);
      if (harmed || good(line).compareTo(due) != 0) {
        return false;
      }
    }
    return true;
  }

  private boolean priceAgreed() {
    for (OrderLine line : view.orderLines.values()) {
      if (line.statedValue() != null) {
        BigDecimal off = line.statedValue().subtract(line.quantity().multiply(line.unitPrice()));
        if (off.abs().compareTo(line.quantity().multiply(rules.priceTolerance())) > 0) {
          return false;
        }
      }
    }
    return true;
  }

  private List<ProofLine> proofLines(OrderLine line) {
    return view.proofs.stream()
        .flatMap(proof -> proof.lines().stream())
        .filter(proofLine -> proofLine.line().equals(line.line()))
        .toList();
  }

  private BigDecimal good(OrderLine line) {
    return proofLines(line).stream()
        .map(ProofLine::quantity)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private List<Document> documents() {
    List<Line> lines = new ArrayList<>();
    for (OrderLine line : view.orderLines.values()) {
      BigDecimal good = good(line);
      BigDecimal amount =
          good.compareTo(line.quantity()) == 0 && line.statedValue() != null
              ? line.statedValue()
              : good.multiply(line.unitPrice());
      lines.add(
          new Line(
              line.line(),
              line.item(),
              good,
              line.unit(),
              amount.setScale(2, RoundingMode.HALF_UP)));
    }
    OrderLine any = view.orderLines.values().iterator().next();
    Document invoice =
        Document.ofGoods("invoice/" + any.customer(), any.customer(), any.currency(), lines);
    return invoice.isZero() ? List.of() : List.of(invoice);
  }
}
