package io.waybill.operators.intake.x12;

import io.waybill.operators.intake.message.Problem;
import io.waybill.operators.intake.message.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Cuts a text into its transactions, so that one that is bad does not sink its neighbours. Tolerant
 * of what real files have: line ends between segments, no terminator behind the last segment,
 * several interchanges in a text.
 */
final class Interchanges {

  private static final String CUT =
      "The text was cut or a segment is missing: send the interchange again, complete.";

  private final String text;
  private final List<Part> parts = new ArrayList<>();
  private int at;

  private Interchanges(String text) {
    this.text = text;
  }

  /** The parts in their order; at least one. */
  static List<Part> cut(String text) {
    Interchanges interchanges = new Interchanges(text);
    interchanges.cut();
    return interchanges.parts;
  }

  private void cut() {
    skipBlank();
    do {
      Optional<Delimiters> delimiters =
          text.startsWith("ISA", at) ? Delimiters.of(text, at) : Optional.empty();
      if (delimiters.isEmpty()) {
        unreadable();
        return;
      }
      interchange(delimiters.get());
      skipBlank();
    } while (at < text.length());
  }

  private void interchange(Delimiters delimiters) {
    Segment isa = next(delimiters);
    Envelope envelope = new Envelope(parts, delimiters, isa);
    while (at < text.length()) {
      skipBlank();
      if (at >= text.length() || text.startsWith("ISA" + delimiters.element(), at)) {
        break;
      }
      Segment segment = next(delimiters);
      if (segment.text().isEmpty()) {
        continue;
      }
      envelope.add(segment);
      if (segment.tag().equals("IEA")) {
        return;
      }
    }
    envelope.end();
  }

  private Segment next(Delimiters delimiters) {
    int end = text.indexOf(delimiters.segment(), at);
    end = end < 0 ? text.length() : end;
    String segment = text.substring(at, end).strip();
    at = end + 1;
    return new Segment(
        segment,
        Arrays.asList(
            Pattern.compile(String.valueOf(delimiters.element()), Pattern.LITERAL)
                .split(segment, -1)));
  }

  private void skipBlank() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private void unreadable() {
    String rest = text.substring(Math.min(at, text.length()));
    String found = rest.substring(0, Math.min(40, rest.length()));
    parts.add(
        new Part.Broken(
            null,
            new Problem(
                Reason.UNREADABLE,
                "ISA",
                found,
                "An X12 interchange begins with a whole ISA segment: send it from there."),
            rest));
  }

  /** Puts the segments of one interchange together. */
  private static final class Envelope {
    private final List<Part> parts;
    private final Delimiters delimiters;
    private final Segment isa;
    private Segment gs;
    private List<Segment> transaction;
    private int groups;
    private int transactions;

    Envelope(List<Part> parts, Delimiters delimiters, Segment isa) {
      this.parts = parts;
      this.delimiters = delimiters;
      this.isa = isa;
    }

    void add(Segment segment) {
      switch (segment.tag()) {
        case "GS" -> {
          endGroup();
          gs = segment;
          groups++;
          transactions = 0;
        }
        case "ST" -> {
          endTransaction();
          transaction = new ArrayList<>(List.of(segment));
          transactions++;
        }
        case "SE" -> endTransaction(segment);
        case "GE" -> endGroup(segment);
        case "IEA" -> endInterchange(segment);
        default -> {
          if (transaction == null) {
            broken(Reason.UNREADABLE, named(segment), segment.text(), CUT);
          } else {
            transaction.add(segment);
          }
        }
      }
    }

    /** The text ends before the interchange does. */
    void end() {
      endGroup();
      broken(Reason.MISSING, "IEA", "", CUT);
    }

    private static String named(Segment segment) {
      return segment.tag().isBlank() ? "segment" : segment.tag();
    }

    private void endTransaction(Segment se) {
      if (transaction == null) {
        broken(Reason.UNREADABLE, "SE", se.text(), CUT);
        return;
      }
      transaction.add(se);
      if (gs == null) {
        broken(Reason.MISSING, "GS", "", "Put the transaction into a group, GS to GE.");
      } else {
        parts.add(new Part.Transaction(delimiters, isa, gs, transaction));
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
      endTransaction();
      if (gs == null) {
        broken(Reason.MISSING, "GS", "", "Begin the group with a GS segment.");
      } else {
        requireCount("GE01", ge.element(1), transactions, "transactions");
        requireControl("GE02", ge.element(2), gs.element(6));
      }
      gs = null;
    }

    private void endGroup() {
      endTransaction();
      if (gs != null) {
        broken(Reason.MISSING, "GE", "", CUT);
        gs = null;
      }
    }

    private void endInterchange(Segment iea) {
      endGroup();
      requireCount("IEA01", iea.element(1), groups, "groups");
      requireControl("IEA02", iea.element(2), isa.element(13));
      if (groups == 0) {
        broken(Reason.MISSING, "GS", "", "Send at least one group with a transaction.");
      }
    }

    private void requireCount(String field, String said, int counted, String what) {
      if (!said.replaceFirst("^0+(?=.)", "").equals(String.valueOf(counted))) {
        broken(
            Reason.COUNT_MISMATCH,
            field,
            said,
            "There are %d %s: send the lost ones again, or correct the count."
                .formatted(counted, what));
      }
    }

    private void requireControl(String field, String said, String expected) {
      if (!said.equals(expected)) {
        broken(
            Reason.COUNT_MISMATCH,
            field,
            said,
            "The header has the control number '" + expected + "': send the interchange again.");
      }
    }

    private void broken(Reason reason, String field, String value, String remedy) {
      StringBuilder content = new StringBuilder();
      List<Segment> segments = new ArrayList<>();
      segments.add(isa);
      if (gs != null) {
        segments.add(gs);
      }
      if (transaction != null) {
        segments.addAll(transaction);
      }
      segments.forEach(segment -> content.append(segment.text()).append(delimiters.segment()));
      String numbers =
          isa.element(13)
              + (gs == null ? "" : "/" + gs.element(6))
              + (gs == null || transaction == null ? "" : "/" + transaction.get(0).element(2));
      parts.add(
          new Part.Broken(numbers, new Problem(reason, field, value, remedy), content.toString()));
    }
  }
}
