package io.waybill.operators.intake.x12;

import io.waybill.operators.intake.message.DocumentChange;
import io.waybill.operators.intake.message.MessageHeader;
import io.waybill.operators.intake.message.MessageType;
import io.waybill.operators.intake.message.When;
import io.waybill.schemas.Reference;
import java.math.BigDecimal;
import java.util.List;

/**
 * 820: what a payment pays, a milestone for each invoice (RMR) and each adjustment (ADX), by the
 * invoice's number; for the payment as a whole when it lists none.
 */
final class PaymentFacts extends TransactionFacts {

  static final MessageType TYPE =
      MessageType.of("820", "payment order or remittance advice")
          .facts("Milestone")
          .milestones("PAYMENT_ADVISED", "PAYMENT_ADJUSTED")
          .about("INVOICE; the PAYMENT as a whole when it lists none")
          .note("A milestone for each RMR and each ADX.")
          .gaps("banks and accounts (BPR-05 to 15), dates of the invoices");

  PaymentFacts(Incoming incoming) {
    super(incoming);
  }

  @Override
  void read() {
    Segment bpr = segments.first("BPR");
    Segment trn = segments.first("TRN");
    Segment cur = segments.first("CUR");
    When paid = when(bpr, 16, 0, 0);
    BigDecimal total = bpr.decimal(2);
    String currency = currency(cur, 2);
    if (rejected(bpr, trn, cur)) {
      return;
    }
    String payment = trn == null ? transaction.st().element(2) : trn.element(2);
    Reference trace = new Reference("PAYMENT", sender(), payment);
    MessageHeader header = header(sender() + "/" + payment, paid, DocumentChange.ORIGINAL, trace);
    int count = 0;
    for (Segments loop : segments.loops("RMR", "ADX")) {
      count++;
      Segment segment = loop.head();
      boolean adjustment = segment.is("ADX");
      BigDecimal amount = adjustment ? segment.decimal(1) : segment.decimal(4);
      String number = segment.element(adjustment ? 4 : 2);
      if (number.isEmpty() && !adjustment) {
        segment.missing(2, "Send the number of the invoice.");
      }
      if (rejected(segment)) {
        continue;
      }
      Detail detail =
          new Detail(adjustment ? "X12-426" : "X12-128")
              .reference(trace)
              .references(ReferenceQualifiers.of(loop.before("ENT"), ""))
              .amount("PAID", amount, currency);
      if (!adjustment) {
        segment.optionalDecimal(5).ifPresent(value -> detail.amount("INVOICED", value, currency));
        segment.optionalDecimal(6).ifPresent(value -> detail.amount("DISCOUNT", value, currency));
      }
      milestone(
          number.isEmpty()
              ? header
              : header.about(new Reference(type(segment.element(adjustment ? 3 : 1)), "", number)),
          "payment/" + payment + "/" + count,
          orCreated(paid),
          adjustment ? "PAYMENT_ADJUSTED" : "PAYMENT_ADVISED",
          segment.element(adjustment ? 2 : 1),
          detail.build());
    }
    if (count == 0) {
      Detail detail =
          new Detail("X12-305").references(List.of(trace)).amount("PAID", total, currency);
      milestone(
          header,
          "payment/" + payment,
          orCreated(paid),
          "PAYMENT_ADVISED",
          bpr.element(1),
          detail.build());
    }
  }

  /** What is paid is an invoice, unless it is named by its bill of lading or its order. */
  private static String type(String qualifier) {
    String type = ReferenceQualifiers.type(qualifier);
    return type.equals("BOL") || type.equals("PO") ? type : "INVOICE";
  }
}
