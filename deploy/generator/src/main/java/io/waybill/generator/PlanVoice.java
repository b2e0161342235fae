package io.waybill.generator;

import io.waybill.generator.CanonicalMessage.Name;
import io.waybill.generator.Dialect.Syntax;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Transport planning: puts a plan into its format, and the carrier's answer to it. Links are named
 * as far as the format has a place for them.
 */
final class PlanVoice {

  /**
   * What it says.
   *
   * @param revision 0 for the plan itself, 1 and more for a change
   * @param links names that from now on mean the shipment; none when it is taken back
   */
  record Plan(long createdAt, int revision, boolean cancelled, List<Name> links) {

    Plan(long createdAt, int revision, List<Name> links) {
      this(createdAt, revision, false, links);
    }
  }

  /** X12 data element 128. */
  private static final Map<String, String> L11 =
      Map.of(
          "PRO", "CN", "BOL", "BM", "PO", "PO", "CONTAINER", "OC", "TRACKING", "2I", "ORDER", "ON");

  /** UN/EDIFACT data element 1153; AAJ is declared by the profile. */
  private static final Map<String, String> RFF =
      Map.of("PRO", "CN", "BOL", "BM", "PO", "ON", "TRACKING", "CW", "DEPOSITOR_ORDER", "AAJ");

  private final Pen pen;
  private final Plot plot;

  PlanVoice(Pen pen) {
    this.pen = pen;
    this.plot = pen.plot;
  }

  /** Whether a carrier that is tendered a load answers it. */
  boolean carrierMayAnswer() {
    return pen.dialects.plan() == Dialect.X12;
  }

  /**
   * Whether a plan may be made again after it was taken back; EDIFACT takes another number then.
   */
  boolean reinstates() {
    return pen.dialects.plan().syntax != Syntax.EDIFACT;
  }

  Draft say(Plan plan) {
    List<Name> links = new ArrayList<>(plan.links());
    Name order = pen.dialects.depositorOrder(pen.names, plot);
    if (plan.revision() == 0 && order != null && pen.dialects.plan() != Dialect.X12) {
      links.add(0, order);
    }
    if (pen.dialects.plan() == Dialect.X12) {
      return tender(plan, links);
    }
    return pen.dialects.plan().syntax == Syntax.EDIFACT
        ? instruction(plan, links)
        : canonical(plan, links);
  }

  private Draft canonical(Plan plan, List<Name> links) {
    CanonicalMessage message =
        pen.message("transport-plan", plan.createdAt())
            .revision(plan.revision())
            .cancelled(plan.cancelled())
            .about(pen.shipment())
            .with("load", pen.names.of("LOAD", plot, 0))
            .with("carrier", plot.carrier().scac())
            .with("currency", plot.carrier().currency());
    if (plot.estimate() != null) {
      message.with("freightEstimate", plot.estimate());
    }
    return message.links(links).draft();
  }

  /** 204: what it links are names of the carrier to whom the load is tendered. */
  private Draft tender(Plan plan, List<Name> links) {
    String scac = plot.carrier().scac();
    List<String> body = new ArrayList<>();
    body.add("B2**%s**%s**PP".formatted(scac, pen.shipment().value()));
    body.add("B2A*" + (plan.cancelled() ? "01" : plan.revision() == 0 ? "00" : "04"));
    for (Name link : links) {
      body.add("L11*%s*%s".formatted(link.value(), L11.get(link.type())));
    }
    body.add("C3*" + plot.carrier().currency());
    body.add("NTE*GEN*CALL BEFORE DELIVERY");
    body.add("N1*BT*Owner*92*" + pen.names.owner());
    body.add("S5*1*CL");
    body.add(stopTime("10", plot.shippedAt()));
    body.add("N1*SH*Warehouse*92*" + plot.node());
    body.add("S5*2*CU");
    body.add(stopTime("68", plot.deliveredAt()));
    body.add("N1*CN*Customer*92*" + plot.customer().account());
    if (plot.estimate() != null) {
      body.add("L3*****" + cents(plot.estimate()));
    }
    return pen.x12(Dialect.X12, "204", "TMS", plan.createdAt(), List.of(body));
  }

  private static String stopTime(String qualifier, long time) {
    return "G62*%s*%s*8*%s*UT"
        .formatted(qualifier, Time.pattern(time, "yyyyMMdd"), Time.pattern(time, "HHmm"));
  }

  /** A whole number with two implied decimals. */
  static String cents(BigDecimal amount) {
    return amount.movePointRight(2).setScale(0).toPlainString();
  }

  /** IFTMIN. */
  private Draft instruction(Plan plan, List<Name> links) {
    String function = plan.cancelled() ? "1" : plan.revision() == 0 ? "9" : "4";
    List<String> body = new ArrayList<>();
    body.add("BGM+610+%s+%s".formatted(pen.shipment().value(), function));
    body.add(EdifactInterchange.time("137", plan.createdAt()));
    body.add("DTM+2:%s:203".formatted(Time.pattern(plot.deliveredAt(), "yyyyMMddHHmm")));
    body.add("CUX+2:%s:9".formatted(plot.carrier().currency()));
    if (plot.estimate() != null) {
      body.add("MOA+64:%s:%s".formatted(plot.estimate(), plot.carrier().currency()));
    }
    String buyer = null;
    String container = null;
    for (Name link : links) {
      if (link.type().equals("CONTAINER")) {
        container = link.value();
      } else {
        body.add("RFF+%s:%s".formatted(RFF.get(link.type()), link.value()));
      }
      buyer = link.type().equals("PO") && link.issuer() != null ? link.issuer() : buyer;
    }
    body.add("TDT+20+1+3");
    body.add("NAD+CA+%s::182".formatted(plot.carrier().scac()));
    if (buyer != null) {
      body.add("NAD+BY+%s::92".formatted(buyer));
    }
    body.add("GID+1+4:PX");
    if (container != null) {
      body.add("EQD+CN+" + container);
    }
    return pen.edifact(
        pen.dialects.plan(), "IFTMIN", "D:01B", "TMS", plan.createdAt(), List.of(body));
  }

  /**
   * 990: the carrier accepts the load.
   *
   * @param pro the number that it gives the shipment; null when it has none yet
   */
  Draft answer(long createdAt, Name pro) {
    List<String> body = new ArrayList<>();
    body.add(
        "B1*%s*%s*%s*A"
            .formatted(
                plot.carrier().scac(),
                pen.shipment().value(),
                Time.pattern(createdAt, "yyyyMMdd")));
    if (pro != null) {
      body.add("N9*CN*" + pro.value());
    }
    return pen.x12(Dialect.X12, "990", plot.carrier().scac(), createdAt, List.of(body));
  }
}
