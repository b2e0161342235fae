package io.waybill.generator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.generator.Plot.Line;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Order management: puts an order into its format. */
final class OrderVoice {

  /**
   * What it says.
   *
   * @param sentAt when its envelope was made
   * @param revision 0 for the order itself, else its correction
   * @param priceOff by how much corrected prices are off, or null; they come without stated values
   * @param deadline when it must be delivered; where it is a day, until the day's end
   */
  record Order(
      long createdAt,
      long sentAt,
      int revision,
      boolean cancelled,
      String customer,
      BigDecimal priceOff,
      List<Line> lines,
      long deadline,
      boolean deadlineIsDay) {

    Order sentAgain(long time) {
      return new Order(
          createdAt, time, revision, cancelled, customer, priceOff, lines, deadline, deadlineIsDay);
    }

    BigDecimal price(Line line) {
      return priceOff == null ? line.price() : line.price().add(priceOff).max(BigDecimal.ZERO);
    }

    BigDecimal value(Line line) {
      return priceOff == null ? line.value() : null;
    }
  }

  private static final String COLUMNS =
      "Row;Written;Shipment;Line;Customer;Item;Quantity;Price;Value;Deliver by";

  private final Pen pen;

  OrderVoice(Pen pen) {
    this.pen = pen;
  }

  /** Whether two systems may send the same order as new; X12 dates an order by its day alone. */
  boolean tellsOriginalsApart() {
    return pen.dialects.orders() != Dialect.X12;
  }

  /** Whether an order may go to another customer: its number is the customer's own in EDIFACT. */
  boolean tellsHeirs() {
    return pen.dialects.orders() != Dialect.EDIFACT || pen.dialects.namedOrders();
  }

  boolean tellsCancellations() {
    return pen.dialects.orders() != Dialect.CSV_ORDERS;
  }

  /** Whether a copy in a new envelope is the same order. */
  boolean hasEnvelope() {
    return pen.dialects.orders().joins();
  }

  Draft say(Order order) {
    return switch (pen.dialects.orders().syntax) {
      case X12 -> x12(order);
      case EDIFACT -> edifact(order);
      case CSV -> csv(order);
      case JSON, TRACKER -> canonical(order);
    };
  }

  private Draft canonical(Order order) {
    CanonicalMessage message =
        pen.message("order", order.createdAt())
            .revision(order.revision())
            .cancelled(order.cancelled())
            .about(pen.shipment())
            .with("customer", order.customer())
            .with("currency", pen.plot.customer().currency())
            .with("scheduledDelivery", deadline(order));
    ArrayNode array = message.array("lines");
    for (Line line : order.lines()) {
      ObjectNode node = array.addObject();
      node.put("line", line.line()).put("item", pen.names.item(line.item()));
      // Numbers and strings are both legal.
      if (line.ordered().scale() == 0) {
        node.put("quantity", line.ordered());
      } else {
        node.put("quantity", line.ordered().toPlainString());
      }
      node.put("unit", line.unit()).put("unitPrice", order.price(line).toPlainString());
      if (order.value(line) != null) {
        node.put("value", order.value(line).toPlainString());
      }
      if (line.line().equals("1")) {
        node.put("insurance", "12.50");
      }
    }
    return message.draft();
  }

  private static String deadline(Order order) {
    return order.deadlineIsDay() ? Time.day(order.deadline()) : Time.utc(order.deadline());
  }

  /** 850: no stated values; a deadline is a day. */
  private Draft x12(Order order) {
    String number = pen.names.purchaseOrder(pen.plot, null).value();
    String purpose = order.cancelled() ? "01" : order.revision() == 0 ? "00" : "04";
    List<String> body = new ArrayList<>();
    body.add(
        "BEG*%s*SA*%s**%s"
            .formatted(purpose, number, Time.pattern(pen.plot.orderedAt(), "yyyyMMdd")));
    body.add("CUR*BY*" + pen.plot.customer().currency());
    body.add("DTM*002*" + Time.pattern(order.deadline(), "yyyyMMdd"));
    body.add("N1*BY*Buyer*92*" + order.customer());
    for (Line line : order.lines()) {
      body.add(
          "PO1*%s*%s*%s*%s**SK*%s"
              .formatted(
                  line.line(),
                  line.ordered().toPlainString(),
                  line.unit(),
                  order.price(line).toPlainString(),
                  pen.names.item(line.item())));
    }
    body.add("CTT*" + order.lines().size());
    return pen.x12(Dialect.X12, "850", "SHOP", order.sentAt(), List.of(body));
  }

  private Draft edifact(Order order) {
    String number = pen.names.purchaseOrder(pen.plot, null).value();
    String counted = order.revision() == 0 ? number : number + "::" + order.revision();
    String function = order.cancelled() ? "1" : order.revision() == 0 ? "9" : "4";
    List<String> body = new ArrayList<>();
    body.add("BGM+220+%s+%s".formatted(counted, function));
    body.add(EdifactInterchange.time("137", order.createdAt()));
    body.add(
        order.deadlineIsDay()
            ? "DTM+63:%s:102".formatted(Time.pattern(order.deadline(), "yyyyMMdd"))
            : EdifactInterchange.time("2", order.deadline()));
    body.add("FTX+AAI+++It?'s urgent?: call before delivery");
    if (pen.dialects.namedOrders()) {
      body.add("RFF+SRN:" + pen.shipment().value());
    }
    body.add("NAD+BY+%s::92".formatted(order.customer()));
    body.add("CUX+2:%s:9".formatted(pen.plot.customer().currency()));
    for (Line line : order.lines()) {
      body.add("LIN+%s++%s:SA".formatted(line.line(), pen.names.item(line.item())));
      body.add("QTY+21:%s:%s".formatted(line.ordered().toPlainString(), line.unit()));
      if (order.value(line) != null) {
        body.add("MOA+203:" + order.value(line).toPlainString());
      }
      body.add("PRI+AAA:" + order.price(line).toPlainString());
    }
    body.add("UNS+S");
    return pen.edifact(Dialect.EDIFACT, "ORDERS", "D:96A", "SHOP", order.sentAt(), List.of(body));
  }

  /** With semicolons and decimal commas, one row a line. */
  private Draft csv(Order order) {
    StringBuilder rows = new StringBuilder(COLUMNS).append("\r\n");
    for (Line line : order.lines()) {
      BigDecimal value = order.value(line);
      rows.append(
          String.join(
              ";",
              pen.messageId(),
              Time.pattern(order.createdAt(), "dd.MM.yyyy HH:mm:ss"),
              pen.shipment().value(),
              line.line(),
              order.customer(),
              "\"" + pen.names.item(line.item()) + "\"",
              comma(line.ordered()),
              comma(order.price(line)),
              value == null ? "" : comma(value),
              order.deadlineIsDay()
                  ? Time.pattern(order.deadline(), "dd.MM.yyyy")
                  : Time.pattern(order.deadline(), "dd.MM.yyyy HH:mm:ss")));
      rows.append("\r\n");
    }
    return new Draft(order.createdAt(), Dialect.CSV_ORDERS.profile, rows.toString());
  }

  private static String comma(BigDecimal number) {
    return number.toPlainString().replace('.', ',');
  }
}
