package io.waybill.generator;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** The carrier's accounts: puts a freight bill into its format. */
final class BillVoice {

  /**
   * What it says.
   *
   * @param createdAt of the bill or its correction
   * @param sentAt when its envelope was made
   * @param billedAt of the bill itself
   * @param number among the bills of the shipment
   */
  record Bill(
      long createdAt,
      long sentAt,
      long billedAt,
      int revision,
      boolean isCancelled,
      int number,
      BigDecimal amount) {

    static Bill of(long createdAt, int number, BigDecimal amount) {
      return new Bill(createdAt, createdAt, createdAt, 0, false, number, amount);
    }

    Bill sentAgain(long time) {
      return new Bill(createdAt, time, billedAt, revision, isCancelled, number, amount);
    }

    Bill corrected(long time, int newRevision, BigDecimal newAmount) {
      return new Bill(time, time, billedAt, newRevision, false, number, newAmount);
    }

    Bill cancelled(long time, int newRevision) {
      return new Bill(time, time, billedAt, newRevision, true, number, amount);
    }
  }

  private final Pen pen;
  private final Plot plot;

  BillVoice(Pen pen) {
    this.pen = pen;
    this.plot = pen.plot;
  }

  /** Whether a copy in a new envelope is the same bill. */
  boolean hasEnvelope() {
    return pen.dialects.bills().joins();
  }

  Draft say(Bill bill) {
    return switch (pen.dialects.bills().syntax) {
      case X12 -> x12(bill);
      case EDIFACT -> edifact(bill);
      case JSON, TRACKER, CSV -> canonical(bill);
    };
  }

  /** Sometimes not the one that was planned. */
  private String carrier() {
    return isStranger() ? "XPOL" : plot.carrier().scac();
  }

  private boolean isStranger() {
    return plot.index() % 50 == 7;
  }

  /** The whole history of one bill comes by the same reference. */
  private boolean byPro() {
    return plot.index() % 2 == 0;
  }

  private Draft canonical(Bill bill) {
    CanonicalMessage message =
        pen.message("freight-bill", bill.createdAt())
            .revision(bill.revision())
            .cancelled(bill.isCancelled())
            .about(byPro() ? pen.names.pro(plot) : pen.shipment())
            .with("carrier", carrier())
            .with("bill", pen.names.of("FB", plot, bill.number()))
            .with("currency", plot.carrier().currency())
            .with("amount", bill.amount());
    message
        .array("charges")
        .addObject()
        .put("code", "FRT")
        .put("amount", bill.amount().toPlainString());
    return message.draft();
  }

  /**
   * 210: the net amount, the charges and the total agree. A part that is billed later is a balance
   * due under the same number.
   */
  private Draft x12(Bill bill) {
    String correction =
        bill.isCancelled() ? "CA" : bill.revision() > 0 ? "CO" : bill.number() > 0 ? "BD" : "";
    BigDecimal fuel = bill.amount().movePointLeft(1).setScale(2, RoundingMode.DOWN);
    String amount = PlanVoice.cents(bill.amount());
    List<String> body = new ArrayList<>();
    body.add(
        "B3**%s*%s*PP**%s*%s*%s***%s"
            .formatted(
                pen.names.of("FB", plot, 0),
                pen.names.billOfLading(plot).value(),
                Time.pattern(bill.billedAt(), "yyyyMMdd"),
                amount,
                correction,
                carrier()));
    body.add("C3*" + plot.carrier().currency());
    if (byPro()) {
      body.add("N9*CN*" + pen.names.pro(plot).value());
    }
    body.add("LX*1");
    body.add("L1*1***%s****400".formatted(PlanVoice.cents(bill.amount().subtract(fuel))));
    body.add("LX*2");
    body.add("L1*2***%s****405".formatted(PlanVoice.cents(fuel)));
    body.add("L3*****" + amount);
    return pen.x12(Dialect.X12, "210", plot.carrier().scac(), bill.sentAt(), List.of(body));
  }

  /** INVOIC, the freight invoice. */
  private Draft edifact(Bill bill) {
    String function = bill.isCancelled() ? "1" : bill.revision() > 0 ? "5" : "9";
    String currency = plot.carrier().currency();
    List<String> body = new ArrayList<>();
    body.add("BGM+780+%s+%s".formatted(pen.names.of("FB", plot, bill.number()), function));
    body.add(EdifactInterchange.time("137", bill.createdAt()));
    body.add(
        byPro() ? "RFF+CN:" + pen.names.pro(plot).value() : "RFF+SRN:" + pen.shipment().value());
    body.add("NAD+CA+%s::182".formatted(carrier()));
    body.add("CUX+2:%s:4".formatted(currency));
    body.add("LIN+1++FREIGHT:SA");
    body.add("MOA+203:" + bill.amount().toPlainString());
    body.add("UNS+S");
    body.add("MOA+77:%s:%s".formatted(bill.amount().toPlainString(), currency));
    return pen.edifact(
        Dialect.EDIFACT, "INVOIC", "D:96A", plot.carrier().scac(), bill.sentAt(), List.of(body));
  }
}
