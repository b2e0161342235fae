package io.waybill.operators.intake.x12;

import io.waybill.operators.intake.message.RawMessage;
import io.waybill.schemas.Acknowledgement;
import io.waybill.schemas.MessageOutcome;
import io.waybill.schemas.RawPointer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Our answer to an interchange: a TA1 if it asks for one, and a 997 for each of its groups, but not
 * for groups of 997s. Control numbers follow from those received and times from when it was
 * recorded, so a repeat is answered the same; only the TA1 tells that it is one.
 */
final class FunctionalAcknowledgement {

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmm", Locale.ROOT);
  private static final String ACKNOWLEDGEMENTS = "FA";
  private static final int MAX_LISTED = 100;
  private static final int MAX_COPY = 99;
  private static final long CONTROL_NUMBERS = 1_000_000_000L;

  /** The answer to one transaction: its AK2 to AK5. */
  private enum Verdict {
    A,
    E,
    R
  }

  private final RawMessage raw;
  private final List<String> group = new ArrayList<>();
  private final List<List<String>> groups = new ArrayList<>();
  private final List<Segment> groupHeaders = new ArrayList<>();
  private int accepted;
  private int rejected;
  private boolean errors;
  private boolean interchangeErrors;
  private int interchangeAccepted;
  private int interchangeRejected;
  private int count;

  FunctionalAcknowledgement(RawMessage raw) {
    this.raw = raw;
  }

  /**
   * A transaction was read.
   *
   * @param wholly whether nothing of it was taken
   * @param codes what is wrong with it as a whole, X12 data element 718
   * @param missing segments that it should have
   */
  void transaction(
      Part.Transaction transaction, boolean wholly, List<String> codes, List<Finding> missing) {
    Segment st = transaction.st();
    if (isAcknowledgement(transaction.gs())) {
      return;
    }
    List<String> own = new ArrayList<>();
    own.add("AK2*" + clean(st.element(1), 3) + "*" + clean(st.element(2), 9));
    int listed = 0;
    for (Segment segment : transaction.segments()) {
      if (!segment.findings().isEmpty() && listed < MAX_LISTED) {
        listed++;
        errors(own, transaction, segment);
      }
    }
    for (Finding finding : missing) {
      own.add(segmentError(transaction, finding.segment(), finding.position(), finding.code()));
    }
    List<String> all = new ArrayList<>(codes);
    if (listed + missing.size() > 0 && !all.contains("5")) {
      all.add("5");
    }
    Verdict verdict = wholly ? Verdict.R : all.isEmpty() ? Verdict.A : Verdict.E;
    if (verdict == Verdict.R && all.isEmpty()) {
      all.add("5");
    }
    own.add("AK5*" + verdict + codes(all));
    close(own, verdict);
  }

  /** A transaction without its end was received. */
  void lost(Segment st) {
    if (isAcknowledgementSet(st)) {
      return;
    }
    close(
        List.of("AK2*" + clean(st.element(1), 3) + "*" + clean(st.element(2), 9), "AK5*R*2"),
        Verdict.R);
  }

  void groupEnds(Part.GroupEnd end) {
    Segment gs = end.gs();
    if (!isAcknowledgement(gs)) {
      List<String> own = new ArrayList<>();
      own.add("AK1*" + groupId(gs) + "*" + number(gs.element(6)));
      own.addAll(group);
      String verdict =
          rejected > 0 && accepted == 0
              ? "R"
              : rejected > 0 ? "P" : errors || !end.codes().isEmpty() ? "E" : "A";
      own.add(
          "AK9*"
              + verdict
              + "*"
              + Math.min(end.included(), 999_999)
              + "*"
              + end.received()
              + "*"
              + accepted
              + codes(end.codes()));
      groups.add(own);
      groupHeaders.add(gs);
      interchangeErrors |= !verdict.equals("A");
      interchangeAccepted += accepted;
      interchangeRejected += rejected;
    }
    group.clear();
    accepted = 0;
    rejected = 0;
    errors = false;
  }

  /**
   * The answer to an interchange.
   *
   * @param usual null when it has nothing to answer
   * @param toRepeat if its control number was seen before; null for the usual
   */
  record Answers(Acknowledgement usual, Acknowledgement toRepeat) {}

  Answers interchangeEnds(Part.InterchangeEnd end, ZoneId zone) {
    Segment isa = end.isa();
    boolean asked = InterchangeAcknowledgement.isAskedFor(isa) && !end.answerOnly();
    boolean nothing = (groups.isEmpty() && !asked) || IsaHeader.fault(isa).isPresent();
    // A 997 says nothing of the interchange as a whole.
    interchangeErrors |= asked && !end.notes().isEmpty();
    Answers answers = nothing ? new Answers(null, null) : answers(end, asked, zone);
    groups.clear();
    groupHeaders.clear();
    interchangeErrors = false;
    interchangeAccepted = 0;
    interchangeRejected = 0;
    return answers;
  }

  private Answers answers(Part.InterchangeEnd end, boolean asked, ZoneId zone) {
    Segment isa = end.isa();
    String id = raw.topic() + "/" + raw.partition() + "/" + raw.offset() + "/" + count++;
    long control = controlNumber(isa.element(13));
    MessageOutcome outcome =
        interchangeRejected > 0 && interchangeAccepted == 0
            ? MessageOutcome.REJECTED
            : interchangeErrors ? MessageOutcome.ACCEPTED_WITH_ERRORS : MessageOutcome.ACCEPTED;
    if (!asked) {
      return new Answers(answer(id, isa, outcome, interchange(isa, zone, control, null)), null);
    }
    // The answer to the first one may have this number already.
    long another = controlNumber(id + " " + isa.element(13));
    return new Answers(
        answer(
            id, isa, outcome, interchange(isa, zone, control, InterchangeAcknowledgement.of(end))),
        answer(
            id,
            isa,
            MessageOutcome.REJECTED,
            interchange(isa, zone, another, InterchangeAcknowledgement.ofRepeat(isa))));
  }

