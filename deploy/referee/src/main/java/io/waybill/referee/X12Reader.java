package io.waybill.referee;

import io.waybill.referee.Payload.FreightBill;
import io.waybill.referee.Payload.OrderLine;
import io.waybill.referee.Payload.TransportPlan;
import io.waybill.referee.X12Text.Segment;
import io.waybill.referee.X12Text.Transaction;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/** Reads X12 as {@code docs/x12.md} describes it. */
final class X12Reader {

  /** What a change does to its document; its name is the end of its message's identity. */
  enum Change {
    ORIGINAL("", 0),
    REPLACEMENT("/REPLACEMENT", 1),
    CANCELLATION("/CANCELLATION", 2);

    final String identity;

    /** Which of those that were made in one minute stands, the highest. */
    final int rank;

    Change(String identity, int rank) {
      this.identity = identity;
      this.rank = rank;
    }

    /** By data element 353. */
    static Change ofPurpose(String code) {
      return switch (code) {
        case "01" -> CANCELLATION;
        case "04", "05" -> REPLACEMENT;
        default -> ORIGINAL;
      };
    }
  }

  /** Types of references by data element 128. */
  private static final Map<String, String> REFERENCES =
      Map.of(
          "CN", "PRO", "BM", "BOL", "PO", "PO", "OC", "CONTAINER", "2I", "TRACKING", "ON", "ORDER");

  private final Evidence evidence;
  private final ZoneId zone;
  private final X12StatusReader statuses;
  private final X12WarehouseReader warehouse;

  /**
   * @param zone of times without a time code
   * @param ownCodes status codes to which the partner gives a meaning of its own
   */
  X12Reader(Evidence evidence, ZoneId zone, Map<String, String> ownCodes) {
    this.evidence = evidence;
    this.zone = zone;
    this.statuses = new X12StatusReader(evidence, zone, ownCodes);
    this.warehouse = new X12WarehouseReader(evidence, zone);
  }

  /**
   * Adds what all interchanges of the text say.
   *
   * @throws MessageFormatException when they cannot be read
   */
  void read(String body, long recordedAt) {
    for (Transaction transaction : X12Text.transactions(body, zone)) {
      switch (transaction.set()) {
        case "204" -> tender(transaction, recordedAt);
        case "210" -> bill(transaction, recordedAt);
        case "214" -> statuses.read(transaction, recordedAt);
        case "850" -> order(transaction, recordedAt);
        case "856", "861", "940", "943", "944", "945", "947" ->
            warehouse.read(transaction, recordedAt);
        case "846" -> {
          // What is counted moves nothing.
        }
        case "990" -> answer(transaction, recordedAt);
        default ->
            throw new MessageFormatException(
                "ST-01 is '%s', which the referee does not read".formatted(transaction.set()));
      }
    }
  }

  /**
   * A message that is identified by its document: an original is as old as the document says, a
   * change as old as its group.
   *
   * @param dated date of the document, or null
   */
  static Statement document(
      Evidence evidence,
      Transaction transaction,
      long recordedAt,
      String document,
      Long dated,
      Change change,
      Reference reference) {
    boolean asDated = change == Change.ORIGINAL && dated != null;
    long created = asDated ? Math.min(dated, transaction.created()) : transaction.created();
    String identity = "X12-%s/%s%s".formatted(transaction.set(), document, change.identity);
    return new Statement(
        evidence,
        new Version(0, created + change.rank, identity),
        change == Change.CANCELLATION,
        recordedAt,
        reference);
  }

  private void order(Transaction transaction, long recordedAt) {
    Segment beg = transaction.first("BEG", null);
    String number = beg.at(3);
    String customer = transaction.party("BY", transaction.sender());
    long ordered = X12Text.time(beg.at(5), "", zone);
    Statement said =
        document(
            evidence,
            transaction,
            recordedAt,
            customer + "/" + number,
            ordered,
            Change.ofPurpose(beg.at(1)),
            new Reference("PO", "", number));
    Segment deadline = transaction.first("DTM", "002");
    for (Segment po1 : transaction.all("PO1")) {
      said.fact(
          "order/%s/%s".formatted(number, po1.at(1)),
          ordered,
          new OrderLine(
              po1.at(1),
              po1.at(7),
              customer,
              transaction.first("CUR", null).at(2),
              new BigDecimal(po1.at(2)),
              po1.at(3),
              new BigDecimal(po1.at(4)),
              null,
              deadline == null ? null : dayAfter(deadline.at(2))));
    }
    said.milestone("order-received/" + number, ordered, "ORDER_RECEIVED");
  }

