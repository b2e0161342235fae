package io.waybill.operators.billing;

import io.waybill.operators.shipment.Fact;
import io.waybill.operators.shipment.Standing;
import io.waybill.schemas.DeliveredLine;
import io.waybill.schemas.DocumentLine;
import io.waybill.schemas.OrderLine;
import io.waybill.schemas.ProofOfDelivery;
import io.waybill.schemas.Shipped;
import io.waybill.schemas.WantedDocument;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/** When the customer can be invoiced, and for what. See {@code docs/billing-rules.md}. */
public final class InvoiceGate {

  private static final String ORDERS = "order management";
  private static final String CARRIER = "carrier";
  private static final String CLAIMS = "claims";
  private static final String PRICING = "pricing";

  private InvoiceGate() {}

  public static GateAnswer answer(Standing standing, long asOf, Rules rules) {
    Conditions conditions = new Conditions(asOf);
    Map<String, Received> received = received(standing.pods());
    orderComplete(standing.orderLines(), conditions);
    delivered(standing, conditions);
    podSigned(standing, received, conditions);
    osdClear(standing, received, conditions);
    priceAgreed(standing.orderLines(), rules, conditions);
    return new GateAnswer(
        conditions.answers(),
        conditions.allMet() ? wanted(standing.orderLines(), received) : List.of());
  }

  /** What PODs say of one order line. */
  private static final class Received {
    private BigDecimal good = Amounts.ZERO;
    private BigDecimal damagedOrRefused = Amounts.ZERO;
    private boolean unsigned;
    private final List<Fact<?>> evidence = new ArrayList<>(1);
  }

  private static Map<String, Received> received(List<Fact<ProofOfDelivery>> pods) {
    Map<String, Received> received = new HashMap<>();
    for (Fact<ProofOfDelivery> pod : pods) {
      for (DeliveredLine line : pod.payload().getLines()) {
        Received sum = received.computeIfAbsent(line.getLine(), name -> new Received());
        sum.good = sum.good.add(line.getQuantity());
        sum.damagedOrRefused = sum.damagedOrRefused.add(line.getDamaged()).add(line.getRefused());
        sum.unsigned |= !pod.payload().getSigned();
        sum.evidence.add(pod);
      }
    }
    return received;
  }

  private static void orderComplete(List<Fact<OrderLine>> lines, Conditions conditions) {
    String name = "ORDER_COMPLETE";
    if (lines.isEmpty()) {
      conditions.missing(name, ORDERS, "No order line is known.");
      return;
    }
    OrderLine first = lines.get(0).payload();
    for (Fact<OrderLine> line : lines) {
      if (!line.payload().getCustomer().equals(first.getCustomer())) {
        conditions.blocked(
            name,
            ORDERS,
            "The order lines name several customers: " + all(lines, OrderLine::getCustomer),
            lines);
        return;
      }
    }
    for (Fact<OrderLine> line : lines) {
      if (!line.payload().getCurrency().equals(first.getCurrency())) {
        conditions.blocked(
            name,
            ORDERS,
            "The order lines name several currencies: " + all(lines, OrderLine::getCurrency),
            lines);
        return;
      }
    }
    conditions.met(name, lines.size() + " order lines for " + first.getCustomer(), lines);
  }

  private static TreeSet<String> all(
      List<Fact<OrderLine>> lines, Function<OrderLine, String> named) {
    TreeSet<String> all = new TreeSet<>();
    lines.forEach(line -> all.add(named.apply(line.payload())));
    return all;
  }

  static void delivered(Standing standing, Conditions conditions) {
    List<Fact<?>> evidence = standing.deliveryEvidence();
    if (evidence.isEmpty()) {
      conditions.missing("DELIVERED", CARRIER, "No actual delivery is known.");
    } else {
      conditions.met("DELIVERED", "An actual delivery is known.", evidence.subList(0, 1));
    }
  }

