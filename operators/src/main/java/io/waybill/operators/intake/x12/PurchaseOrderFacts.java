package io.waybill.operators.intake.x12;

import io.waybill.operators.intake.message.Decimals;
import io.waybill.operators.intake.message.MessageHeader;
import io.waybill.operators.intake.message.MessageType;
import io.waybill.operators.intake.message.References;
import io.waybill.operators.intake.message.When;
import io.waybill.schemas.Classifier;
import io.waybill.schemas.Milestone;
import io.waybill.schemas.OrderLine;
import io.waybill.schemas.Reference;
import java.math.BigDecimal;
import java.util.List;

/**
 * 850: a customer's order, by its number. A line without a price is no order line that could be
 * billed: it stands with the others in the milestone ORDER_RECEIVED.
 */
final class PurchaseOrderFacts extends TransactionFacts {

  static final MessageType TYPE =
      MessageType.of("850", "purchase order")
          .facts("OrderLine", "Milestone")
          .milestones("ORDER_RECEIVED")
          .about("PO BEG-03")
          .note(
              "A line without a price stands only in ORDER_RECEIVED; BEG-01 01 takes back the lines"
                  + " that it lists.")
          .gaps("terms, packing and carton details (PO4), charges (SAC), schedules (SCH), texts");

  PurchaseOrderFacts(Incoming incoming) {
    super(incoming);
  }

  @Override
  void read() {
    Segment beg = segments.first("BEG");
    Segment cur = segments.first("CUR");
    When ordered = when(beg, 5, 0, 0);
    String currency = currency(cur, 2);
    if (Purpose.isSimulation(beg.element(1))) {
      beg.invalid(1, Finding.INVALID_CODE, "A simulation says nothing of a real order.");
    }
    if (rejected(beg, cur)) {
      return;
    }
    String number = beg.element(3);
    Segments head = segments.before("PO1");
    String customer = withoutSeparator(Parties.name(segments, sender(), "BT", "BY", "SO", "ST"));
    MessageHeader header =
        header(
            customer + "/" + number + release(beg),
            ordered,
            Purpose.change(beg.element(1)),
            new Reference("PO", "", number));
    Long deliverBefore = deliverBefore(head);
    Detail received =
        new Detail("X12-353")
            .place(Parties.place(head, "ST"))
            .references(List.of(header.reference()))
            .references(ReferenceQualifiers.of(head, ""));
    LineNames names = new LineNames();
    int count = 0;
    for (Segments line : segments.before("CTT").loops("PO1")) {
      count++;
      Segment po1 = line.head();
      String name = names.name(po1.has(1) ? po1.element(1) : String.valueOf(count));
      BigDecimal quantity = po1.quantity(2);
      String unit = po1.required(3, "Send the unit of the quantity, such as EA or CA.");
      String item = item(po1);
      BigDecimal price = price(line);
      if (rejected(po1, line.first("CTP"))) {
        continue;
      }
      received.measure("LINE " + name + " ITEM " + item, quantity, unit);
      if (price != null) {
        Long before = deliverBefore(line);
        facts.shipmentFact(
            header,
            "order/" + number + "/" + name,
            orCreated(ordered),
            new OrderLine(
                name,
                item,
                quantity,
                unit,
                customer,
                currency,
                price,
                null,
                null,
                before == null ? deliverBefore : before));
      }
    }
    facts.shipmentFact(
        header,
        "order-received/" + number,
        orCreated(ordered),
        new Milestone(
            "ORDER_RECEIVED",
            beg.element(1),
            null,
            Classifier.ACTUAL,
            null,
            null,
            received.build()));
    if (header.retracted() && count == 0) {
      linesStand("PO1");
    }
  }

  private static String release(Segment beg) {
    return beg.has(4) ? "/" + beg.element(4) : "";
  }

  private static String item(Segment po1) {
    String item = Items.among(po1, 6);
    if (item.isEmpty()) {
      po1.missing(7, "Send the item's number with its qualifier, in PO106 and PO107.");
    }
    if (item.indexOf(References.SEPARATOR) >= 0) {
      po1.invalid(7, Finding.INVALID_CHARACTER, "Leave out the character '|'.");
    }
    return item;
  }

  /** PO1-04, or else CTP-03; null when the line has no price. */
  private static BigDecimal price(Segments line) {
    Segment po1 = line.head();
    Segment ctp = line.first("CTP");
    Segment priced = po1.has(4) ? po1 : ctp;
    int number = po1.has(4) ? 4 : 3;
    if (priced == null || !priced.has(number)) {
      return null;
    }
    BigDecimal price = priced.optionalDecimal(number).orElse(Decimals.ZERO);
    if (price.signum() < 0) {
      priced.invalid(number, Finding.INVALID_CODE, "Send a price that is not below zero.");
    }
    return price;
  }

  /** The end of the last day that is asked for: delivery requested, or no later than. */
  private Long deliverBefore(Segments part) {
    Segment dtm = part.qualified("DTM", "063", "002", "074", "067");
    return dayAfter(dtm, 2);
  }
}