  private long dayAfter(String date) {
    return LocalDate.parse(date, DateTimeFormatter.BASIC_ISO_DATE)
        .plusDays(1)
        .atStartOfDay(zone)
        .toInstant()
        .toEpochMilli();
  }

  private void tender(Transaction transaction, long recordedAt) {
    Segment b2 = transaction.first("B2", null);
    String carrier = b2.at(2);
    Statement said =
        document(
            evidence,
            transaction,
            recordedAt,
            transaction.sender() + "/" + b2.at(4),
            null,
            Change.ofPurpose(transaction.first("B2A", null).at(1)),
            new Reference("SHIPMENT", "", b2.at(4)));
    Segment l3 = transaction.first("L3", null);
    long created = transaction.created();
    said.fact(
        "transport-plan",
        created,
        new TransportPlan(
            carrier,
            transaction.first("C3", null).at(1),
            l3 == null ? null : new BigDecimal(l3.at(5)).movePointLeft(2)));
    said.milestone("tender/" + carrier, created, "TENDERED");
    said.link(new Reference("LOAD", "", b2.at(4)));
    for (Segment l11 : transaction.all("L11")) {
      said.link(reference(l11.at(2), l11.at(1), carrier));
    }
  }

  /** A PRO and a tracking number are unique within their carrier, other names by themselves. */
  static Reference reference(String qualifier, String value, String carrier) {
    String type = REFERENCES.get(qualifier);
    if (type == null) {
      throw new MessageFormatException(
          "The reference '%s' has the qualifier '%s', which the referee does not know"
              .formatted(value, qualifier));
    }
    boolean ofCarrier = type.equals("PRO") || type.equals("TRACKING");
    return new Reference(type, ofCarrier ? carrier : "", value);
  }

  private void answer(Transaction transaction, long recordedAt) {
    Segment b1 = transaction.first("B1", null);
    Version version = new Version(0, transaction.created(), transaction.identity());
    String subject = "tender-answer/%s/%s".formatted(b1.at(1), b1.at(2));
    new Statement(evidence, version, false, recordedAt, new Reference("LOAD", "", b1.at(2)))
        .milestone(subject, X12Text.time(b1.at(3), "", zone), "TENDER_" + b1.at(4));
    Segment pro = transaction.first("N9", "CN");
    if (pro != null && b1.at(4).equals("A")) {
      Reference shipment = new Reference("SHIPMENT", "", b1.at(2));
      new Statement(evidence, version, false, recordedAt, shipment)
          .link(reference("CN", pro.at(2), b1.at(1)));
    }
  }

  private void bill(Transaction transaction, long recordedAt) {
    Segment b3 = transaction.first("B3", null);
    String carrier = b3.at(11);
    // Money beside the original is a bill of its own.
    boolean added = b3.at(8).equals("BD");
    String bill = added ? b3.at(2) + "/BD" : b3.at(2);
    Change change =
        switch (b3.at(8)) {
          case "CO" -> Change.REPLACEMENT;
          case "CA" -> Change.CANCELLATION;
          default -> Change.ORIGINAL;
        };
    Segment pro = transaction.first("N9", "CN");
    Reference reference =
        pro == null ? reference("BM", b3.at(3), carrier) : reference("CN", pro.at(2), carrier);
    long billed = X12Text.time(b3.at(6), "", zone);
    BigDecimal amount = new BigDecimal(b3.at(7)).movePointLeft(2);
    document(evidence, transaction, recordedAt, carrier + "/" + bill, billed, change, reference)
        .fact(
            "freight-bill/%s/%s".formatted(carrier, bill),
            billed,
            new FreightBill(carrier, bill, transaction.first("C3", null).at(1), amount));
  }
}
