package io.waybill.generator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.generator.Plot.Line;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** The warehouse system: puts what it receives and adjusts into its format. */
final class StockVoice {

  /** What moves. */
  enum Kind {
    RECEIPT,
    FOUND,
    LOST
  }

  /**
   * A movement.
   *
   * @param at when it happened
   * @param revision 0 for the movement itself, 1 for its correction
   * @param corrected whether a correction follows or this is it
   */
  record Movement(
      String id,
      Kind kind,
      Line line,
      BigDecimal quantity,
      long at,
      boolean damaged,
      int revision,
      boolean cancelled,
      boolean corrected) {

    long createdAt() {
      return at + Time.MINUTE + revision * 3 * Time.HOUR;
    }
  }

  private final Pen pen;
  private final Plot plot;

  StockVoice(Pen pen) {
    this.pen = pen;
    this.plot = pen.plot;
  }

  /** Whether a movement can be corrected; a 947 stands for itself. */
  boolean corrects(Kind kind) {
    return pen.dialects.warehouse() != Dialect.X12 || kind == Kind.RECEIPT;
  }

  Draft say(Movement movement) {
    return switch (pen.dialects.warehouse().syntax) {
      case X12 -> movement.kind() == Kind.RECEIPT ? receipt944(movement) : adjustment947(movement);
      case EDIFACT -> movement.kind() == Kind.RECEIPT ? recadv(movement) : invrpt(movement);
      case JSON, TRACKER, CSV -> canonical(movement);
    };
  }

  private Draft canonical(Movement movement) {
    CanonicalMessage message =
        pen.message("stock-movement", movement.createdAt())
            .revision(movement.revision())
            .cancelled(movement.cancelled())
            .with("owner", pen.names.owner())
            .with("movement", movement.id())
            .with("item", pen.names.item(movement.line().item()))
            .with("quantity", movement.quantity())
            .with("unit", movement.line().unit())
            .with("occurredAt", Time.utc(movement.at()));
    boolean lost = movement.kind() == Kind.LOST;
    String other = movement.kind() == Kind.RECEIPT ? "SUPPLIER" : "ADJUSTMENT";
    place(message.object("source"), lost ? "ON_HAND" : other, lost ? plot.node() : "", false);
    place(
        message.object("target"),
        lost ? other : "ON_HAND",
        lost ? "" : plot.node(),
        movement.damaged());
    return message.draft();
  }

  private static void place(ObjectNode node, String bucket, String site, boolean damaged) {
    node.put("bucket", bucket).put("node", site);
    if (damaged) {
      node.put("status", "DAMAGED");
    }
  }

  /** From the supplier, or out of transit where it may be replaced: one of zero takes it back. */
  private Draft receipt944(Movement movement) {
    String code = movement.revision() > 0 ? "R" : movement.corrected() ? "F" : "P";
    String quantity = movement.cancelled() ? "0" : movement.quantity().toPlainString();
    List<String> body = new ArrayList<>();
    body.add(
        "W17*%s*%s*%s***8*%s"
            .formatted(
                code,
                Time.pattern(movement.at(), "yyyyMMdd"),
                movement.id(),
                Time.pattern(movement.at(), "HHmm")));
    body.addAll(parties());
    body.add(
        "W07*%s*%s**SK*%s"
            .formatted(quantity, movement.line().unit(), pen.names.item(movement.line().item())));
    if (movement.damaged()) {
      body.add("W13*%s*%s*01".formatted(quantity, movement.line().unit()));
    }
    return pen.x12(Dialect.X12, "944", "WMS", movement.createdAt(), List.of(body));
  }

  private List<String> parties() {
    return List.of("N1*WH*Warehouse*92*" + plot.node(), "N1*DE*Depositor*92*" + pen.names.owner());
  }

  private Draft adjustment947(Movement movement) {
    boolean lost = movement.kind() == Kind.LOST;
    BigDecimal signed = lost ? movement.quantity().negate() : movement.quantity();
    List<String> body = new ArrayList<>();
    body.add("W15*%s*%s".formatted(Time.pattern(movement.at(), "yyyyMMdd"), movement.id()));
    body.addAll(parties());
    body.add(
        "W19*AA*%s*%s**SK*%s"
            .formatted(
                signed.toPlainString(),
                movement.line().unit(),
                pen.names.item(movement.line().item())));
    return pen.x12(Dialect.X12, "947", "WMS", movement.createdAt(), List.of(body));
  }

  private List<String> header(String code, Movement movement, String happened) {
    String function = movement.cancelled() ? "1" : movement.revision() == 0 ? "9" : "5";
    return new ArrayList<>(
        List.of(
            "BGM+%s+%s+%s".formatted(code, movement.id(), function),
            EdifactInterchange.time("137", movement.createdAt()),
            EdifactInterchange.time(happened, movement.at()),
            "NAD+GO+%s::92".formatted(pen.names.owner())));
  }

