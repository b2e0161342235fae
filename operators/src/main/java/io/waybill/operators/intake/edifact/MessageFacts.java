package io.waybill.operators.intake.edifact;

import io.waybill.operators.intake.message.DeadLetters;
import io.waybill.operators.intake.message.FactCollector;
import io.waybill.operators.intake.message.Problem;
import io.waybill.operators.intake.message.RawMessage;
import io.waybill.operators.intake.message.Reason;
import io.waybill.operators.intake.profile.PartnerProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Reads one message by its type, and records what became of it. */
final class MessageFacts {

  static final String ACKNOWLEDGEMENT = "CONTRL";

  private static final Map<String, Consumer<Reading>> READERS =
      new TreeMap<>(
          Map.of(
              "IFTSTA",
              StatusReport::read,
              "IFTMIN",
              TransportInstruction::read,
              "DESADV",
              DespatchAdvice::read,
              "RECADV",
              ReceivingAdvice::read,
              "INVRPT",
              InventoryReport::read,
              "ORDERS",
              PurchaseOrder::read,
              "ORDRSP",
              OrderResponse::read,
              "INVOIC",
              Invoice::read,
              "APERAK",
              ApplicationError::read,
              ACKNOWLEDGEMENT,
              MessageFacts::nothing));

  private static final int MAX_REJECTED = 20;

  private final PartnerProfile profile;
  private final RawMessage raw;
  private final FactCollector facts;
  private final Message message;
  private final List<Finding> findings = new ArrayList<>();
  private boolean read;
  private int rejected;
  private byte[] alone;

  MessageFacts(PartnerProfile profile, RawMessage raw, FactCollector facts, Message message) {
    this.profile = profile;
    this.raw = raw;
    this.facts = facts;
    this.message = message;
  }

  ReadMessage read() {
    facts.nextMessage();
    FactCollector.Counted before = facts.counted();
    Optional<Finding> fault = fault();
    if (!message.isWhole() || fault.isPresent()) {
      List<Finding> all = new ArrayList<>(fault.stream().toList());
      all.addAll(message.findings());
      reject(all);
    } else {
      READERS.get(message.type()).accept(new Reading(message, profile, facts, this::reject));
      read = findings.isEmpty() || facts.counted().facts() > before.facts();
      // Behind the facts, whose ids count what stands before them.
      message.findings().forEach(finding -> reject(List.of(finding)));
    }
    Interchange interchange = message.interchange();
    facts.record(
        type(),
        Details.fitting(message.version()).orElse(""),
        Details.fitting(interchange.sender()).orElse(""),
        Details.fitting(interchange.receiver()).orElse(""),
        message.controlNumbers(),
        before);
    return new ReadMessage(message, !read, findings);
  }

  /** A CONTRL says nothing of our business: its record is all. */
  private static void nothing(Reading reading) {}

  /** Why the message cannot be read at all. */
  private Optional<Finding> fault() {
    for (Segment segment : message.segments()) {
      if (segment.fault() != null) {
        return Optional.of(
            new Finding(
                new Problem(
                    Reason.TOO_LARGE,
                    Details.fitting(segment.tag()).orElse("segment"),
                    segment.raw(),
                    segment.fault()),
                SyntaxError.TOO_MANY_CONSTITUENTS,
                segment,
                0,
                1));
      }
    }
    return READERS.containsKey(message.type())
        ? Optional.empty()
        : Optional.of(
            Finding.at(
                message.type().isEmpty() ? Reason.MISSING : Reason.UNSUPPORTED,
                SyntaxError.VALUE_NOT_SUPPORTED,
                message.unh(),
                2,
                1,
                "Waybill reads "
                    + String.join(", ", READERS.keySet())
                    + "; leave other messages out, or ask for them."));
  }

  /** A CONTRL that rejects something of ours says so in its type. */
  private String type() {
    String type = message.type();
    boolean rejects =
        type.equals(ACKNOWLEDGEMENT)
            && message.segments().stream()
                .anyMatch(
                    segment ->
                        (segment.is("UCI") && segment.element(4).equals("4"))
                            || (segment.is("UCM") && segment.element(3).equals("4"))
                            || (segment.is("UCF") && segment.element(4).equals("4")));
    return rejects
        ? "EDIFACT-CONTRL-REJECTION"
        : type.matches("[A-Z]{6}") ? "EDIFACT-" + type : "EDIFACT";
  }

  /** A dead letter; of the many that one message may give, the last one stands for the rest. */
  private void reject(List<Finding> wrong) {
    findings.addAll(wrong);
    rejected++;
    if (rejected <= MAX_REJECTED) {
      deadLetter(wrong.stream().map(Finding::problem).toList());
    } else if (rejected == MAX_REJECTED + 1) {
      Problem next = wrong.get(0).problem();
      deadLetter(
          List.of(
              new Problem(
                  next.reason(),
                  next.field(),
                  next.value(),
                  next.remedy()
                      + " More parts of the message may be bad: only the first %d are told."
                          .formatted(MAX_REJECTED))));
    }
  }

  private void deadLetter(List<Problem> problems) {
    if (alone == null) {
      alone = message.alone();
    }
    facts.deadLetter(
        DeadLetters.of(raw, facts.skipPosition(), message.controlNumbers(), problems, alone));
  }
}
