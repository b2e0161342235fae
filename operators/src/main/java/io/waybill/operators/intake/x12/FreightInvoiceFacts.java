package io.waybill.operators.intake.x12;

import io.waybill.operators.intake.message.Decimals;
import io.waybill.operators.intake.message.DocumentChange;
import io.waybill.operators.intake.message.MessageHeader;
import io.waybill.operators.intake.message.MessageType;
import io.waybill.operators.intake.message.When;
import io.waybill.schemas.Charge;
import io.waybill.schemas.FreightBill;
import io.waybill.schemas.Reference;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * 210: the carrier's invoice. Its amount stands three times, in B3-07, as the sum of L1-04 and in
 * L3-05; if they differ, nobody may pay it. A correction replaces the bill of its number, a balance
 * due stands beside it.
 */
final class FreightInvoiceFacts extends TransactionFacts {

  static final MessageType TYPE =
      MessageType.of("210", "motor carrier freight details and invoice")
          .facts("FreightBill")
          .about("PRO (N9 CN), else BOL (B3-03)")
          .note(
              "B3-07 = the sum of L1-04 = L3-05, else nobody may pay it; B3-08 CO, RB and others "
                  + "replace, CA, BO, CM, CT, DE cancel, BD and AR stand beside the original.")
          .gaps("weights, classes and rates of the lines (L0, L5, L7), parties, terms");

  private static final String SUM_REMEDY =
      "Send an invoice whose net amount is the sum of its charges: the sum of L104 is ";

  FreightInvoiceFacts(Incoming incoming) {
    super(incoming);
  }

  @Override
  void read() {
    Segment b3 = segments.first("B3");
    Segment l3 = segments.first("L3");
    Segment c3 = segments.first("C3");
    When billed = when(b3, 6, 0, 0);
    BigDecimal amount = b3.cents(7);
    String carrier = withoutSeparator(b3.has(11) ? b3.element(11) : sender());
    String currency = currency(c3, 1);
    List<Segment> used = new ArrayList<>(List.of(b3));
    List<Charge> charges = new ArrayList<>();
    BigDecimal sum = Decimals.ZERO;
    for (Segment l1 : segments.all("L1")) {
      used.add(l1);
      BigDecimal charge = l1.optionalCents(4).orElse(null);
      if (charge != null) {
        sum = sum.add(charge);
        // A charge without a code of its own is the freight: code 400 of data element 150.
        charges.add(new Charge(l1.has(8) ? l1.element(8) : "400", charge));
      }
    }
    if (!charges.isEmpty() && sum.compareTo(amount) != 0) {
      b3.invalid(
          7, Finding.INVALID_CODE, SUM_REMEDY + sum.stripTrailingZeros().toPlainString() + ".");
    }
    if (l3 != null) {
      used.add(l3);
      BigDecimal total = l3.optionalCents(5).orElse(amount);
      if (total.compareTo(amount) != 0) {
        l3.invalid(5, Finding.INVALID_CODE, "Send the same total as in B307.");
      }
    }
    if (c3 != null) {
      used.add(c3);
    }
    if (rejected(used)) {
      return;
    }
    bill(b3, billed, new FreightBill(b3.element(2), carrier, currency, amount, charges));
  }

  private void bill(Segment b3, When billed, FreightBill bill) {
    Correction correction = Correction.of(b3.element(8));
    if (correction == Correction.ADDED) {
      // Money beside the original: a bill of its own.
      bill.setBill(bill.getBill() + "/" + b3.element(8));
    }
    String number = bill.getCarrier() + "/" + bill.getBill();
    MessageHeader header = header(number, billed, correction.change(), reference(b3, bill));
    facts.shipmentFact(header, "freight-bill/" + number, orCreated(billed), bill);
  }

  /** The strongest name of the shipment: PRO, else what the shipper called it, else the invoice. */
  private Reference reference(Segment b3, FreightBill bill) {
    List<Reference> references = ReferenceQualifiers.of(segments.before("LX"), bill.getCarrier());
    Reference pro = ReferenceQualifiers.first(references, "PRO");
    if (pro != null) {
      return pro;
    }
    if (b3.has(3)) {
      return new Reference("BOL", "", b3.element(3));
    }
    Reference bol = ReferenceQualifiers.first(references, "BOL");
    return bol != null ? bol : new Reference("PRO", bill.getCarrier(), b3.element(2));
  }

  /** What B3-08, X12 data element 202, does to the bill. */
  private enum Correction {
    NONE(DocumentChange.ORIGINAL),
    REPLACED(DocumentChange.REPLACEMENT),
    CANCELLED(DocumentChange.CANCELLATION),
    ADDED(DocumentChange.ORIGINAL);

    private final DocumentChange change;

    Correction(DocumentChange change) {
      this.change = change;
    }

    DocumentChange change() {
      return change;
    }

    static Correction of(String code) {
      return switch (code) {
        case "", "PD" -> NONE;
        case "CA", "BO", "CM", "CT", "DE" -> CANCELLED;
        case "BD", "AR" -> ADDED;
        default -> REPLACED;
      };
    }
  }
}
