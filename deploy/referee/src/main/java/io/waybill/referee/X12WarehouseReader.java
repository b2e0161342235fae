package io.waybill.referee;

import io.waybill.referee.Movement.Place;
import io.waybill.referee.Payload.Shipped;
import io.waybill.referee.X12Reader.Change;
import io.waybill.referee.X12Text.Segment;
import io.waybill.referee.X12Text.Transaction;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads what a warehouse and its depositor write to each other: 856, 861, 940, 943, 944, 945, 947.
 */
final class X12WarehouseReader {

  private final Evidence evidence;
  private final ZoneId zone;

  X12WarehouseReader(Evidence evidence, ZoneId zone) {
    this.evidence = evidence;
    this.zone = zone;
  }

  void read(Transaction transaction, long recordedAt) {
    switch (transaction.set()) {
      case "856" -> noticed(transaction, recordedAt);
      case "861" -> received(transaction, recordedAt);
      case "940" -> order(transaction, recordedAt);
      case "943" -> sent(transaction, recordedAt);
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

  /** Packs of one line add up to what was shipped of it; nothing is said of stock. */
  private void noticed(Transaction transaction, long recordedAt) {
    Segment bsn = transaction.first("BSN", null);
    Segment dtm = transaction.first("DTM", "011");
    String carrier = transaction.first("TD5", null).at(3);
    // DTM-04 is UT in all that the referee reads.
    long when = X12Text.time(dtm.at(2), dtm.at(3), ZoneOffset.UTC);
    Statement said =
        X12Reader.document(
            evidence,
            transaction,
            recordedAt,
            transaction.sender() + "/" + bsn.at(2),
            X12Text.time(bsn.at(3), bsn.at(4), zone),
            Change.ofPurpose(bsn.at(1)),
            new Reference("SHIPMENT", "", bsn.at(2)));
    said.milestone("ship-notice", when, "SHIPMENT_ADVISED");
    String order = "";
    Map<String, BigDecimal> lines = new LinkedHashMap<>();
    for (Segment segment : transaction.segments()) {
      switch (segment.tag()) {
        case "REF" -> said.link(X12Reader.reference(segment.at(1), segment.at(2), carrier));
        case "PRF" -> {
          order = segment.at(1);
          said.link(new Reference("PO", "", order));
        }
        case "SN1" -> lines.merge(segment.at(1), new BigDecimal(segment.at(2)), BigDecimal::add);
        default -> {
          // Says nothing of what was shipped.
        }
      }
    }
    for (Map.Entry<String, BigDecimal> line : lines.entrySet()) {
      said.fact(
          "shipped/%s/%s".formatted(order, line.getKey()),
          when,
          new Shipped(line.getKey(), line.getValue()));
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
    Segment w07 = transaction.first("W07", null);
    Segment w13 = transaction.first("W13", null);
    String subject = "receipt/" + document;
    stock(
        said,
        transaction,
        w07.at(5),
        subject,
        new BigDecimal(w07.at(1)),
        w13 == null ? BigDecimal.ZERO : new BigDecimal(w13.at(1)),
        source);
    said.milestone(subject, when, "RECEIPT_ADVISED");
  }

  /** What was received: in good condition, but for what is damaged. */
  private static void stock(
      Statement said,
      Transaction transaction,
      String item,
      String subject,
      BigDecimal received,
      BigDecimal damaged,
      Place source) {
    String owner = transaction.party("DE", transaction.receiver());
    String node = transaction.party("WH", transaction.sender());
    said.moved(
        owner,
        item,
        subject + "/GOOD",
        received.subtract(damaged),
        source,
        Statement.onHand(node, "GOOD"));
    said.moved(
        owner, item, subject + "/DAMAGED", damaged, source, Statement.onHand(node, "DAMAGED"));
  }

  /** Out of another warehouse into transit. */
  private void sent(Transaction transaction, long recordedAt) {
    Segment w06 = transaction.first("W06", null);
    Segment w04 = transaction.first("W04", null);
    long when = X12Text.time(w06.at(3), "", zone);
    Statement said =
        X12Reader.document(
            evidence,
            transaction,
            recordedAt,
            transaction.sender() + "/" + w06.at(2),
            when,
            Change.ORIGINAL,
            new Reference("DEPOSITOR_ORDER", "", w06.at(2)));
    String from = transaction.party("SF", transaction.sender());
    said.moved(
        transaction.party("DE", transaction.sender()),
        w04.at(5),
        "transfer/%s/%s".formatted(from, w06.at(2)),
        new BigDecimal(w04.at(1)),
        Statement.onHand(from, "GOOD"),
        Statement.TRANSIT);
    said.milestone("transfer/" + w06.at(2), when, "TRANSFER_SHIPPED");
  }

  /** Out of transit; RCD-06 is how much of it is in the condition RCD-08, 01 for damaged. */
  private void received(Transaction transaction, long recordedAt) {
    Segment bra = transaction.first("BRA", null);
    String document = transaction.sender() + "/" + bra.at(1);
    long when = X12Text.time(bra.at(2), bra.at(5), zone);
    Statement said =
        X12Reader.document(
            evidence,
            transaction,
            recordedAt,
            document,
            when,
            Change.ofPurpose(bra.at(3)),
            new Reference("BOL", "", transaction.first("REF", "BM").at(2)));
    Segment rcd = transaction.first("RCD", null);
    BigDecimal damaged = rcd.at(8).equals("01") ? new BigDecimal(rcd.at(6)) : BigDecimal.ZERO;
    stock(
        said,
        transaction,
        transaction.first("LIN", null).at(3),
        "receipt/" + document,
        new BigDecimal(rcd.at(2)),
        damaged,
        Statement.TRANSIT);
    said.milestone("receipt/" + document, when, "RECEIPT_ADVISED");
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