  private Acknowledgement answer(String id, Segment isa, MessageOutcome outcome, String content) {
    return new Acknowledgement(
        id,
        raw.partner(),
        groups.isEmpty() ? "X12-TA1" : "X12-997",
        outcome,
        isa.element(13),
        ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8)),
        new RawPointer(raw.topic(), raw.partition(), raw.offset(), count - 1, isa.element(13)),
        raw.timestamp());
  }

  private String interchange(Segment isa, ZoneId zone, long control, String ta1) {
    LocalDateTime now = Instant.ofEpochMilli(raw.timestamp()).atZone(zone).toLocalDateTime();
    String date = DATE.format(now);
    String time = TIME.format(now);
    StringBuilder text = new StringBuilder();
    String usage = isa.element(15).equals("T") ? "T" : "P";
    segment(
        text,
        String.join(
            "*",
            "ISA*00*          *00*          ",
            padded(isa.element(7), 2),
            padded(isa.element(8), 15),
            padded(isa.element(5), 2),
            padded(isa.element(6), 15),
            date.substring(2),
            time,
            "U*00401",
            nineDigits(control),
            "0",
            usage,
            ">"));
    if (ta1 != null) {
      segment(text, ta1);
    }
    for (int i = 0; i < groups.size(); i++) {
      Segment gs = groupHeaders.get(i);
      long number = (control * 10 + i) % CONTROL_NUMBERS;
      segment(
          text,
          String.join(
              "*",
              "GS*FA",
              code(gs.element(3)),
              code(gs.element(2)),
              date,
              time,
              String.valueOf(number),
              "X*004010"));
      segment(text, "ST*997*0001");
      groups.get(i).forEach(own -> segment(text, own));
      segment(text, "SE*" + (groups.get(i).size() + 2) + "*0001");
      segment(text, "GE*1*" + number);
    }
    segment(text, "IEA*" + groups.size() + "*" + nineDigits(control));
    return text.toString();
  }

  private void errors(List<String> own, Part.Transaction transaction, Segment segment) {
    own.add(
        segmentError(transaction, segment.tag(), segment.position(), Finding.ELEMENTS_IN_ERROR));
    for (Finding finding : segment.findings()) {
      int element = Grammar.get().dataElement(segment.tag(), finding.element());
      String copy = clean(segment.element(finding.element()), MAX_COPY);
      own.add(
          "AK4*"
              + finding.element()
              + "*"
              + (element == 0 ? "" : element)
              + "*"
              + finding.code()
              + (copy.isEmpty() ? "" : "*" + copy));
    }
  }

  private static String segmentError(
      Part.Transaction transaction, String tag, int position, String code) {
    Grammar.TransactionRule rule = Grammar.get().transaction(transaction.st().element(1));
    String loop = rule == null ? "" : rule.loops().getOrDefault(tag, "");
    return "AK3*" + clean(tag, 3) + "*" + position + "*" + loop + "*" + code;
  }

  private void close(List<String> own, Verdict verdict) {
    group.addAll(own);
    errors |= verdict != Verdict.A;
    accepted += verdict == Verdict.R ? 0 : 1;
    rejected += verdict == Verdict.R ? 1 : 0;
  }

  private static boolean isAcknowledgement(Segment gs) {
    return gs.element(1).equals(ACKNOWLEDGEMENTS);
  }

  private static boolean isAcknowledgementSet(Segment st) {
    return st.element(1).equals("997");
  }

  private static String codes(List<String> codes) {
    StringBuilder text = new StringBuilder();
    codes.stream().distinct().limit(5).forEach(code -> text.append('*').append(code));
    return text.toString();
  }

  private static String groupId(Segment gs) {
    String id = clean(gs.element(1), 2);
    return id.length() == 2 ? id : "ZZ";
  }

  private static String code(String text) {
    String code = clean(text, 15);
    return code.length() < 2 ? (code + "ZZ").substring(0, 2) : code;
  }

  /** A control number as a number of at most nine digits. */
  private static long number(String text) {
    long number = Numbers.whole(text);
    return number < 0 ? controlNumber(text) : number % CONTROL_NUMBERS;
  }

  /** What is no number still gives one, always the same. */
  static long controlNumber(String text) {
    long number = Numbers.whole(text);
    return number >= 0
        ? number % CONTROL_NUMBERS
        : Integer.toUnsignedLong(text.hashCode()) % CONTROL_NUMBERS;
  }

  /** Text of others, without our delimiters and whatever is not printable. */
  private static String clean(String text, int most) {
    StringBuilder clean = new StringBuilder(Math.min(text.length(), most));
    for (int i = 0; i < text.length() && clean.length() < most; i++) {
      char c = text.charAt(i);
      boolean usable = c >= ' ' && c < 0x7F && c != '*' && c != '~' && c != '>';
      clean.append(usable ? c : '.');
    }
    return clean.toString().strip();
  }

  /** An element of ISA, which has a fixed length. */
  private static String padded(String text, int length) {
    String clean = clean(text, length);
    return clean + " ".repeat(length - clean.length());
  }

  private static String nineDigits(long number) {
    return String.valueOf(CONTROL_NUMBERS + number).substring(1);
  }

  private static void segment(StringBuilder text, String segment) {
    text.append(segment).append('~');
  }
}
