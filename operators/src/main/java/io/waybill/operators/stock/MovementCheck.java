package io.waybill.operators.stock;

import io.waybill.schemas.Envelope;
import io.waybill.schemas.ExceptionRaised;
import io.waybill.schemas.StockFact;
import io.waybill.schemas.StockMovement;
import java.util.Optional;

/** Finds movements that cannot be booked. */
final class MovementCheck {

  static final String BAD_MOVEMENT = "BAD_MOVEMENT";
  static final String FOLDED_MOVEMENT = "FOLDED_MOVEMENT";

  private MovementCheck() {}

  /** Why the movement is not booked, for a person; empty when it is fine. */
  static Optional<ExceptionRaised> findFault(StockFact fact, long logTime) {
    if (fact.getEnvelope().getRetracted()) {
      return Optional.empty();
    }
    StockMovement movement = fact.getMovement();
    if (movement.getQuantity().signum() < 0) {
      return Optional.of(
          exception(
              BAD_MOVEMENT,
              fact,
              logTime,
              "moves %s %s, a negative quantity. Send a movement in the other direction."
                  .formatted(movement.getQuantity().toPlainString(), movement.getUnit())));
    }
    if (movement.getSource().equals(movement.getTarget())) {
      return Optional.of(
          exception(
              BAD_MOVEMENT,
              fact,
              logTime,
              "has the same source and target, %s %s %s. Send it again with the right places."
                  .formatted(
                      movement.getSource().getBucket(),
                      movement.getSource().getNode(),
                      movement.getSource().getStatus())));
    }
    return Optional.empty();
  }

  /** A correction of something that may already be folded into the positions. */
  static ExceptionRaised correctsFolded(StockFact fact, long logTime) {
    return exception(
        FOLDED_MOVEMENT,
        fact,
        logTime,
        "corrects a movement that is older than the retention and can no longer be reversed."
            + " Send the difference as a movement of its own.");
  }

  private static ExceptionRaised exception(
      String code, StockFact fact, long logTime, String explanation) {
    Envelope envelope = fact.getEnvelope();
    return new ExceptionRaised(
        code + "/" + envelope.getFactId(),
        code,
        envelope.getKey(),
        logTime,
        envelope.getPartner(),
        "%s of %s %s Positions stay as they are."
            .formatted(envelope.getSubject(), envelope.getPartner(), explanation));
  }
}
