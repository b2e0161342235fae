package io.waybill.operators.intake.x12;

import io.waybill.operators.intake.message.DeadLetters;
import io.waybill.operators.intake.message.Decoded;
import io.waybill.operators.intake.message.Decoder;
import io.waybill.operators.intake.message.FactCollector;
import io.waybill.operators.intake.message.Problem;
import io.waybill.operators.intake.message.RawMessage;
import io.waybill.operators.intake.message.Reason;
import io.waybill.operators.intake.message.Texts;
import io.waybill.operators.intake.message.When;
import io.waybill.operators.intake.profile.PartnerProfile;
import io.waybill.operators.intake.profile.Terms;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads X12 interchanges; a raw message may hold several, with groups and transactions of any of
 * the sets that {@link TransactionSets} knows. What is bad becomes a dead letter that names segment
 * and element: a whole transaction when its header is bad, one line or status otherwise. A wrong
 * count is a dead letter too, but what it counts is read. Each interchange is answered by a 997,
 * and by a TA1 if it asks for one.
 */
public final class X12Decoder implements Decoder {

  private static final String STANDARD = "X12";

  /** Of X12 data element 718: the transaction's number is not unique in its group. */
  private static final String NOT_UNIQUE = "23";

  private static final int MAX_NAME = 35;
  private static final int MAX_BYTES = 10 * 1024 * 1024;

  /** Segments that begin the lines of documents that may be cancelled. */
  private static final Set<String> LINES = Set.of("HL", "PO1", "RCD", "W01");

  private final PartnerProfile profile;

  public X12Decoder(PartnerProfile profile) {
    this.profile = profile;
  }

  @Override
  public Decoded decode(RawMessage raw) {
    if (raw.bytes().length > MAX_BYTES) {
      return reject(raw, Reason.TOO_LARGE, "Split the file: a message may have at most 10 MB.");
    }
    // Old systems send ISO 8859-1; it has a character for every byte.
    String text =
        Texts.utf8(raw.bytes())
            .orElseGet(() -> new String(raw.bytes(), StandardCharsets.ISO_8859_1));
    if (text.isBlank()) {
      return reject(raw, Reason.EMPTY, "Send the message again, with its content.");
    }
    FactCollector facts = new FactCollector(raw, profile.version());
    FunctionalAcknowledgement acknowledgement = new FunctionalAcknowledgement(raw);
    Interchanges.cut(text, part -> read(part, raw, facts, acknowledgement));
    return facts.decoded();
  }

  private void read(
      Part part, RawMessage raw, FactCollector facts, FunctionalAcknowledgement acknowledgement) {
    if (part instanceof Part.Transaction transaction) {
      transaction(transaction, raw, facts, acknowledgement);
    } else if (part instanceof Part.Broken broken) {
      FactCollector.Counted before = facts.counted();
      facts.deadLetter(
          DeadLetters.of(
              raw,
              facts.skipPosition(),
              broken.controlNumbers(),
              List.of(broken.problem()),
              broken.content().getBytes(StandardCharsets.UTF_8)));
      if (broken.st() != null) {
        record(facts, broken.isa(), broken.gs(), broken.st(), broken.controlNumbers(), before);
        acknowledgement.lost(broken.st());
      }
    } else if (part instanceof Part.GroupEnd group) {
      acknowledgement.groupEnds(group);
      groupNumber(group, facts);
    } else if (part instanceof Part.Answer answer) {
      InterchangeAcknowledgement.read(
          answer,
          facts,
          problem ->
              facts.deadLetter(
                  DeadLetters.of(
                      raw,
                      facts.skipPosition(),
                      answer.isa().element(13),
                      List.of(problem),
                      answer.ta1().text().getBytes(StandardCharsets.UTF_8))));
    } else if (part instanceof Part.InterchangeEnd end) {
      interchangeEnds(end, facts, acknowledgement);
    }
  }

  private boolean watches(Segment isa) {
    return profile.terms().controlNumbers() != Terms.ControlNumbers.NONE
        && IsaHeader.fault(isa).isEmpty();
  }

  private void groupNumber(Part.GroupEnd group, FactCollector facts) {
    if (profile.terms().controlNumbers() == Terms.ControlNumbers.GROUPS
        && IsaHeader.fault(group.isa()).isEmpty()) {
      facts.controlNumber(
          STANDARD,
          "GS",
          name(group.gs(), 2),
          name(group.gs(), 3),
          name(group.gs(), 1),
          name(group.gs(), 6),
          group.digest(),
          null,
          null);
    }
  }

  private void interchangeEnds(
      Part.InterchangeEnd end, FactCollector facts, FunctionalAcknowledgement acknowledgement) {
    Segment isa = end.isa();
    FunctionalAcknowledgement.Answers answers =
        acknowledgement.interchangeEnds(end, profile.zone());
    if (answers.usual() != null) {
      facts.acknowledgement(answers.usual());
    }
    if (watches(isa)) {
      facts.controlNumber(
          STANDARD,
          "ISA",
          name(isa, 6),
          name(isa, 8),
          "",
          name(isa, 13),
          end.digest(),
          answers.usual(),
          answers.toRepeat());
    }
  }

  /** An element as part of a name: what could spoil it is left out. */
  private static String name(Segment segment, int element) {
    String text = segment.element(element);
    return text.length() <= MAX_NAME && Texts.fault(text).isEmpty() && text.indexOf('|') < 0
        ? text
        : "";
  }

