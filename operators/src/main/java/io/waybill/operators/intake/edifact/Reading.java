package io.waybill.operators.intake.edifact;

import io.waybill.operators.intake.message.Currencies;
import io.waybill.operators.intake.message.Decimals;
import io.waybill.operators.intake.message.FactCollector;
import io.waybill.operators.intake.message.Reason;
import io.waybill.operators.intake.message.References;
import io.waybill.operators.intake.message.Texts;
import io.waybill.operators.intake.message.When;
import io.waybill.operators.intake.profile.EdifactProfile;
import io.waybill.operators.intake.profile.PartnerProfile;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Reads values from the segments of one message and remembers what is wrong with them. Facts are
 * said at the end, and only if nothing was wrong with the part of the message they are about.
 */
final class Reading {

  static final String NUMBER =
      "Send a decimal number with at most 22 digits before and 6 behind the decimal mark, without"
          + " separators of thousands.";

  private static final int MAX_NUMBER = 40;

  /** So many faults of one part tell enough. */
  private static final int MAX_FINDINGS = 100;

  private final Message message;
  private final PartnerProfile profile;
  private final FactCollector facts;
  private final Consumer<List<Finding>> rejected;
  private final List<Finding> findings = new ArrayList<>();
  private final List<Runnable> said = new ArrayList<>();

  /**
   * @param rejected takes what is wrong with a part that cannot be read
   */
  Reading(
      Message message,
      PartnerProfile profile,
      FactCollector facts,
      Consumer<List<Finding>> rejected) {
    this.rejected = rejected;
    this.message = message;
    this.profile = profile;
    this.facts = facts;
  }

  Message message() {
    return message;
  }

  EdifactProfile profile() {
    return profile.edifact();
  }

  FactCollector facts() {
    return facts;
  }

  /** The segments between UNH and UNT. */
  SegmentGroup body() {
    List<Segment> segments = message.segments();
    return new SegmentGroup(segments.subList(1, segments.size() - 1));
  }

  /** Says a fact once the part that is being read has proved good. */
  void say(Runnable fact) {
    said.add(fact);
  }

  /**
   * Reads a part of the message that stands or falls by itself. When something is wrong with it, it
   * becomes a dead letter, nothing of it is said, and the answer is empty.
   */
  <T> Optional<T> part(Supplier<T> part) {
    T read = part.get();
    boolean good = findings.isEmpty();
    if (good) {
      said.forEach(Runnable::run);
    } else {
      rejected.accept(List.copyOf(findings));
    }
    findings.clear();
    said.clear();
    return good ? Optional.ofNullable(read) : Optional.empty();
  }

  /** A part that gives nothing but facts. */
  void part(Runnable part) {
    part(
        () -> {
          part.run();
          return null;
        });
  }

  void finding(Finding finding) {
    boolean known =
        findings.size() >= MAX_FINDINGS
            || findings.stream()
                .anyMatch(
                    other ->
                        other.segment() == finding.segment()
                            && other.problem().field().equals(finding.problem().field()));
    if (!known) {
      findings.add(finding);
    }
  }

  void invalid(Segment segment, int element, int component, String remedy) {
    finding(
        Finding.at(Reason.INVALID, SyntaxError.INVALID_VALUE, segment, element, component, remedy));
  }

  void missing(Segment segment, int element, int component, String remedy) {
    finding(Finding.at(Reason.MISSING, SyntaxError.MISSING, segment, element, component, remedy));
  }

  /** A segment that must stand behind another one does not. */
  void missingBehind(Segment before, String segment, String remedy) {
    finding(Finding.absentBehind(before, segment, remedy));
  }

  /** A segment that must be there is not. */
  void missing(String segment, String remedy) {
    finding(Finding.absent(segment, remedy));
  }

  void unsupported(Segment segment, int element, int component, String remedy) {
    finding(
        Finding.at(
            Reason.UNSUPPORTED,
            SyntaxError.VALUE_NOT_SUPPORTED,
            segment,
            element,
            component,
            remedy));
  }

  /** More of something than is read. */
  void tooLarge(Segment segment, String remedy) {
    finding(Finding.at(Reason.TOO_LARGE, SyntaxError.TOO_MANY_CONSTITUENTS, segment, 0, 1, remedy));
  }

  /** A text as it may be kept; empty when it is absent. */
  String text(Segment segment, int element, int component) {
    String text = segment.component(element, component);
    Optional<String> fault = Texts.fault(text);
    fault.ifPresent(remedy -> invalid(segment, element, component, remedy));
    return fault.isPresent() ? "" : text;
  }

