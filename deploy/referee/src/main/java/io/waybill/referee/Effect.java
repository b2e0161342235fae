package io.waybill.referee;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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

  /** A line of a document. */
  record Line(
      String line, String description, BigDecimal quantity, String unit, BigDecimal amount) {}

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

  /** Amount by line, those of zero left out, in the form of {@link Document#lines}. */
  Map<String, BigDecimal> lineAmounts() {
    Map<String, BigDecimal> amounts = new TreeMap<>();
    lines.forEach(line -> amounts.merge(line.line(), line.amount(), BigDecimal::add));
    amounts.values().removeIf(amount -> amount.signum() == 0);
    amounts.replaceAll((line, amount) -> Money.plain(amount));
    return amounts;
  }
}
