package io.waybill.generator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.waybill.generator.CanonicalMessage.Name;
import io.waybill.generator.Plot.Line;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** The warehouse system: puts what it ships into its format. */
final class WarehouseVoice {

  /**
   * What left the warehouse.
   *
   * @param byDepositorOrder whether it is told by the warehouse's own number, where that is free
   * @param miscounted whether each line says one too much
   */
  record Shipping(
      long createdAt,
      int revision,
      boolean cancelled,
      boolean byDepositorOrder,
      boolean miscounted) {

    static Shipping of(long createdAt) {
      return new Shipping(createdAt, 0, false, false, false);
    }

    BigDecimal quantity(Line line) {
      return miscounted ? line.shipped().add(BigDecimal.ONE) : line.shipped();
    }
  }

  private static final String NONE = "0";

  private final Pen pen;
  private final Plot plot;

  WarehouseVoice(Pen pen) {
    this.pen = pen;
    this.plot = pen.plot;
  }

  Draft say(Shipping shipping) {
    return switch (pen.dialects.warehouse().syntax) {
      case X12 -> pen.dialects.byNotice() ? notice(shipping) : x12(shipping);
      case EDIFACT -> edifact(shipping);
      case JSON, TRACKER, CSV -> canonical(shipping);
    };
  }

  private Draft canonical(Shipping shipping) {
    Name order = pen.dialects.depositorOrder(pen.names, plot);
    CanonicalMessage message =
        pen.message("shipped", shipping.createdAt())
            .revision(shipping.revision())
            .cancelled(shipping.cancelled())
            .about(shipping.byDepositorOrder() && order != null ? order : pen.shipment())
            .with("owner", pen.names.owner())
            .with("node", plot.node())
            .with("occurredAt", Time.plusTwo(plot.shippedAt()));
    ArrayNode array = message.array("lines");
    for (Line line : plot.lines()) {
      array
          .addObject()
          .put("line", line.line())
          .put("item", pen.names.item(line.item()))
          .put("quantity", shipping.quantity(line).toPlainString())
          .put("unit", line.unit());
    }
    return message.draft();
  }

  /** Whether a ship order goes to the warehouse before it ships. */
  boolean isOrdered() {
    return pen.dialects.warehouse() == Dialect.X12 && !pen.dialects.byNotice();
  }

  /** 940, which ties the warehouse's number to the shipment. */
  Draft order(long createdAt) {
    List<String> body = new ArrayList<>();
    body.add(
        "W05*N*%s*%s"
            .formatted(
                pen.names.plainDepositorOrder(plot).value(),
                pen.names.purchaseOrder(plot, null).value()));
    body.add("N1*ST*Customer*92*" + plot.customer().account());
    body.add("N9*SI*" + pen.shipment().value());
    body.add("G62*10*" + Time.pattern(plot.shippedAt(), "yyyyMMdd"));
    body.add("W66*CC*M********" + plot.carrier().scac());
    for (Line line : plot.lines()) {
      body.add("LX*" + line.line());
      body.add(
          "W01*%s*%s**SK*%s"
              .formatted(line.ordered().toPlainString(), line.unit(), pen.names.item(line.item())));
    }
    return pen.x12(Dialect.X12, "940", "OMS", createdAt, List.of(body));
  }

  /** 945; a correction replaces it, and nothing shipped is told line by line. */
  private Draft x12(Shipping shipping) {
    List<String> body = new ArrayList<>();
    body.add(
        "W06*%s*%s*%s*%s"
            .formatted(
                shipping.revision() == 0 ? "F" : "R",
                pen.names.plainDepositorOrder(plot).value(),
                Time.pattern(shipping.createdAt(), "yyyyMMdd"),
                pen.names.billOfLading(plot).value()));
    body.add("N1*WH*Warehouse*92*" + plot.node());
    body.add("N1*DE*Depositor*92*" + pen.names.owner());
    body.add(
        "G62*11*%s*8*%s*UT"
            .formatted(
                Time.pattern(plot.shippedAt(), "yyyyMMdd"),
                Time.pattern(plot.shippedAt(), "HHmm")));
    body.add("W27*M*" + plot.carrier().scac());
    for (Line line : plot.lines()) {
      BigDecimal quantity = shipping.cancelled() ? BigDecimal.ZERO : shipping.quantity(line);
      BigDecimal missing = line.ordered().subtract(quantity).max(BigDecimal.ZERO);
      String state = shipping.cancelled() ? "CU" : missing.signum() == 0 ? "CC" : "CP";
      body.add("LX*" + line.line());
      body.add(
          "W12*%s*%s*%s*%s*%s**SK*%s"
              .formatted(
                  state,
                  line.ordered().toPlainString(),
                  quantity.signum() == 0 ? NONE : quantity.toPlainString(),
                  missing.toPlainString(),
                  line.unit(),
                  pen.names.item(line.item())));
    }
    body.add("W03*%d".formatted(plot.lines().size()));
    return pen.x12(Dialect.X12, "945", "WMS", shipping.createdAt(), List.of(body));
  }

