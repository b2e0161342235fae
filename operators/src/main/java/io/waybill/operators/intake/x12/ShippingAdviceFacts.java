package io.waybill.operators.intake.x12;

import io.waybill.operators.intake.message.Decimals;
import io.waybill.operators.intake.message.DocumentChange;
import io.waybill.operators.intake.message.MessageHeader;
import io.waybill.operators.intake.message.MessageType;
import io.waybill.operators.intake.message.StockMoves;
import io.waybill.operators.intake.message.When;
import io.waybill.schemas.Classifier;
import io.waybill.schemas.Milestone;
import io.waybill.schemas.Place;
import io.waybill.schemas.Reference;
import io.waybill.schemas.Shipped;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

/**
 * 945: the warehouse has shipped. Each W12 is a line that was shipped, and moves its stock into
 * transit; what was not shipped as ordered is a milestone of its own. As a customer's return
 * (W06-01 C), stock comes back instead.
 */
final class ShippingAdviceFacts extends WarehouseFacts {

  static final MessageType TYPE =
      MessageType.of("945", "warehouse shipping advice")
          .facts("Shipped", "StockMovement", "Milestone")
          .milestones(
              "SHIPMENT_ADVISED",
              "ESTIMATED_DELIVERY",
              "RETURN_RECEIVED",
              "ORDER_LINE_PARTIAL",
              "ORDER_LINE_CANCELLED",
              "ORDER_LINE_BACKORDERED",
              "ORDER_LINE_SUBSTITUTED",
              "ORDER_LINE_OVERSHIPPED",
              "ORDER_LINE_DAMAGED")
          .about("DEPOSITOR_ORDER, BOL, PO")
          .note(
              "W06-01 R replaces, C is a return. Each line that was not shipped as ordered is a "
                  + "milestone with what was ordered, shipped and is missing.")
          .gaps(
              "lots as a part of the position, which handling unit holds what, freight charges "
                  + "(G72)");

  private static final Set<String> REPORTS_SHIPPING = Set.of("F", "N", "X", "R", "J");

  /** Of X12 data element 432. */
  private static final String ESTIMATED_DELIVERY = "17";

  private static final String CUSTOMER_RETURN = "C";

  /** Of data element 368; W12-17 and -18 then name the item that was ordered, not what came. */
  private static final String SUBSTITUTE = "IS";

  private static final Set<String> COMPLETE = Set.of("CC", "CL", "SH", "SJ", "AC");
  private static final Set<String> NOTHING_SHIPPED =
      Set.of("CU", "IC", "DE", "BO", "BK", "BM", "DS", "OR", "UN", "DI", "OP", "CK");

  ShippingAdviceFacts(Incoming incoming) {
    super(incoming);
  }

  @Override
  void read() {
    Segment w06 = segments.first("W06");
    Segment w27 = segments.first("W27");
    String report = w06.element(1);
    Segment shippedOn = segments.before("LX", "W12").qualified("G62", "11");
    When shipped = shippedOn == null ? null : when(shippedOn, 2, 4, 5);
    When reported = when(w06, 3, 0, 0);
    Reference reference = strongest(w06.element(2), w06.element(4), w06.element(6));
    if (reference == null) {
      w06.missing(2, "Send the depositor's order number (W0502 of the 940).");
    }
    boolean comesBack = report.equals(CUSTOMER_RETURN);
    if (!comesBack && !REPORTS_SHIPPING.contains(report)) {
      w06.invalid(
          1,
          Finding.INVALID_CODE,
          "Send F, N, X, R, J or C; adjustments of stock are told by 947.");
    }
    if (rejected(w06, shippedOn)) {
      return;
    }
    When when = shipped != null ? shipped : orCreated(reported);
    DocumentChange change =
        report.equals("R") ? DocumentChange.REPLACEMENT : DocumentChange.ORIGINAL;
    MessageHeader header =
        header(
            sender() + "/" + reference.getValue() + "/" + w06.element(4) + "/" + report,
            reported,
            change,
            reference);
    Detail detail = detail(w06, w27);
    facts.shipmentFact(
        header,
        comesBack ? "return-received" : "shipping-advice",
        when,
        new Milestone(
            comesBack ? "RETURN_RECEIVED" : "SHIPMENT_ADVISED",
            report,
            null,
            Classifier.ACTUAL,
            node(sender()),
            w27 == null ? null : w27.elementOrNull(7),
            detail.build()));
    if (!comesBack) {
      expected(header, w27 == null ? "" : w27.element(2));
    }
    List<Segments> groups = segments.loops("LX");
    LineNames names = new LineNames();
    if (groups.isEmpty()) {
      group(header, segments, "", names, when, comesBack);
    }
    for (Segments group : groups) {
      group(header, group, group.head().element(1), names, when, comesBack);
    }
  }

