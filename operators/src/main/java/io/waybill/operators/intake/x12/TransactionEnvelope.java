package io.waybill.operators.intake.x12;

import io.waybill.operators.intake.message.Problem;
import io.waybill.operators.intake.message.Reason;
import java.util.Optional;

/** Checks what stands around a transaction: ISA, ST and SE. */
final class TransactionEnvelope {

  private TransactionEnvelope() {}

  /** The first thing that is wrong. */
  static Optional<Problem> fault(Part.Transaction transaction) {
    Segment st = transaction.segments().get(0);
    Segment se = transaction.segments().get(transaction.segments().size() - 1);
    Optional<Problem> isa = IsaHeader.fault(transaction.isa());
    if (isa.isPresent()) {
      return isa;
    }
    if (!st.element(1).equals("214")) {
      return Optional.of(
          new Problem(
              Reason.UNSUPPORTED,
              "ST01",
              st.element(1),
              "Send transaction 214 here; others need a profile that reads them."));
    }
    int counted = transaction.segments().size();
    if (!se.element(1).replaceFirst("^0+(?=.)", "").equals(String.valueOf(counted))) {
      return Optional.of(
          new Problem(
              Reason.COUNT_MISMATCH,
              "SE01",
              se.element(1),
              "The transaction has %d segments: send the lost ones again, or correct the count."
                  .formatted(counted)));
    }
    if (!se.element(2).equals(st.element(2))) {
      return Optional.of(
          new Problem(
              Reason.COUNT_MISMATCH,
              "SE02",
              se.element(2),
              "ST02 has '" + st.element(2) + "': send the transaction again."));
    }
    return Optional.empty();
  }
}
