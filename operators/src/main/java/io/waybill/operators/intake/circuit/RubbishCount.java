package io.waybill.operators.intake.circuit;

import io.waybill.operators.intake.message.Decoded;
import io.waybill.operators.intake.message.RawMessage;
import io.waybill.schemas.DeadLetter;
import io.waybill.schemas.RubbishTally;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * Counts the messages of each partner, and speaks only when one is rubbish: good messages cost next
 * to nothing. It forgets when the process ends, which makes a share look a little worse for a
 * moment. Not thread-safe.
 */
public final class RubbishCount {

  /** Good messages of longer ago say little of now. */
  private static final int MAX_COUNTED = 1_000;

  private final Map<String, Integer> good = new HashMap<>();

  /**
   * @param limit percent of messages of this one's partner that may be rubbish; empty for a partner
   *     without a profile, who is not counted
   */
  public Optional<RubbishTally> count(
      RawMessage raw, Decoded decoded, Function<RawMessage, OptionalInt> limit) {
    if (!isRubbish(decoded)) {
      if (raw.partner() != null && (gaveFacts(decoded) || decoded.deadLetters().isEmpty())) {
        good.merge(raw.partner(), 1, (before, one) -> Math.min(MAX_COUNTED, before + one));
      }
      return Optional.empty();
    }
    OptionalInt percent = limit.apply(raw);
    if (percent.isEmpty()) {
      return Optional.empty();
    }
    Integer before = good.remove(raw.partner());
    DeadLetter letter = decoded.deadLetters().get(0);
    return Optional.of(
        new RubbishTally(
            raw.partner(),
            raw.timestamp(),
            1 + (before == null ? 0 : before),
            1,
            percent.getAsInt(),
            letter.getReason() + " at " + letter.getField()));
  }

  /** Nothing but dead letters. */
  private static boolean isRubbish(Decoded decoded) {
    return !decoded.deadLetters().isEmpty() && !gaveFacts(decoded);
  }

  private static boolean gaveFacts(Decoded decoded) {
    return !decoded.shipmentFacts().isEmpty()
        || !decoded.stockFacts().isEmpty()
        || !decoded.links().isEmpty();
  }
}
