package io.waybill.operators.intake;

import io.waybill.operators.intake.message.Decoded;
import io.waybill.operators.intake.message.RawMessage;
import io.waybill.schemas.MessageOutcome;
import io.waybill.schemas.MessageRecord;
import io.waybill.schemas.RawPointer;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Sees which message of a partner is its first, and which is the first that gave a fact. It forgets
 * when the process ends; who reads the records takes the earliest of each. Not thread-safe.
 */
public final class FirstMessages {

  /** Of these records; the decoders' own records name the format. */
  public static final String TYPE = "MESSAGE";

  /** Whoever makes up names of partners shall not fill the memory. */
  private static final int MAX_PARTNERS = 10_000;

  private static final int MAX_NAME = 64;

  private final Set<String> heard = new HashSet<>();
  private final Set<String> accepted = new HashSet<>();

  /** The record of a message that is the first of its partner in either sense. */
  public Optional<MessageRecord> recordOf(RawMessage raw, Decoded decoded) {
    if (raw.partner() == null
        || raw.partner().length() > MAX_NAME
        || (heard.size() >= MAX_PARTNERS && !heard.contains(raw.partner()))) {
      return Optional.empty();
    }
    int facts =
        decoded.shipmentFacts().size() + decoded.stockFacts().size() + decoded.links().size();
    boolean first = heard.add(raw.partner());
    boolean firstAccepted = facts > 0 && accepted.add(raw.partner());
    return first || firstAccepted ? Optional.of(record(raw, decoded, facts)) : Optional.empty();
  }

  private static MessageRecord record(RawMessage raw, Decoded decoded, int facts) {
    MessageOutcome outcome =
        decoded.deadLetters().isEmpty()
            ? MessageOutcome.ACCEPTED
            : facts > 0 ? MessageOutcome.ACCEPTED_WITH_ERRORS : MessageOutcome.REJECTED;
    return new MessageRecord(
        "%s/%d/%d/message".formatted(raw.topic(), raw.partition(), raw.offset()),
        raw.partner(),
        TYPE,
        "",
        outcome,
        facts,
        "",
        "",
        new RawPointer(raw.topic(), raw.partition(), raw.offset(), 0, null),
        raw.timestamp());
  }
}
