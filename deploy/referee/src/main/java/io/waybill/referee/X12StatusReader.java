package io.waybill.referee;

import io.waybill.referee.Payload.Milestone;
import io.waybill.referee.X12Text.Segment;
import io.waybill.referee.X12Text.Transaction;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;

/** Reads the carrier's status message, X12 214. */
final class X12StatusReader {

  private static final Map<String, String> CODES =
      Map.ofEntries(
          Map.entry("AF", "DEPARTED"),
          Map.entry("X4", "TERMINAL_ARRIVED"),
          Map.entry("P1", "TERMINAL_DEPARTED"),
          Map.entry("X6", "EN_ROUTE_TO_DELIVERY"),
          Map.entry("X1", "DELIVERY_ARRIVED"),
          Map.entry("D1", "DELIVERED"),
          Map.entry("CD", "DELIVERY_DEPARTED"),
          Map.entry("X3", "PICKUP_ARRIVED"),
          Map.entry("CP", "LOADED"),
          Map.entry("AA", "PICKUP_APPOINTMENT"),
          Map.entry("AB", "DELIVERY_APPOINTMENT"),
          Map.entry("AG", "ESTIMATED_DELIVERY"),
          Map.entry("SD", "DELAYED"),
          Map.entry("AH", "DELIVERY_ATTEMPTED"),
          Map.entry("A7", "REFUSED"),
          Map.entry("A9", "DAMAGED"),
          Map.entry("A3", "RETURNED"),
          Map.entry("CA", "CANCELLED"));

  private final Evidence evidence;
  private final ZoneId zone;
  private final Map<String, String> ownCodes;

  /**
   * @param zone of times without a time code
   * @param ownCodes codes to which the carrier gives a meaning of its own
   */
  X12StatusReader(Evidence evidence, ZoneId zone, Map<String, String> ownCodes) {
    this.evidence = evidence;
    this.zone = zone;
    this.ownCodes = ownCodes;
  }

  /** Adds what a 214 says. */
  void read(Transaction transaction, long recordedAt) {
    Segment b10 = transaction.first("B10", null);
    Reference pro = new Reference("PRO", b10.at(3), b10.at(1));
    Version version = new Version(0, transaction.created(), transaction.identity());
    Statement said = new Statement(evidence, version, false, recordedAt, pro);
    for (Segment at7 : transaction.all("AT7")) {
      addMilestone(at7, said);
    }
  }

  private void addMilestone(Segment at7, Statement said) {
    boolean actual = !at7.at(1).isEmpty();
    String original = actual ? at7.at(1) : at7.at(3);
    String standard = CODES.getOrDefault(original, "X12-" + original);
    String code = ownCodes.getOrDefault(original, standard);
    ZoneId clock =
        switch (at7.at(7)) {
          case "UT" -> ZoneOffset.UTC;
          case "", "LT" -> zone;
          default ->
              throw new MessageFormatException(
                  "AT7-07 is '%s': the referee reads UT (universal time) and LT (local)"
                      .formatted(at7.at(7)));
        };
    long occurredAt = X12Text.time(at7.at(5), at7.at(6), clock);
    Reference pro = said.reference();
    said.fact(
        "milestone/%s/%s/%s/%d".formatted(pro.issuer(), pro.value(), code, occurredAt),
        occurredAt,
        new Milestone(code, actual));
  }
}
