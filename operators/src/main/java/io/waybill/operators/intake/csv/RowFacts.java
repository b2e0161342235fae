package io.waybill.operators.intake.csv;

import io.waybill.operators.intake.message.Decimals;
import io.waybill.operators.intake.message.FactCollector;
import io.waybill.operators.intake.message.MessageHeader;
import io.waybill.operators.intake.message.MessageType;
import io.waybill.operators.intake.message.Problem;
import io.waybill.operators.intake.message.RawMessage;
import io.waybill.operators.intake.message.StockMoves;
import io.waybill.operators.intake.message.When;
import io.waybill.operators.intake.profile.CsvMapping;
import io.waybill.operators.intake.profile.PartnerProfile;
import io.waybill.schemas.Bucket;
import io.waybill.schemas.Classifier;
import io.waybill.schemas.DeliveredLine;
import io.waybill.schemas.FreightBill;
import io.waybill.schemas.FreightBillShare;
import io.waybill.schemas.Milestone;
import io.waybill.schemas.MilestoneDetail;
import io.waybill.schemas.OrderLine;
import io.waybill.schemas.ProofOfDelivery;
import io.waybill.schemas.Reference;
import io.waybill.schemas.Shipped;
import io.waybill.schemas.StockCount;
import io.waybill.schemas.StockPlace;
import io.waybill.schemas.Version;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;

/**
 * What one row says: an order line with its delivery, its freight and the stock that follows, a
 * milestone, a POD line, a count.
 */
final class RowFacts {

  static final MessageType TYPE =
      MessageType.of("row", "a row of a file, or the whole file")
          .facts(
              "OrderLine",
              "Shipped",
              "ProofOfDelivery",
              "Milestone",
              "FreightBill",
              "FreightBillShare",
              "StockMovement",
              "StockCount")
          .milestones("*")
          .about("what the profile's mapping says")
          .note(
              "The profile declares columns, separator, decimal mark, encoding, dates and what the"
                  + " columns mean; a row that is bad is one dead letter, with its line.")
          .gaps("links; documents that stand in several rows, but for freight bills");

  private final CsvMapping mapping;
  private final CsvRow row;
  private final FactCollector facts;
  private final MessageHeader header;
  private final When recorded;
  private final OrderLine order;

  RowFacts(PartnerProfile profile, RawMessage raw, CsvRow row, FactCollector facts) {
    this.mapping = profile.csv();
    this.row = row;
    this.facts = facts;
    recorded = row.optionalDate(mapping.recorded()).orElse(When.utc(raw.timestamp()));
    String identity = mapping.identity() == null ? row.digest() : row.text(mapping.identity());
    header =
        new MessageHeader(
            identity, new Version(0, recorded.at(), identity), false, shipment(), null);
    order = mapping.order() == null ? null : order();
  }

  private Reference shipment() {
    CsvMapping.ShipmentColumn shipment = mapping.shipment();
    return shipment.column() == null
        ? null
        : new Reference(shipment.type(), shipment.issuer(), row.name(shipment.column()));
  }

  /** To be used only if the row has no problems afterwards. */
  void read() {
    if (order != null) {
      When ordered = row.optionalDate(mapping.order().ordered()).orElse(recorded);
      facts.shipmentFact(header, "order/" + order.getLine(), ordered, order);
    }
    if (mapping.delivery() != null) {
      delivery(mapping.delivery());
    }
    if (mapping.freight() != null) {
      freight(mapping.freight());
    }
    if (mapping.milestone() != null) {
      milestone(mapping.milestone());
    }
    if (mapping.pod() != null) {
      proofOfDelivery(mapping.pod());
    }
    if (mapping.count() != null) {
      count(mapping.count());
    }
  }

  private void milestone(CsvMapping.MilestoneColumns columns) {
    String original = row.text(columns.code());
    String code = columns.codes().getOrDefault(original, original);
    When occurred = row.date(columns.occurred());
    MilestoneDetail detail = new MilestoneDetail();
    detail.setSeals(List.of());
    detail.setHandlingUnits(List.of());
    detail.setMeasures(List.of());
    detail.setAmounts(List.of());
    detail.setReferences(List.of());
    detail.setText(row.optionalText(columns.text()).orElse(null));
    detail.setCarrier(row.optionalText(columns.carrier()).orElse(null));
    boolean hasDetail = detail.getText() != null || detail.getCarrier() != null;
    facts.shipmentFact(
        header,
        "milestone/" + code + "/" + Instant.ofEpochMilli(occurred.at()),
        occurred,
        new Milestone(
            code,
            original,
            row.optionalText(columns.reason()).orElse(null),
            Classifier.ACTUAL,
            row.optionalText(columns.location()).orElse(null),
            null,
            hasDetail ? detail : null));
  }

  private void proofOfDelivery(CsvMapping.PodColumns columns) {
    String pod = row.name(columns.pod());
    Optional<String> signedBy = row.optionalText(columns.signedBy());
    boolean signed = columns.signed() == null ? signedBy.isPresent() : row.flag(columns.signed());
    When occurred = row.date(columns.occurred());
    DeliveredLine delivered =
        new DeliveredLine(
            row.name(columns.line()),
            row.text(columns.item()),
            row.amount(columns.quantity()),
            row.optionalAmount(columns.damaged()).orElse(Decimals.ZERO),
            row.optionalAmount(columns.refused()).orElse(Decimals.ZERO),
            row.text(columns.unit()));
    facts.shipmentFact(
        header,
        "pod/" + pod + "/" + delivered.getLine(),
        occurred,
        new ProofOfDelivery(pod, signed, signedBy.orElse(null), List.of(delivered)));
    if (columns.owner() != null) {
      StockMoves stock = new StockMoves(facts, header, row.name(columns.owner()));
      stock.delivered(pod, delivered, occurred);
      stock.damaged(pod, delivered, occurred);
    }
  }

