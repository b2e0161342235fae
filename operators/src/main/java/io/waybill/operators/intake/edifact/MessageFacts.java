package io.waybill.operators.intake.edifact;

import io.waybill.operators.intake.message.DeadLetters;
import io.waybill.operators.intake.message.FactCollector;
import io.waybill.operators.intake.message.MessageType;
import io.waybill.operators.intake.message.Problem;
import io.waybill.operators.intake.message.RawMessage;
import io.waybill.operators.intake.message.Reason;
import io.waybill.operators.intake.profile.PartnerProfile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads one message by its type, and records what became of it. */
final class MessageFacts {

  static final String ACKNOWLEDGEMENT = "CONTRL";

  private record Reader(MessageType type, Consumer<Reading> read) {}

  private static final Map<String, Reader> READERS =
      readers(
          new Reader(ApplicationError.TYPE, ApplicationError::read),
          new Reader(
              MessageType.of(ACKNOWLEDGEMENT, "syntax and service report")
                  .note(
                      "A record only, whose type says whether it rejects. Waybill writes one for"
                          + " each interchange that it receives."),
              MessageFacts::nothing),
          new Reader(DespatchAdvice.TYPE, DespatchAdvice::read),
          new Reader(TransportInstruction.TYPE, TransportInstruction::read),
          new Reader(StatusReport.TYPE, StatusReport::read),
          new Reader(Invoice.TYPE, Invoice::read),
          new Reader(InventoryReport.TYPE, InventoryReport::read),
          new Reader(PurchaseOrder.TYPE, PurchaseOrder::read),
          new Reader(OrderResponse.TYPE, OrderResponse::read),
          new Reader(ReceivingAdvice.TYPE, ReceivingAdvice::read));

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

  /** What each message is, in the order of their names. */
  static List<MessageType> types() {
    return READERS.values().stream().map(Reader::type).toList();
  }

  private static Map<String, Reader> readers(Reader... all) {
    Map<String, Reader> readers = new LinkedHashMap<>();
    for (Reader reader : all) {
      readers.put(reader.type().message(), reader);
    }
    return readers;
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
      READERS.get(message.type()).read().accept(new Reading(message, profile, facts, this::reject));
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
                new Problem(Reason.TOO_LARGE, segment.name(0, 1), segment.raw(), segment.fault()),
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
