package io.waybill.operators.intake.x12;

import io.waybill.operators.intake.message.Problem;
import io.waybill.operators.intake.message.Reason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Cuts a text into its transactions, so that one that is bad does not sink its neighbours. Tolerant
 * of what real files have: line ends between and within segments, indentation, no terminator behind
 * the last segment, several interchanges in a text.
 */
final class Interchanges {

  /** A transaction with more is not read: its segments would take too much memory. */
  static final int MAX_SEGMENTS = 100_000;

  /** What comes behind so many transactions and faults is not read. */
  static final int MAX_PARTS = 20_000;

  private static final int MAX_HEADER = 500;

  /** Notes of a TA1, X12 data element I18. */
  private static final String NUMBERS_DIFFER = "001";

  private static final String WRONG_COUNT = "021";
  private static final String CUT_OFF = "023";
  private static final String NO_CONTENT = "024";

  /** Of X12 data element 716. */
  private static final String GROUP_NUMBER_NOT_UNIQUE = "19";

  private static final long PRIME = 0x100000001B3L;

  private static final String CUT =
      "The text was cut or a segment is missing: send the interchange again, complete.";

  private final String text;
  private final Consumer<Part> parts;
  private int at;
  private int count;

  private Interchanges(String text, Consumer<Part> parts) {
    this.text = text;
    this.parts =
        part -> {
          count++;
          parts.accept(part);
        };
  }

  /** Hands over the parts in their order; at least one. */
  static void cut(String text, Consumer<Part> parts) {
    new Interchanges(text, parts).cut();
  }

  private void cut() {
    skipBlank();
    do {
      Optional<Delimiters> delimiters =
          text.startsWith("ISA", at) ? Delimiters.of(text, at) : Optional.empty();
      if (delimiters.isPresent()) {
        interchange(delimiters.get());
        skipTerminators(delimiters.get());
      } else {
        int next = nextInterchange();
        unreadable(next);
        at = next;
      }
    } while (at < text.length() && count < MAX_PARTS);
    if (at < text.length()) {
      tooMany();
    }
  }

  private void interchange(Delimiters delimiters) {
    String isaStart = "ISA" + delimiters.element();
    int start = at;
    Segment isa = new Segment(next(delimiters), delimiters, 0);
    if (isa.text().length() > MAX_HEADER) {
      at = start;
      unreadable(text.length());
      at = text.length();
      return;
    }
    InterchangeEnvelope envelope = new InterchangeEnvelope(parts, delimiters, isa);
    while (at < text.length() && count < MAX_PARTS) {
      skipBlank();
      if (at >= text.length() || text.startsWith(isaStart, at)) {
        break;
      }
      String segment = next(delimiters);
      if (!segment.isEmpty() && envelope.add(segment)) {
        return;
      }
    }
    envelope.end();
  }

  /** The next segment, without what an e-mail or a terminal put into it: line ends and blanks. */
  private String next(Delimiters delimiters) {
    int end = text.indexOf(delimiters.segment(), at);
    end = end < 0 ? text.length() : end;
    String segment = text.substring(at, end).strip();
    at = end + 1;
    boolean wrapped = segment.indexOf('\n') >= 0 || segment.indexOf('\r') >= 0;
    segment = wrapped ? segment.replace("\r", "").replace("\n", "") : segment;
    // Copied from a web page: blanks that do not break.
    return segment.indexOf('\u00A0') >= 0 ? segment.replace('\u00A0', ' ').strip() : segment;
  }

  /** Line ends, the end mark of old systems (Control-Z), byte order marks of joined files. */
  private void skipBlank() {
    while (at < text.length() && (text.charAt(at) <= ' ' || text.charAt(at) == '\uFEFF')) {
      at++;
    }
  }

  private void tooMany() {
    parts.accept(
        new Part.Broken(
            null,
            new Problem(
                Reason.TOO_LARGE,
                "ST",
                "",
                "Split the file: what follows behind %d transactions was not read."
                    .formatted(MAX_PARTS)),
            text.substring(at),
            null,
            null,
            null));
  }

  /** Where the next interchange begins behind what is none; the end of the text without one. */
  private int nextInterchange() {
    int next = text.indexOf("ISA", at + 1);
    while (next >= 0) {
      boolean inWord = Character.isLetterOrDigit(text.charAt(next - 1));
      String header = text.substring(next, Math.min(text.length(), next + MAX_HEADER));
      if (!inWord && Delimiters.of(header, 0).isPresent()) {
        return next;
      }
      next = text.indexOf("ISA", next + 1);
    }
    return text.length();
  }