  private void transaction(
      Part.Transaction transaction,
      RawMessage raw,
      FactCollector facts,
      FunctionalAcknowledgement acknowledgement) {
    facts.nextMessage();
    FactCollector.Counted before = facts.counted();
    Rejections rejections = new Rejections(raw, facts, transaction);
    List<String> codes = new ArrayList<>(0);
    List<Finding> missing = new ArrayList<>(0);
    String type =
        read(transaction, facts, rejections, codes, missing)
            .orElse("X12-" + setName(transaction.st()));
    boolean gaveFacts = facts.counted().facts() > before.facts();
    boolean wholly = !gaveFacts && rejections.count() > 0;
    miscounted(transaction, rejections, codes);
    if (!transaction.unique()) {
      codes.add(NOT_UNIQUE);
    }
    if (!wholly) {
      rejections.addUntold();
    }
    rejections.end();
    facts.record(
        type,
        transaction.gs().element(8),
        transaction.isa().element(6),
        transaction.isa().element(8),
        transaction.controlNumbers(),
        before);
    acknowledgement.transaction(transaction, wholly, codes, missing);
  }

  /** The type of the message, if it is not only that of its set. */
  private Optional<String> read(
      Part.Transaction transaction,
      FactCollector facts,
      Rejections rejections,
      List<String> codes,
      List<Finding> missing) {
    Optional<Problem> fault = envelopeFault(transaction, codes);
    if (fault.isPresent()) {
      rejections.add(List.of(fault.get()));
      return Optional.empty();
    }
    String set = transaction.st().element(1);
    missing.addAll(GrammarCheck.check(set, transaction.segments()));
    Optional<When> created =
        X12Time.dateTime(transaction.gs().element(4), transaction.gs().element(5))
            .flatMap(time -> When.local(time, profile.zone()));
    if (!missing.isEmpty() && !lacksLinesAlone(transaction, missing)) {
      rejections.add(missing.stream().map(Finding::problem).toList());
    } else if (created.isEmpty()) {
      codes.add("5");
      rejections.add(
          List.of(
              Problem.invalid(
                  "GS04",
                  transaction.gs().element(4) + " " + transaction.gs().element(5),
                  "Send the group's date and time, as CCYYMMDD and HHMM.")));
    } else if (set.equals("997")) {
      return Optional.of(ReceivedAcknowledgement.read(transaction, rejections));
    } else {
      TransactionSets.facts(new Incoming(profile, facts, transaction, rejections, created.get()))
          .read();
      if (!missing.isEmpty() && rejections.count() == 0) {
        rejections.add(missing.stream().map(Finding::problem).toList());
      }
    }
    return Optional.empty();
  }

  /** A cancellation that names no lines is taken for what it can take back. */
  private static boolean lacksLinesAlone(Part.Transaction transaction, List<Finding> missing) {
    return Purpose.isCancellation(transaction)
        && missing.stream().allMatch(finding -> LINES.contains(finding.problem().field()));
  }

  /** What makes it impossible to read the transaction; its code is of X12 data element 718. */
  private static Optional<Problem> envelopeFault(Part.Transaction transaction, List<String> codes) {
    Segment st = transaction.st();
    Segment se = transaction.se();
    Optional<Problem> isa = IsaHeader.fault(transaction.isa());
    if (isa.isPresent()) {
      return isa;
    }
    if (!TransactionSets.reads(st.element(1))) {
      codes.add("1");
      return Optional.of(
          new Problem(
              Reason.UNSUPPORTED,
              "ST01",
              st.element(1),
              "Send one of the transaction sets " + TransactionSets.names() + "."));
    }
    if (!se.element(2).equals(st.element(2))) {
      codes.add("3");
      return Optional.of(
          new Problem(
              Reason.COUNT_MISMATCH,
              "SE02",
              se.element(2),
              "ST02 has another number: send the transaction again."));
    }
    return Optional.empty();
  }

  /** A wrong count alone does not stop the facts; it is told. */
  private static void miscounted(
      Part.Transaction transaction, Rejections rejections, List<String> codes) {
    int counted = transaction.segments().size();
    if (codes.isEmpty() && Numbers.whole(transaction.se().element(1)) != counted) {
      codes.add("4");
      rejections.add(
          List.of(
              new Problem(
                  Reason.COUNT_MISMATCH,
                  "SE01",
                  transaction.se().element(1),
                  "The transaction has %d segments: send the lost ones again, or correct the count."
                      .formatted(counted))));
    }
  }

  private static void record(
      FactCollector facts,
      Segment isa,
      Segment gs,
      Segment st,
      String controlNumbers,
      FactCollector.Counted before) {
    facts.record(
        "X12-" + setName(st),
        gs == null ? "" : gs.element(8),
        isa.element(6),
        isa.element(8),
        controlNumbers,
        before);
  }

  /** What ST01 says, as far as it can be the name of a set. */
  private static String setName(Segment st) {
    String set = st.element(1);
    return set.length() == 3 && Numbers.whole(set) >= 0 ? set : "?";
  }

  private static Decoded reject(RawMessage raw, Reason reason, String remedy) {
    return Decoded.rejected(DeadLetters.of(raw, new Problem(reason, "message", "", remedy)));
  }
}