  private static void podSigned(
      Standing standing, Map<String, Received> received, Conditions conditions) {
    String name = "POD_SIGNED";
    List<Fact<?>> evidence = new ArrayList<>();
    for (Fact<OrderLine> line : standing.orderLines()) {
      Received sum = received.get(line.payload().getLine());
      if (sum == null) {
        conditions.missing(
            name, CARRIER, "No POD names the line " + line.payload().getLine() + ".");
        return;
      }
      if (sum.unsigned) {
        conditions.blocked(
            name,
            CARRIER,
            "The POD of the line " + line.payload().getLine() + " is unsigned.",
            sum.evidence);
        return;
      }
      evidence.addAll(sum.evidence);
    }
    if (evidence.isEmpty()) {
      conditions.missing(name, CARRIER, "No order line is known that a POD could sign for.");
    } else {
      conditions.met(name, "A signed POD stands for every order line.", evidence);
    }
  }

  private static void osdClear(
      Standing standing, Map<String, Received> received, Conditions conditions) {
    String name = "OSD_CLEAR";
    Map<String, BigDecimal> shipped = shipped(standing.shipped());
    for (Fact<OrderLine> line : standing.orderLines()) {
      Received sum = received.get(line.payload().getLine());
      if (sum == null) {
        continue;
      }
      BigDecimal expected =
          shipped.getOrDefault(line.payload().getLine(), line.payload().getQuantity());
      if (sum.damagedOrRefused.signum() != 0 || sum.good.compareTo(expected) != 0) {
        conditions.blocked(
            name,
            CLAIMS,
            "Line %s: %s expected, %s received in good order, %s damaged or refused."
                .formatted(
                    line.payload().getLine(),
                    plain(expected),
                    plain(sum.good),
                    plain(sum.damagedOrRefused)),
            sum.evidence);
        return;
      }
    }
    conditions.met(name, "Nothing over, short, damaged or refused.", List.of());
  }

  private static Map<String, BigDecimal> shipped(List<Fact<Shipped>> facts) {
    Map<String, BigDecimal> byLine = new HashMap<>();
    for (Fact<Shipped> fact : facts) {
      byLine.merge(fact.payload().getLine(), fact.payload().getQuantity(), BigDecimal::add);
    }
    return byLine;
  }

  private static void priceAgreed(List<Fact<OrderLine>> lines, Rules rules, Conditions conditions) {
    String name = "PRICE_AGREED";
    for (Fact<OrderLine> fact : lines) {
      OrderLine line = fact.payload();
      if (line.getStatedValue() == null) {
        continue;
      }
      BigDecimal atPrice = line.getQuantity().multiply(line.getUnitPrice());
      BigDecimal allowed = line.getQuantity().multiply(rules.priceTolerance());
      if (line.getStatedValue().subtract(atPrice).abs().compareTo(allowed) > 0) {
        conditions.blocked(
            name,
            PRICING,
            "Line %s: the stated value %s is not quantity %s × price %s, within %s."
                .formatted(
                    line.getLine(),
                    Amounts.text(line.getStatedValue()),
                    plain(line.getQuantity()),
                    Amounts.text(line.getUnitPrice()),
                    plain(allowed)),
            List.of(fact));
        return;
      }
    }
    conditions.met(name, "Every stated value agrees with quantity × price.", List.of());
  }

  private static List<WantedDocument> wanted(
      List<Fact<OrderLine>> orderLines, Map<String, Received> received) {
    List<DocumentLine> lines = new ArrayList<>(orderLines.size());
    BigDecimal total = Amounts.ZERO;
    for (Fact<OrderLine> fact : orderLines) {
      OrderLine line = fact.payload();
      BigDecimal good = received.get(line.getLine()).good;
      BigDecimal value =
          line.getStatedValue() != null && good.compareTo(line.getQuantity()) == 0
              ? line.getStatedValue()
              : good.multiply(line.getUnitPrice());
      BigDecimal amount = Amounts.money(value);
      total = total.add(amount);
      lines.add(new DocumentLine(line.getLine(), line.getItem(), good, line.getUnit(), amount));
    }
    if (total.signum() == 0) {
      return List.of();
    }
    OrderLine first = orderLines.get(0).payload();
    return List.of(
        new WantedDocument(
            "invoice/" + first.getCustomer(),
            first.getCustomer(),
            first.getCurrency(),
            total,
            lines));
  }

  private static String plain(BigDecimal quantity) {
    return quantity.stripTrailingZeros().toPlainString();
  }
}