  /** A terminator too many behind the last segment says nothing. */
  private void skipTerminators(Delimiters delimiters) {
    skipBlank();
    while (at < text.length() && text.charAt(at) == delimiters.segment()) {
      at++;
      skipBlank();
    }
  }

  private void unreadable(int end) {
    String rest = text.substring(Math.min(at, end), end);
    String found = rest.substring(0, Math.min(40, rest.length()));
    parts.accept(
        new Part.Broken(
            null,
            new Problem(
                Reason.UNREADABLE,
                "ISA",
                found,
                "An X12 interchange begins with a whole ISA segment: send it from there."),
            rest,
            null,
            null,
            null));
  }

  /** Puts the segments of one interchange together. */
  private static final class InterchangeEnvelope {
    private final Consumer<Part> parts;
    private final Delimiters delimiters;
    private final Segment isa;
    private final StringBuilder stray = new StringBuilder();
    private Segment gs;
    private List<Segment> transaction;
    private List<String> groupCodes;
    private final List<String> notes = new ArrayList<>();
    private final Set<String> groupNumbers = new HashSet<>();
    private final Set<String> transactionNumbers = new HashSet<>();
    private int groups;
    private int transactions;
    private boolean answers;
    private long groupDigest;
    private long digest;

    InterchangeEnvelope(Consumer<Part> parts, Delimiters delimiters, Segment isa) {
      this.parts = parts;
      this.delimiters = delimiters;
      this.isa = isa;
    }

    /** Whether the interchange ends with this segment. */
    boolean add(String text) {
      int position = transaction == null ? 0 : transaction.size() + 1;
      Segment segment = new Segment(text, delimiters, position);
      switch (segment.tag().equals("GS") && text.length() > MAX_HEADER ? "" : segment.tag()) {
        case "GS" -> {
          endGroup();
          gs = segment;
          groups++;
          transactions = 0;
          groupDigest = 0;
          transactionNumbers.clear();
          groupCodes = new ArrayList<>();
          if (!groupNumbers.add(gs.element(1) + gs.element(6))) {
            groupCodes.add(GROUP_NUMBER_NOT_UNIQUE);
          }
        }
        case "ST" -> {
          endStray();
          endTransaction();
          transaction = new ArrayList<>();
          transaction.add(new Segment(text, delimiters, 1));
          transactions++;
        }
        case "TA1" -> {
          if (gs == null && transaction == null) {
            answers = true;
            parts.accept(new Part.Answer(isa, segment));
          } else {
            inside(segment);
          }
        }
        case "SE" -> endTransaction(segment);
        case "GE" -> endGroup(segment);
        case "IEA" -> {
          endInterchange(segment);
          return true;
        }
        default -> inside(segment);
      }
      return false;
    }

    private void inside(Segment segment) {
      if (transaction == null) {
        stray.append(segment.text()).append(delimiters.segment());
      } else if (transaction.size() <= MAX_SEGMENTS) {
        transaction.add(segment);
      }
    }

    /** The text ends before the interchange does. */
    void end() {
      endGroup();
      notes.add(CUT_OFF);
      broken(Reason.MISSING, "IEA", "", CUT);
      interchangeEnds();
    }

    /** Segments that stand outside of a transaction, as one fault. */
    private void endStray() {
      if (stray.length() > 0) {
        String text = stray.toString();
        stray.setLength(0);
        Segment first =
            new Segment(text.substring(0, text.indexOf(delimiters.segment())), delimiters, 0);
        String tag = first.tag();
        boolean named = !tag.isBlank() && tag.length() <= 3;
        parts.accept(
            new Part.Broken(
                numbers(null),
                new Problem(Reason.UNREADABLE, named ? tag : "segment", first.text(), CUT),
                text,
                isa,
                gs,
                null));
      }
    }

    private void endTransaction(Segment se) {
      endStray();
      if (transaction == null) {
        broken(Reason.UNREADABLE, "SE", se.text(), CUT);
        return;
      }
      if (transaction.size() > MAX_SEGMENTS) {
        transaction = new ArrayList<>(transaction.subList(0, 1));
        broken(
            Reason.TOO_LARGE,
            "SE01",
            se.element(1),
            "Split the transaction: it may have at most " + MAX_SEGMENTS + " segments.");
      } else if (gs == null) {
        transaction.add(se);
        broken(Reason.MISSING, "GS", "", "Put the transaction into a group, GS to GE.");
      } else {
        transaction.add(se);
        addToDigest();
        boolean unique = transactionNumbers.add(transaction.get(0).element(2));
        parts.accept(new Part.Transaction(delimiters, isa, gs, transaction, unique));
      }
      transaction = null;
    }