  /** When the warehouse expects it to be delivered: G62 17. */
  private void expected(MessageHeader header, String carrier) {
    Segment g62 = segments.before("LX", "W12").qualified("G62", ESTIMATED_DELIVERY);
    When when = when(g62, 2, 4, 5);
    if (when == null || rejected(g62)) {
      return;
    }
    Place to = Parties.place(segments, "ST", "CN");
    estimatedDelivery(
        header,
        when,
        ESTIMATED_DELIVERY,
        to == null ? null : to.getFacility(),
        new Detail(RequestedDates.LIST)
            .carrier(carrier)
            .place(to)
            .appointment("ESTIMATED_DELIVERY")
            .build());
  }

  private Detail detail(Segment w06, Segment w27) {
    Detail detail =
        new Detail("X12-514")
            .carrier(w27 == null ? null : w27.element(2))
            .place(Parties.place(segments, "WH", "SF"));
    detail.references(named(w06.element(2), w06.element(4), w06.element(6)));
    detail.references(
        ReferenceQualifiers.of(segments.before("LX"), w27 == null ? "" : w27.element(2)));
    HandlingUnits.add(detail, segments);
    for (Segment m7 : segments.all("M7")) {
      for (int number = 1; number <= m7.size(); number++) {
        detail.seal(m7.element(number));
      }
    }
    Measures.total(detail, segments);
    return detail;
  }

  private void group(
      MessageHeader header,
      Segments group,
      String assigned,
      LineNames names,
      When when,
      boolean comesBack) {
    int count = 0;
    for (Segment w12 : group.all("W12")) {
      count++;
      String line = names.name(assigned.isEmpty() ? String.valueOf(count) : assigned);
      line(header, w12, line, when, comesBack);
    }
  }

  private void line(MessageHeader header, Segment w12, String line, When when, boolean comesBack) {
    String state = w12.element(1);
    BigDecimal quantity =
        !w12.has(3) && NOTHING_SHIPPED.contains(state) ? Decimals.ZERO : w12.quantity(3);
    String unit = w12.required(5, "Send the unit of the quantity, such as EA or CA.");
    String item = Items.inWarehouse(w12, 6, 7, 8, state.equals(SUBSTITUTE) ? 0 : 17);
    requireKeyable(w12, 8, item);
    if (rejected(w12)) {
      return;
    }
    String node = node(sender());
    String owner = owner(receiver());
    if (comesBack) {
      move(
          header,
          "return/" + header.reference().getValue() + "/" + line,
          when,
          owner,
          item,
          unit,
          quantity,
          CUSTOMER,
          onHand(node, "RETURNED"));
      return;
    }
    MessageHeader own = quantity.signum() == 0 ? header.asRetraction() : header;
    facts.shipmentFact(own, "shipped/" + line, when, new Shipped(line, item, node, quantity, unit));
    new StockMoves(facts, header, owner)
        .shipped(line, item, quantity, unit, onHand(node, StockMoves.GOOD), when);
    if (!COMPLETE.contains(state)) {
      state(header, w12, line, item, when);
    }
  }

  private void state(MessageHeader header, Segment w12, String line, String item, When when) {
    String state = w12.element(1);
    Detail detail = new Detail("X12-368").text("Line " + line + ", item " + item);
    if (w12.has(9)) {
      detail.text("lot " + w12.element(9));
    }
    Measures.add(detail, "ORDERED", w12, 2, w12.element(5));
    Measures.add(detail, "SHIPPED", w12, 3, w12.element(5));
    Measures.add(detail, "DIFFERENCE", w12, 4, w12.element(5));
    milestone(header, "shipped-state/" + line, when, meaning(state), state, detail.build());
  }

  /** X12 data element 368. */
  private static String meaning(String state) {
    return switch (state) {
      case "CP", "PR", "BP", "SS", "PT", "SC", "SK" -> "ORDER_LINE_PARTIAL";
      case "CU", "IC", "DE", "CK" -> "ORDER_LINE_CANCELLED";
      case "BO", "BK", "BM", "DS", "OR" -> "ORDER_LINE_BACKORDERED";
      case "CS", "IS" -> "ORDER_LINE_SUBSTITUTED";
      case "CM", "CE", "SA" -> "ORDER_LINE_OVERSHIPPED";
      case "SD" -> "ORDER_LINE_DAMAGED";
      default -> "X12-" + state;
    };
  }
}
