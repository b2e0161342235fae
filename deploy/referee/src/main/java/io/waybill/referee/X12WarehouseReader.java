package io.waybill.referee;

import io.waybill.referee.Movement.Place;
import io.waybill.referee.Payload.Shipped;
import io.waybill.referee.X12Reader.Change;
import io.waybill.referee.X12Text.Segment;
import io.waybill.referee.X12Text.Transaction;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Reads what a warehouse and its depositor write to each other: 940, 944, 945, 947. */
final class X12WarehouseReader {

  private final Evidence evidence;
  private final ZoneId zone;

  X12WarehouseReader(Evidence evidence, ZoneId zone) {
    this.evidence = evidence;
    this.zone = zone;
  }

  void read(Transaction transaction, long recordedAt) {
    switch (transaction.set()) {
      case "940" -> order(transaction, recordedAt);
      case "944" -> receipt(transaction, recordedAt);
      case "945" -> shipped(transaction, recordedAt);
      default -> adjusted(transaction, recordedAt);
    }
  }

  /** It ties the depositor's number, and the customer's, to the shipment that N9 SI names. */
  private void order(Transaction transaction, long recordedAt) {
    Segment w05 = transaction.first("W05", null);
    String shipment = transaction.first("N9", "SI").at(2);
    Statement said =
        X12Reader.document(
            evidence,
            transaction,
            recordedAt,
            transaction.sender() + "/" + w05.at(2),
            null,
            Change.ORIGINAL,
            new Reference("SHIPMENT", "", shipment));
    said.milestone("ship-order/" + w05.at(2), transaction.created(), "PICK_ORDERED");
    said.link(new Reference("DEPOSITOR_ORDER", "", w05.at(2)));
    said.link(new Reference("PO", "", w05.at(3)));
  }

  private void shipped(Transaction transaction, long recordedAt) {
    Segment w06 = transaction.first("W06", null);
    Segment g62 = transaction.first("G62", "11");
    Reference order = new Reference("DEPOSITOR_ORDER", "", w06.at(2));
    // G62-05 is UT in all that the referee reads.
    long when = X12Text.time(g62.at(2), g62.at(4), ZoneOffset.UTC);
    Statement said =
        X12Reader.document(
            evidence,
            transaction,
            recordedAt,
            String.join("/", transaction.sender(), w06.at(2), w06.at(4), w06.at(1)),
            X12Text.time(w06.at(3), "", zone),
            w06.at(1).equals("R") ? Change.REPLACEMENT : Change.ORIGINAL,
            order);
    said.milestone("shipping-advice", when, "SHIPMENT_ADVISED");
    String owner = transaction.party("DE", transaction.receiver());
    String node = transaction.party("WH", transaction.sender());
    String line = "";
    for (Segment segment : transaction.segments()) {
      if (segment.tag().equals("LX")) {
        line = segment.at(1);
      } else if (segment.tag().equals("W12")) {
        BigDecimal quantity = new BigDecimal(segment.at(3));
        said.cancelled(quantity.signum() == 0)
            .fact("shipped/" + line, when, new Shipped(line, quantity));
        said.moved(
            owner,
            segment.at(8),
            "shipped/" + said.path() + "/" + line,
            quantity,
            Statement.onHand(node, "GOOD"),
            Statement.TRANSIT);
        if (!segment.at(1).equals("CC")) {
          said.milestone("shipped-state/" + line, when, "ORDER_LINE_" + segment.at(1));
        }
      }
    }
  }

  /** Out of transit, or from the supplier with P; what W13 says is damaged stands as such. */
  private void receipt(Transaction transaction, long recordedAt) {
    Segment w17 = transaction.first("W17", null);
    String document = transaction.sender() + "/" + w17.at(3);
    long when = X12Text.time(w17.at(2), w17.at(7), zone);
    Statement said =
        X12Reader.document(
            evidence,
            transaction,
            recordedAt,
            document,
            when,
            w17.at(1).equals("R") ? Change.REPLACEMENT : Change.ORIGINAL,
            new Reference("RECEIPT", transaction.sender(), w17.at(3)));
    Place source = w17.at(1).equals("P") ? new Place("SUPPLIER", "", "GOOD") : Statement.TRANSIT;
    String owner = transaction.party("DE", transaction.receiver());
    String node = transaction.party("WH", transaction.sender());
    Segment w07 = transaction.first("W07", null);
    Segment w13 = transaction.first("W13", null);
    BigDecimal received = new BigDecimal(w07.at(1));
    BigDecimal damaged = w13 == null ? BigDecimal.ZERO : new BigDecimal(w13.at(1));
    String subject = "receipt/" + document;
    said.moved(
        owner,
        w07.at(5),
        subject + "/GOOD",
        received.subtract(damaged),
        source,
        Statement.onHand(node, "GOOD"));
    if (w13 != null) {
      said.moved(
          owner,
          w07.at(5),
          subject + "/DAMAGED",
          damaged,
          source,
          Statement.onHand(node, "DAMAGED"));
    }
    said.milestone(subject, when, "RECEIPT_ADVISED");
  }

  /** The sign says whether stock grows or shrinks. */
  private void adjusted(Transaction transaction, long recordedAt) {
    Segment w15 = transaction.first("W15", null);
    String document = transaction.sender() + "/" + w15.at(2);
    Statement said =
        X12Reader.document(
            evidence,
            transaction,
            recordedAt,
            document,
            X12Text.time(w15.at(1), "", zone),
            Change.ORIGINAL,
            null);
    Place good = Statement.onHand(transaction.party("WH", transaction.sender()), "GOOD");
    Place adjustment = new Place("ADJUSTMENT", "", "GOOD");
    int count = 0;
    for (Segment w19 : transaction.all("W19")) {
      BigDecimal quantity = new BigDecimal(w19.at(2));
      boolean grows = quantity.signum() > 0;
      said.moved(
          transaction.party("DE", transaction.receiver()),
          w19.at(6),
          "adjustment/%s/%d".formatted(document, ++count),
          quantity.abs(),
          grows ? adjustment : good,
          grows ? good : adjustment);
    }
  }
}