  /**
   * 856: ties BOL, PRO and the customer's order to the shipment; the first line is in two packs.
   */
  private Draft notice(Shipping shipping) {
    String purpose = shipping.cancelled() ? "01" : shipping.revision() == 0 ? "00" : "05";
    List<String> body = new ArrayList<>();
    body.add(
        "BSN*%s*%s*%s*%s"
            .formatted(
                purpose,
                pen.shipment().value(),
                Time.pattern(shipping.createdAt(), "yyyyMMdd"),
                Time.pattern(shipping.createdAt(), "HHmmss")));
    body.add("HL*1**S");
    body.add("TD5**2*" + plot.carrier().scac());
    body.add("REF*BM*" + pen.names.billOfLading(plot).value());
    body.add("REF*CN*" + pen.names.pro(plot).value());
    body.add(
        "DTM*011*%s*%s*UT"
            .formatted(
                Time.pattern(plot.shippedAt(), "yyyyMMdd"),
                Time.pattern(plot.shippedAt(), "HHmm")));
    body.add("N1*SF*Warehouse*92*" + plot.node());
    body.add("HL*2*1*O");
    body.add("PRF*" + pen.names.purchaseOrder(plot, null).value());
    int level = 2;
    for (Line line : plot.lines()) {
      BigDecimal all = shipping.quantity(line);
      BigDecimal first = line.line().equals("1") ? all.min(BigDecimal.ONE) : all;
      for (BigDecimal quantity : List.of(first, all.subtract(first))) {
        if (quantity.signum() > 0) {
          body.add("HL*%d*2*I".formatted(++level));
          body.add("LIN*%s*SK*%s".formatted(line.line(), pen.names.item(line.item())));
          body.add("SN1*%s*%s*%s".formatted(line.line(), quantity.toPlainString(), line.unit()));
        }
      }
    }
    body.add("CTT*" + level);
    return pen.x12(Dialect.X12, "856", "WMS", shipping.createdAt(), List.of(body));
  }

  /** DESADV; its lines name the customer's order, which it ties to the shipment. */
  private Draft edifact(Shipping shipping) {
    String function = shipping.cancelled() ? "1" : shipping.revision() == 0 ? "9" : "5";
    Name order = pen.dialects.purchaseOrder(pen.names, plot);
    List<String> body = new ArrayList<>();
    body.add("BGM+351+%s+%s".formatted(pen.shipment().value(), function));
    body.add(EdifactInterchange.time("137", shipping.createdAt()));
    // A clock two hours ahead: the plus is released.
    body.add(
        "DTM+11:%s?+0200:205"
            .formatted(Time.pattern(plot.shippedAt() + 2 * Time.HOUR, "yyyyMMddHHmm")));
    body.add("NAD+SF+%s::92".formatted(plot.node()));
    body.add("NAD+GO+%s::92".formatted(pen.names.owner()));
    if (order != null && order.issuer() != null) {
      body.add("NAD+BY+%s::92".formatted(order.issuer()));
    }
    body.add("CPS+1");
    for (Line line : plot.lines()) {
      body.add("LIN+%s++%s:SA".formatted(line.line(), pen.names.item(line.item())));
      body.add("QTY+12:%s:%s".formatted(shipping.quantity(line).toPlainString(), line.unit()));
      if (order != null) {
        body.add("RFF+ON:%s:%s".formatted(order.value(), line.line()));
      }
    }
    return pen.edifact(
        pen.dialects.warehouse(), "DESADV", "D:96A", "WMS", shipping.createdAt(), List.of(body));
  }
}