  /** A text that must be there. */
  String required(Segment segment, int element, int component, String remedy) {
    String text = text(segment, element, component);
    if (text.isEmpty()) {
      missing(segment, element, component, remedy);
    }
    return text;
  }

  /** A text that becomes part of a key. */
  String name(Segment segment, int element, int component) {
    String text = text(segment, element, component);
    if (text.indexOf(References.SEPARATOR) >= 0) {
      invalid(segment, element, component, "Leave out the character '|'.");
      return "";
    }
    return text;
  }

  /** A number; either mark separates its decimals, as the standard has it. */
  Optional<BigDecimal> number(Segment segment, int element, int component) {
    String text = segment.component(element, component);
    if (text.isEmpty()) {
      missing(segment, element, component, NUMBER);
      return Optional.empty();
    }
    Optional<BigDecimal> number = number(text);
    if (number.isEmpty()) {
      finding(
          Finding.at(
              Reason.INVALID, SyntaxError.INVALID_DECIMAL, segment, element, component, NUMBER));
    }
    return number;
  }

  /** Empty when the text is no number that fits. */
  static Optional<BigDecimal> number(String text) {
    if (text.length() > MAX_NUMBER || text.chars().noneMatch(Character::isDigit)) {
      return Optional.empty();
    }
    String plain = text.replace(',', '.');
    if (plain.endsWith("-")) {
      plain = "-" + plain.substring(0, plain.length() - 1);
    }
    plain = plain.replaceFirst("^\\+", "").replaceFirst("^(-?)\\.", "$10.");
    plain = plain.endsWith(".") ? plain.substring(0, plain.length() - 1) : plain;
    return Decimals.parse(plain);
  }

  /** A number that is not negative. */
  Optional<BigDecimal> quantity(Segment segment, int element, int component) {
    Optional<BigDecimal> number = number(segment, element, component);
    if (number.isPresent() && number.get().signum() < 0) {
      invalid(segment, element, component, "Send a quantity of zero or more.");
      return Optional.empty();
    }
    return number;
  }

  /** The moment of a DTM segment; of a period, its start. */
  Optional<When> when(Segment dtm) {
    return when(dtm, false);
  }

  /** The end of what the first DTM with the first of the qualifiers names, such as a week. */
  Optional<When> until(SegmentGroup group, List<String> qualifiers) {
    return group.first("DTM", qualifiers).flatMap(dtm -> when(dtm, true));
  }

  private Optional<When> when(Segment dtm, boolean end) {
    String value = dtm.component(1, 2);
    if (value.isEmpty()) {
      missing(dtm, 1, 2, EdifactTime.REMEDY);
      return Optional.empty();
    }
    String format = dtm.component(1, 3);
    String time = timeBehind(dtm);
    Optional<When> when =
        end && time.isEmpty()
            ? EdifactTime.readEnd(value, format, profile.zone())
            : EdifactTime.read(value + time, time.isEmpty() ? format : "203", profile.zone());
    if (when.isEmpty()) {
      invalid(dtm, 1, 2, EdifactTime.REMEDY);
    }
    return when;
  }

  /** Some senders give date and time in two DTM segments, with 102 and with 401 or 402. */
  private String timeBehind(Segment dtm) {
    List<Segment> segments = message.segments();
    int behind = dtm.position();
    if (behind < 1 || behind >= segments.size() || !dtm.component(1, 3).equals("102")) {
      return "";
    }
    Segment next = segments.get(behind);
    String format = next.component(1, 3);
    boolean time = next.is("DTM", dtm.element(1)) && (format.equals("401") || format.equals("402"));
    return time ? next.component(1, 2) : "";
  }

  /** The moment of the first DTM with the first of the qualifiers that any has. */
  Optional<When> when(SegmentGroup group, List<String> qualifiers) {
    return group.first("DTM", qualifiers).flatMap(this::when);
  }

  /** When the interchange was made, by its UNB. */
  Optional<When> prepared() {
    Segment unb = message.interchange().unb();
    return unb == null
        ? Optional.empty()
        : EdifactTime.ofHeader(unb.component(4, 1), unb.component(4, 2), profile.zone());
  }

  /** ISO 4217 in capitals; empty when the element is. */
  String currency(Segment segment, int element, int component) {
    String currency = segment.component(element, component).toUpperCase(Locale.ROOT);
    if (!currency.isEmpty() && !Currencies.isCode(currency)) {
      invalid(segment, element, component, "Send a currency of ISO 4217, such as EUR.");
      return "";
    }
    return currency;
  }
}
