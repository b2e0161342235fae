package io.waybill.referee;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;

/**
 * One line of an effects file: something that was done in the ERP.
 *
 * @param revision counts the effects of this kind under this document key, from 1
 * @param account null or empty on a status
 * @param corrects id of the effect that this one cancels, or null
 * @param logTime milliseconds since 1970-01-01T00:00:00Z
 * @param state the state to set; null unless this is a status
 */
record Effect(
    String effectId,
    String kind,
    String shipment,
    int revision,
    String account,
    String currency,
    BigDecimal amount,
    List<Line> lines,
    String corrects,
    long logTime,
    String state) {

  /**
   * A line of a document.
   *
   * @param description the item; like quantity and unit null where the line is about money only
   */
  record Line(
      String line, String description, BigDecimal quantity, String unit, BigDecimal amount) {

    static Line ofMoney(String line, BigDecimal amount) {
      return new Line(line, null, null, null, amount);
    }

    /** With its numbers in the one form in which equal numbers are equal objects. */
    Line plain() {
      return new Line(
          line,
          description,
          quantity == null ? null : Money.plain(quantity),
          unit,
          Money.plain(amount));
    }

    /** By name, in the one form in which equal lines make equal lists. */
    static List<Line> plain(List<Line> lines) {
      return lines.stream().map(Line::plain).sorted(Comparator.comparing(Line::line)).toList();
    }

    /** The same of their money only; those of zero are left out. */
    static List<Line> money(List<Line> lines) {
      return plain(
          lines.stream()
              .filter(line -> line.amount().signum() != 0)
              .map(line -> ofMoney(line.line(), line.amount()))
              .toList());
    }
  }

  private static final String CANCELLED = "/cancelled";

  /** Between the shipment and the revision, for example {@code invoice/CUST-1}; or null. */
  String documentKey() {
    String revisionPart = "/" + revision;
    String rest =
        effectId.endsWith(CANCELLED)
            ? effectId.substring(0, effectId.length() - CANCELLED.length())
            : effectId;
    String shipmentPart = shipment + "/";
    boolean wellFormed =
        rest.startsWith(shipmentPart)
            && rest.endsWith(revisionPart)
            && rest.length() > shipmentPart.length() + revisionPart.length();
    return wellFormed
        ? rest.substring(shipmentPart.length(), rest.length() - revisionPart.length())
        : null;
  }

  boolean hasCancelledId() {
    return effectId.endsWith(CANCELLED);
  }

  BigDecimal lineSum() {
    return lines.stream().map(Line::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
