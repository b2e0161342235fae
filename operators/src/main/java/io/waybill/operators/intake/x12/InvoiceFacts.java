package io.waybill.operators.intake.x12;

import io.waybill.operators.intake.message.DocumentChange;
import io.waybill.operators.intake.message.MessageHeader;
import io.waybill.operators.intake.message.MessageType;
import io.waybill.operators.intake.message.When;
import io.waybill.schemas.Charge;
import io.waybill.schemas.FreightBill;
import io.waybill.schemas.Reference;
import java.math.BigDecimal;
import java.util.List;

/**
 * 810: an invoice. A carrier's, which names a PRO and the carrier's SCAC, is a freight bill; any
 * other is a milestone of the order that it is for.
 */
final class InvoiceFacts extends TransactionFacts {

  static final MessageType TYPE =
      MessageType.of("810", "invoice")
          .facts("Milestone", "FreightBill")
          .milestones("INVOICE_RECEIVED", "CREDIT_RECEIVED")
          .about("PO (BIG-04), BOL, INVOICE; a carrier's PRO")
          .note("With REF CN and REF SCA it is a carrier's, and a freight bill.")
          .gaps(
              "terms (ITD), prices, taxes and charges of single lines (IT1-04, SAC and TXI behind "
                  + "IT1)");

  InvoiceFacts(Incoming incoming) {
    super(incoming);
  }

  @Override
  void read() {
    Segment big = segments.first("BIG");
    Segment tds = segments.first("TDS");
    Segment cur = segments.first("CUR");
    When invoiced = when(big, 1, 0, 0);
    BigDecimal amount = tds.cents(1);
    String currency = currency(cur, 2);
    if (rejected(big, tds, cur)) {
      return;
    }
    String number = big.element(2);
    boolean credit = big.element(7).equals("CR") || big.element(7).equals("CN");
    Segments head = segments.before("IT1");
    String carrier =
        withoutSeparator(
            head.qualified("REF", "SCA") == null ? "" : head.qualified("REF", "SCA").element(2));
    List<Reference> references = ReferenceQualifiers.of(head, carrier);
    Reference pro = ReferenceQualifiers.first(references, "PRO");
    String seller =
        withoutSeparator(Parties.name(segments, sender(), "RE", "SE", "SU", "VN", "PE"));
    DocumentChange change = Purpose.change(big.element(8));
    if (pro != null && !carrier.isEmpty() && !credit) {
      MessageHeader header = header(carrier + "/" + number, invoiced, change, pro);
      facts.shipmentFact(
          header,
          "freight-bill/" + carrier + "/" + number,
          orCreated(invoiced),
          new FreightBill(number, carrier, currency, amount, List.of(new Charge("400", amount))));
      return;
    }
    Reference invoice = new Reference("INVOICE", seller, number);
    Reference order = big.has(4) ? new Reference("PO", "", big.element(4)) : null;
    Reference bol = ReferenceQualifiers.first(references, "BOL");
    Reference about = order != null ? order : bol != null ? bol : invoice;
    MessageHeader header = header(seller + "/" + number, invoiced, change, about);
    Detail detail =
        new Detail("X12-640")
            .reference(invoice)
            .references(references)
            .amount(credit ? "CREDIT" : "TOTAL", amount, currency);
    if (order != null) {
      detail.reference(order);
    }
    charges(detail, currency);
    int count = 0;
    for (Segment it1 : segments.all("IT1")) {
      count++;
      if (it1.isSound()) {
        String line = it1.has(1) ? it1.element(1) : String.valueOf(count);
        Measures.add(
            detail, "LINE " + line + " ITEM " + Items.among(it1, 6), it1, 2, it1.element(3));
      }
    }
    milestone(
        header,
        "invoice/" + seller + "/" + number,
        orCreated(invoiced),
        credit ? "CREDIT_RECEIVED" : "INVOICE_RECEIVED",
        big.element(7),
        detail.build());
  }

  /** What is charged, allowed or taxed on the invoice as a whole: behind the total. */
  private void charges(Detail detail, String currency) {
    Segments summary = segments.behindLast("TDS");
    for (Segment sac : summary.all("SAC")) {
      boolean allowance = sac.element(1).equals("A");
      if (sac.has(2) && (allowance || sac.element(1).equals("C"))) {
        Numbers.cents(sac.element(5))
            .ifPresent(
                amount ->
                    detail.amount(sac.element(2), allowance ? amount.negate() : amount, currency));
      }
    }
    for (Segment txi : summary.all("TXI")) {
      Numbers.decimal(txi.element(2))
          .ifPresent(amount -> detail.amount("TAX-" + txi.element(1), amount, currency));
    }
  }
}