    private void endTransaction() {
      if (transaction != null) {
        broken(Reason.MISSING, "SE", "", CUT);
        transaction = null;
      }
    }

    private void endGroup(Segment ge) {
      endStray();
      endTransaction();
      if (gs == null) {
        broken(Reason.MISSING, "GS", "", "Begin the group with a GS segment.");
        return;
      }
      requireCount("GE01", ge.element(1), transactions, "transactions", "5");
      requireControl("GE02", ge.element(2), gs.element(6), "4");
      long included = Numbers.whole(ge.element(1));
      groupEnds(included < 0 ? transactions : included);
    }

    private void endGroup() {
      endStray();
      endTransaction();
      if (gs != null) {
        broken(Reason.MISSING, "GE", "", CUT);
        groupCodes.add("3");
        groupEnds(transactions);
      }
    }

    private void groupEnds(long included) {
      digest = digest * PRIME + groupDigest;
      parts.accept(
          new Part.GroupEnd(isa, gs, included, transactions, List.copyOf(groupCodes), groupDigest));
      gs = null;
    }

    private void interchangeEnds() {
      boolean nothingToAnswer = answers && groups == 0;
      parts.accept(
          new Part.InterchangeEnd(isa, List.copyOf(notes), groups, nothingToAnswer, digest));
    }

    /** Of what stands in the transaction, whatever its lines and envelopes look like. */
    private void addToDigest() {
      long sum = groupDigest;
      for (Segment segment : transaction) {
        String text = segment.text();
        for (int i = 0; i < text.length(); i++) {
          sum = (sum ^ text.charAt(i)) * PRIME;
        }
        sum = (sum ^ delimiters.segment()) * PRIME;
      }
      groupDigest = sum;
    }

    private void endInterchange(Segment iea) {
      endGroup();
      if (!requireCount("IEA01", iea.element(1), groups, "groups", null)) {
        notes.add(WRONG_COUNT);
      }
      if (!requireControl("IEA02", iea.element(2), isa.element(13), null)) {
        notes.add(NUMBERS_DIFFER);
      }
      if (groups == 0 && !answers) {
        notes.add(NO_CONTENT);
        broken(Reason.MISSING, "GS", "", "Send at least one group with a transaction.");
      }
      interchangeEnds();
    }

    private boolean requireCount(
        String field, String said, int counted, String what, String groupCode) {
      boolean same = Numbers.whole(said) == counted;
      if (!same) {
        note(groupCode);
        broken(
            Reason.COUNT_MISMATCH,
            field,
            said,
            "There are %d %s: send the lost ones again, or correct the count."
                .formatted(counted, what));
      }
      return same;
    }

    /** Leading zeros make no other number. */
    private boolean requireControl(String field, String said, String expected, String groupCode) {
      boolean same =
          said.equals(expected)
              || (Numbers.whole(said) >= 0 && Numbers.whole(said) == Numbers.whole(expected));
      if (!same) {
        note(groupCode);
        broken(
            Reason.COUNT_MISMATCH,
            field,
            said,
            "The header has another control number: send the interchange again.");
      }
      return same;
    }

    private void note(String groupCode) {
      if (groupCode != null) {
        groupCodes.add(groupCode);
      }
    }

    private void broken(Reason reason, String field, String value, String remedy) {
      StringBuilder content = new StringBuilder();
      content.append(isa.text()).append(delimiters.segment());
      if (gs != null) {
        content.append(gs.text()).append(delimiters.segment());
      }
      if (transaction != null) {
        transaction.forEach(segment -> content.append(segment.text()).append(delimiters.segment()));
      }
      Segment st = transaction == null ? null : transaction.get(0);
      parts.accept(
          new Part.Broken(
              numbers(st),
              new Problem(reason, field, value, remedy),
              content.toString(),
              isa,
              gs,
              st));
    }

    private String numbers(Segment st) {
      return isa.element(13)
          + (gs == null ? "" : "/" + gs.element(6))
          + (gs == null || st == null ? "" : "/" + st.element(2));
    }
  }
}
