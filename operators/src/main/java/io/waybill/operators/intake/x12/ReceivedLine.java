package io.waybill.operators.intake.x12;

import io.waybill.operators.intake.message.StockMoves;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A line that was received: how much, and how much of it in which condition. */
final class ReceivedLine {

  /** Every status that {@link #condition} knows. */
  static final List<String> STATUSES =
      List.of("DAMAGED", "HOLD", "WRONG_ITEM", "REJECTED", "SCRAP");

  private final String item;
  private final String unit;
  private final BigDecimal received;
  private final Map<String, BigDecimal> byStatus = new LinkedHashMap<>();
  private final Map<String, BigDecimal> noted = new LinkedHashMap<>();

  ReceivedLine(String item, String unit, BigDecimal received) {
    this.item = item;
    this.unit = unit;
    this.received = received;
  }

  /** A part of what was received, by its condition, X12 data element 412. */
  void condition(String code, BigDecimal quantity) {
    switch (code) {
      case "01", "06" -> byStatus.merge("DAMAGED", quantity, BigDecimal::add);
      case "04", "09" -> byStatus.merge("HOLD", quantity, BigDecimal::add);
      case "05" -> byStatus.merge("WRONG_ITEM", quantity, BigDecimal::add);
      case "08" -> byStatus.merge("REJECTED", quantity, BigDecimal::add);
      case "10" -> byStatus.merge("SCRAP", quantity, BigDecimal::add);
      case "02" -> noted.merge("SHORT", quantity, BigDecimal::add);
      case "03", "12" -> noted.merge("OVER", quantity, BigDecimal::add);
      case "07" -> {
        // In good condition, as what is not named otherwise.
      }
      default -> noted.merge("X12-" + code, quantity, BigDecimal::add);
    }
  }

  /** What remains in good condition; below zero when the conditions are more than was received. */
  BigDecimal good() {
    return byStatus.values().stream().reduce(received, BigDecimal::subtract);
  }

  /** All that was received, by status: GOOD first. */
  Map<String, BigDecimal> byStatus() {
    Map<String, BigDecimal> all = new LinkedHashMap<>();
    all.put(StockMoves.GOOD, good());
    all.putAll(byStatus);
    return all;
  }

  String item() {
    return item;
  }

  String unit() {
    return unit;
  }

  void describe(Detail detail, String line) {
    String name = "LINE " + line + " ITEM " + item + " ";
    detail.measure(name + "RECEIVED", received, unit);
    byStatus.forEach((status, quantity) -> detail.measure(name + status, quantity, unit));
    noted.forEach((what, quantity) -> detail.measure(name + what, quantity, unit));
  }
}
