package io.waybill.operators.intake.edifact;

import io.waybill.operators.intake.message.Decimals;
import io.waybill.operators.intake.message.MessageHeader;
import io.waybill.operators.intake.message.MessageType;
import io.waybill.operators.intake.message.When;
import io.waybill.schemas.Classifier;
import io.waybill.schemas.Measure;
import io.waybill.schemas.Milestone;
import io.waybill.schemas.MilestoneDetail;
import io.waybill.schemas.OrderLine;
import io.waybill.schemas.Reference;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * ORDERS, the purchase order: its lines, and a milestone ORDER_RECEIVED that lists them. A line
 * without a price, or an order without a currency, is no order line that could be billed: it stands
 * in the milestone only.
 */
final class PurchaseOrder {

  static final MessageType TYPE =
      MessageType.of("ORDERS", "purchase order")
          .facts("OrderLine", "Milestone")
          .milestones("ORDER_RECEIVED")
          .about("PO BGM-02")
          .note(
              "A line without price or currency stands only in ORDER_RECEIVED; a cancellation "
                  + "takes back the lines that it lists.")
          .gaps("allowances and charges, delivery schedules, packaging");

  private static final Set<String> LATER = Set.of("LIN", "UNS");
  private static final List<String> WANTED = List.of("63", "2", "69", "76", "64", "17");
  private static final List<String> PRICES = List.of("AAA", "AAB", "AAE", "INV", "CAL", "INF");

  private final Reading reading;
  private final Document document;
  private final List<Measure> measures = new ArrayList<>();

  private PurchaseOrder(Reading reading, Document document) {
    this.reading = reading;
    this.document = document;
  }

  static void read(Reading reading) {
    reading.part(
        () -> {
          Document document = new Document(reading, reading.body().before(LATER));
          new PurchaseOrder(reading, document).order();
        });
    reading.part(() -> TakenBack.lines(reading));
  }

  private void order() {
    SegmentGroup body = reading.body();
    FoundReferences references = document.references();
    Optional<Reference> reference = references.strongest();
    if (reference.isEmpty()) {
      reading.missing("BGM02.1", "Number the order in BGM.");
      return;
    }
    MessageHeader header = document.messageHeader(reference.get());
    Optional<String> customer = document.parties().who("BY", "OB", "IV", "CN", "UC");
    if (customer.isEmpty()) {
      reading.missing("NAD", "Name the buyer: NAD with BY.");
    }
    if (!document.isCancelled() || body.first("LIN").isPresent()) {
      GoodsLine.of(reading, body).forEach(line -> line(line, header, customer.orElse("")));
    }
    MilestoneDetail detail = Details.of(reading, document.header(), references.all());
    detail.setCodeList("UNECE-1001");
    detail.setMeasures(measures);
    Milestone milestone =
        new Milestone(
            "ORDER_RECEIVED", document.code(), null, Classifier.ACTUAL, null, null, detail);
    String subject = "milestone/order/" + document.number();
    reading.say(
        () -> {
          reading.facts().shipmentFact(header, subject, document.created(), milestone);
          ShipmentLinks.say(reading.facts(), header, references.all());
        });
  }

  private void line(GoodsLine line, MessageHeader header, String customer) {
    Optional<Segment> qty = line.quantity("21", "1", "145");
    if (qty.isEmpty()) {
      reading.missingBehind(
          line.group().lead(), "QTY", "Send the ordered quantity behind the line: QTY with 21.");
      return;
    }
    String unit = GoodsLine.unit(reading, qty.get());
    Optional<BigDecimal> quantity = reading.quantity(qty.get(), 1, 2);
    Optional<BigDecimal> price = line.group().first("PRI", PRICES).flatMap(pri -> price(pri, unit));
    String currency = document.currency();
    Long before =
        reading
            .until(line.group(), WANTED)
            .or(() -> reading.until(document.header(), WANTED))
            .map(When::tooLateFrom)
            .orElse(null);
    BigDecimal value =
        line.group()
            .first("MOA", List.of("203", "66"))
            .flatMap(moa -> reading.number(moa, 1, 2))
            .orElse(null);
    quantity.ifPresent(
        number ->
            measures.add(new Measure("ORDERED " + line.line() + " " + line.item(), number, unit)));
    if (quantity.isPresent() && price.isPresent() && !currency.isEmpty()) {
      OrderLine order =
          new OrderLine(
              line.line(),
              line.item(),
              quantity.get(),
              unit,
              customer,
              currency,
              price.get(),
              value,
              null,
              before);
      reading.say(
          () ->
              reading
                  .facts()
                  .shipmentFact(header, "order/" + order.getLine(), document.created(), order));
    }
  }

  /** The price of one unit; PRI may give that of a number of units, which must divide it. */
  private Optional<BigDecimal> price(Segment pri, String unit) {
    Optional<BigDecimal> price = reading.quantity(pri, 1, 2);
    String basis = pri.component(1, 5);
    String basisUnit = pri.component(1, 6);
    if (!basisUnit.isEmpty() && !basisUnit.equals(unit)) {
      reading.invalid(pri, 1, 6, "Send the price for the unit of the quantity.");
      return Optional.empty();
    }
    if (basis.isEmpty() || price.isEmpty()) {
      return price;
    }
    Optional<BigDecimal> units = reading.quantity(pri, 1, 5).filter(n -> n.signum() > 0);
    BigDecimal one =
        units.isEmpty() ? null : price.get().divide(units.get(), Decimals.SCALE, RoundingMode.DOWN);
    if (one == null || one.multiply(units.get()).compareTo(price.get()) != 0) {
      reading.invalid(
          pri, 1, 5, "Send a price that is exact to six places when divided by its basis.");
      return Optional.empty();
    }
    return Optional.of(one);
  }
}