  /** What was accepted comes out of transit. */
  private Draft recadv(Movement movement) {
    List<String> body = header("632", movement, "50");
    body.add(2, "RFF+DQ:" + movement.id());
    body.add("NAD+DP+%s::92".formatted(plot.node()));
    body.add("LIN+1++%s:SA".formatted(pen.names.item(movement.line().item())));
    String unit = movement.line().unit();
    if (movement.damaged()) {
      body.add("QTY+48:%s:%s".formatted(movement.quantity().toPlainString(), unit));
      body.add("QTY+195:1:%s".formatted(unit));
    } else {
      body.add("QTY+194:%s:%s".formatted(movement.quantity().toPlainString(), unit));
    }
    return pen.edifact(
        pen.dialects.warehouse(), "RECADV", "D:96A", "WMS", movement.createdAt(), List.of(body));
  }

  /** A difference that was found, of good or damaged stock. */
  private Draft invrpt(Movement movement) {
    List<String> body = header("35", movement, "179");
    body.add("LOC+18+" + plot.node());
    body.add("LIN+1++%s:SA".formatted(pen.names.item(movement.line().item())));
    body.add(
        "QTY+156:%s:%s".formatted(movement.quantity().toPlainString(), movement.line().unit()));
    body.add(
        "INV+%s+%s+4"
            .formatted(movement.kind() == Kind.LOST ? "1" : "2", movement.damaged() ? "2" : "1"));
    return pen.edifact(
        pen.dialects.warehouse(), "INVRPT", "D:96A", "WMS", movement.createdAt(), List.of(body));
  }

  /** Whether stock that comes from another warehouse is told when it leaves and when it comes. */
  boolean tellsTransfers() {
    return pen.dialects.warehouse() == Dialect.X12;
  }

  /** 943: stock leaves another warehouse for this one. */
  Draft sent(String transfer, Line line, long at, String from) {
    List<String> body = new ArrayList<>();
    body.add("W06*N*%s*%s".formatted(transfer, Time.pattern(at, "yyyyMMdd")));
    body.add("N1*SF*Other warehouse*92*" + from);
    body.addAll(parties());
    body.add("W27*M*" + plot.carrier().scac());
    body.add(
        "W04*%s*%s**SK*%s"
            .formatted(line.ordered().toPlainString(), line.unit(), pen.names.item(line.item())));
    return pen.x12(Dialect.X12, "943", "WMS", at, List.of(body));
  }

  /**
   * 861: it has come; one unit of it may be damaged.
   *
   * @param purpose data element 353
   */
  Draft received(
      String transfer, Line line, long at, long createdAt, String purpose, boolean damaged) {
    String quantity = line.ordered().toPlainString();
    String question = damaged ? "***%s*%s*01".formatted("1", line.unit()) : "";
    List<String> body = new ArrayList<>();
    body.add(
        "BRA*%s-R*%s*%s*1*%s"
            .formatted(transfer, Time.pattern(at, "yyyyMMdd"), purpose, Time.pattern(at, "HHmm")));
    body.add("REF*BM*" + transfer);
    body.addAll(parties());
    body.add("RCD*1*%s*%s%s".formatted(quantity, line.unit(), question));
    body.add("LIN**SK*" + pen.names.item(line.item()));
    body.add("CTT*1");
    return pen.x12(Dialect.X12, "861", "WMS", createdAt, List.of(body));
  }

  /** What is counted of an item moves nothing: 846 or INVRPT; null where neither is spoken. */
  Draft count(Line line, long at) {
    String item = pen.names.item(line.item());
    String number = pen.messageId();
    if (pen.dialects.warehouse() == Dialect.X12) {
      List<String> body = new ArrayList<>();
      body.add(
          "BIA*00*DD*%s*%s*%s"
              .formatted(number, Time.pattern(at, "yyyyMMdd"), Time.pattern(at, "HHmm")));
      body.addAll(parties());
      body.add("LIN*1*SK*" + item);
      body.add("QTY*33*17*" + line.unit());
      body.add("CTT*1");
      return pen.x12(Dialect.X12, "846", "WMS", at, List.of(body));
    }
    if (pen.dialects.warehouse().joins()) {
      List<String> body =
          List.of(
              "BGM+35+%s+9".formatted(number),
              EdifactInterchange.time("137", at),
              "NAD+GO+%s::92".formatted(pen.names.owner()),
              "LOC+18+" + plot.node(),
              "LIN+1++%s:SA".formatted(item),
              "QTY+145:17:" + line.unit());
      return pen.edifact(pen.dialects.warehouse(), "INVRPT", "D:96A", "WMS", at, List.of(body));
    }
    return null;
  }
}