  private void count(CsvMapping.CountColumns columns) {
    String item = row.name(columns.item());
    String node = row.name(columns.node());
    String lot = row.optionalText(columns.lot()).orElse(null);
    When counted = row.date(columns.counted());
    String status = row.text(columns.status());
    String subject =
        "count/%s/%s/%s/%s/%s"
            .formatted(
                node, item, status, lot == null ? "" : lot, Instant.ofEpochMilli(counted.at()));
    facts.stockCount(
        header,
        subject,
        counted,
        row.name(columns.owner()),
        item,
        row.text(columns.unit()),
        new StockCount(
            new StockPlace(Bucket.ON_HAND, node, status), row.amount(columns.quantity()), lot));
  }

  private OrderLine order() {
    CsvMapping.Order columns = mapping.order();
    return new OrderLine(
        row.name(columns.line()),
        row.text(columns.item()),
        row.amount(columns.quantity()),
        row.text(columns.unit()),
        row.text(columns.customer()),
        row.currency(columns.currency()),
        row.amount(columns.unitPrice()),
        row.optionalAmount(columns.statedValue()).orElse(null),
        row.optionalAmount(columns.insurance()).orElse(null),
        row.optionalDate(columns.deliverBy()).map(When::tooLateFrom).orElse(null));
  }

  private void delivery(CsvMapping.Delivery columns) {
    Optional<When> shipped = row.optionalDate(columns.shipped());
    Optional<When> delivered = row.optionalDate(columns.delivered());
    StockPlace origin = mapping.stock() == null ? null : origin(mapping.stock());
    shipped.ifPresent(when -> shipped(when, origin));
    delivered.ifPresent(when -> delivered(columns, when));
  }

  private void shipped(When when, StockPlace origin) {
    String node = origin == null ? "" : origin.getNode();
    String line = order.getLine();
    facts.shipmentFact(
        header,
        "shipped/" + line,
        when,
        new Shipped(line, order.getItem(), node, order.getQuantity(), order.getUnit()));
    if (origin != null) {
      stockMoves()
          .shipped(line, order.getItem(), order.getQuantity(), order.getUnit(), origin, when);
    }
  }

  private void delivered(CsvMapping.Delivery columns, When when) {
    String line = order.getLine();
    DeliveredLine delivered =
        new DeliveredLine(
            line,
            order.getItem(),
            order.getQuantity(),
            Decimals.ZERO,
            Decimals.ZERO,
            order.getUnit());
    facts.shipmentFact(
        header,
        "pod/" + line,
        when,
        new ProofOfDelivery(line, row.flag(columns.signed()), null, List.of(delivered)));
    facts.shipmentFact(
        header,
        "milestone/" + line,
        when,
        new Milestone(
            columns.milestone(), columns.delivered(), null, Classifier.ACTUAL, null, null, null));
    if (mapping.stock() != null) {
      stockMoves().delivered(line, delivered, when);
    }
  }

  private StockMoves stockMoves() {
    return new StockMoves(facts, header, row.name(mapping.stock().owner()));
  }

  private StockPlace origin(CsvMapping.Stock stock) {
    String route = row.text(stock.route());
    CsvMapping.Origin origin = stock.origins().get(route);
    if (origin == null) {
      row.problem(
          Problem.invalid(
              stock.route(),
              route,
              "Use one of the words of the profile: "
                  + String.join(", ", stock.origins().keySet())
                  + "."));
      return StockMoves.IN_TRANSIT;
    }
    return new StockPlace(origin.bucket(), origin.node(), StockMoves.GOOD);
  }

  private void freight(CsvMapping.Freight freight) {
    Optional<String> cost = row.optionalText(freight.cost());
    if (cost.isEmpty() || freight.none().contain(cost.get())) {
      return;
    }
    String carrier = row.text(freight.carrier());
    Matcher shared = freight.sharedBill().matcher(cost.get());
    String bill = header.messageId();
    if (shared.matches()) {
      bill = shared.group(1);
    } else {
      BigDecimal amount = row.amount(freight.cost(), cost.get());
      facts.shipmentFact(
          header,
          "freight-bill/" + carrier + "/" + bill,
          recorded,
          new FreightBill(bill, carrier, order.getCurrency(), amount, List.of()));
    }
    facts.shipmentFact(
        header,
        "freight-bill-share/" + carrier + "/" + bill + "/" + order.getLine(),
        recorded,
        new FreightBillShare(
            bill, carrier, order.getLine(), weight(freight), value(), order.getQuantity()));
  }

  private BigDecimal value() {
    return order.getStatedValue() == null ? Decimals.ZERO : order.getStatedValue();
  }

  private BigDecimal weight(CsvMapping.Freight freight) {
    return row.optionalText(freight.weight())
        .filter(text -> !freight.weightElsewhere().contain(text))
        .map(text -> row.amount(freight.weight(), text))
        .orElse(null);
  }
}
