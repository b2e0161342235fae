package io.waybill.operators.intake.edifact;

import io.waybill.operators.intake.message.ContentDigest;
import io.waybill.operators.intake.message.RawMessage;
import io.waybill.schemas.Acknowledgement;
import io.waybill.schemas.MessageOutcome;
import io.waybill.schemas.RawPointer;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The CONTRL that answers an interchange: what was accepted, and of what was not, segment, element
 * and error (list 0085). It is written in the syntax version and the character set of the
 * interchange. Its references follow from what it answers, its date is that of recording. An
 * interchange whose reference was seen before is answered as a duplicate.
 */
final class SyntaxReport {

  private static final DateTimeFormatter SHORT_TIME =
      DateTimeFormatter.ofPattern("yyMMdd:HHmm", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter LONG_TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd:HHmm", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String ACCEPTED = "7";
  private static final String REJECTED = "4";
  private static final int REFERENCE_LENGTH = 14;
  private static final int MAX_FINDINGS = 99;

  private final RawMessage raw;
  private final Interchange interchange;
  private final List<ReadMessage> outcomes;
  private final int number;
  private final SegmentWriter writer;
  private final boolean duplicate;
  private final boolean version4;

  /**
   * @param number of the interchange in its raw message, from 0
   * @param duplicate whether its reference was seen before
   */
  SyntaxReport(
      RawMessage raw,
      Interchange interchange,
      List<ReadMessage> outcomes,
      int number,
      boolean duplicate) {
    this.duplicate = duplicate;
    this.raw = raw;
    this.interchange = interchange;
    this.outcomes = outcomes;
    this.number = number;
    Segment unb = interchange.unb();
    version4 = unb != null && unb.component(1, 2).equals("4");
    Charset charset = CharacterSets.named(syntax());
    writer = new SegmentWriter(charset);
  }

  /** Empty when there is nobody to tell, or nothing to tell of but acknowledgements. */
  Optional<Acknowledgement> write() {
    Segment unb = interchange.unb();
    boolean onlyAcknowledgements =
        !outcomes.isEmpty()
            && outcomes.stream()
                .allMatch(o -> o.message().type().equals(MessageFacts.ACKNOWLEDGEMENT));
    if (unb == null
        || onlyAcknowledgements
        || interchange.sender().isEmpty()
        || interchange.controlReference().isEmpty()) {
      return Optional.empty();
    }
    String reference =
        new ContentDigest()
            .add(raw.partner())
            .add(unb.raw())
            .add(raw.offset())
            .add(raw.partition())
            .add(duplicate ? -1 - number : number)
            .hex()
            .substring(0, REFERENCE_LENGTH)
            .toUpperCase(Locale.ROOT);
    String made = (version4 ? LONG_TIME : SHORT_TIME).format(Instant.ofEpochMilli(raw.timestamp()));
    writer.segment(
        "UNB",
        List.of(syntax(), version4 ? "4" : "3"),
        party(unb, 3),
        party(unb, 2),
        List.of(made.split(":")),
        List.of(reference));
    message();
    writer.segment("UNZ", List.of("1"), List.of(reference));
    return Optional.of(
        new Acknowledgement(
            "%s/%d/%d/contrl/%d".formatted(raw.topic(), raw.partition(), raw.offset(), number),
            raw.partner(),
            "EDIFACT-CONTRL",
            duplicate ? MessageOutcome.REJECTED : outcome(),
            Details.fitting(interchange.controlReference()).orElse(""),
            ByteBuffer.wrap(writer.bytes()),
            new RawPointer(
                raw.topic(),
                raw.partition(),
                raw.offset(),
                0,
                Details.fitting(interchange.controlReference()).orElse(null)),
            raw.timestamp()));
  }

  private void message() {
    List<String> identifier =
        version4 ? List.of("CONTRL", "4", "1", "UN") : List.of("CONTRL", "D", "3", "UN");
    int before = writer.segments();
    writer.segment("UNH", List.of("1"), identifier);
    Segment unb = interchange.unb();
    List<List<String>> uci = new ArrayList<>();
    uci.add(List.of(interchange.controlReference()));
    uci.add(party(unb, 2));
    uci.add(party(unb, 3));
    uci.add(List.of(duplicate || outcomes.isEmpty() ? REJECTED : ACCEPTED));
    if (duplicate) {
      uci.add(List.of(SyntaxError.DUPLICATE.code()));
      uci.add(List.of("UNB"));
      uci.add(List.of("6"));
      writer.segment("UCI", uci);
      end(before);
      return;
    }
    interchange.findings().stream().findFirst().ifPresent(finding -> uci.addAll(service(finding)));
    writer.segment("UCI", uci);
    Segment group = null;
    for (var outcome : outcomes) {
      if (outcome.message().type().equals(MessageFacts.ACKNOWLEDGEMENT)) {
        continue;
      }
      Segment ung = outcome.message().ung();
      if (ung != null && ung != group) {
        writer.segment(
            "UCF", List.of(ung.element(5)), party(ung, 2), party(ung, 3), List.of(ACCEPTED));
      }
      group = ung;
      message(outcome);
    }
    end(before);
  }

  private void end(int before) {
    writer.segment("UNT", List.of(String.valueOf(writer.segments() - before + 1)), List.of("1"));
  }

  private void message(ReadMessage outcome) {
    Segment unh = outcome.message().unh();
    List<List<String>> ucm = new ArrayList<>();
    ucm.add(List.of(unh.element(1)));
    ucm.add(
        unh.elements().size() > 1 && !unh.elements().get(1).isEmpty()
            ? unh.elements().get(1).get(0)
            : List.of());
    ucm.add(List.of(outcome.rejected() ? REJECTED : ACCEPTED));
    List<Finding> findings = outcome.findings();
    findings.stream()
        .filter(SyntaxReport::isOfService)
        .findFirst()
        .ifPresent(finding -> ucm.addAll(service(finding)));
    writer.segment("UCM", ucm);
    Segment last = null;
    for (Finding finding :
        findings.stream().filter(f -> !isOfService(f)).limit(MAX_FINDINGS).toList()) {
      Segment segment = finding.segment();
      boolean whole = segment == null || finding.element() == 0;
      if (whole || segment != last) {
        // What is missing is told behind the header, where it was looked for.
        List<String> position = List.of(String.valueOf(segment == null ? 1 : segment.position()));
        if (whole) {
          writer.segment("UCS", position, List.of(finding.error().code()));
        } else {
          writer.segment("UCS", position);
        }
      }
      if (!whole) {
        writer.segment("UCD", List.of(finding.error().code()), place(finding));
      }
      last = whole ? null : segment;
    }
  }

  /** An error of UNB, UNZ, UNH or UNT: its code, the segment's tag, the element's place. */
  private static List<List<String>> service(Finding finding) {
    List<List<String>> elements = new ArrayList<>();
    elements.add(List.of(finding.error().code()));
    String tag = finding.segment() == null ? finding.problem().field() : finding.segment().tag();
    if (!tag.matches("UN[ABZGEHT]")) {
      return elements;
    }
    elements.add(List.of(tag));
    if (finding.segment() != null && finding.element() > 0) {
      elements.add(place(finding));
    }
    return elements;
  }

  private static boolean isOfService(Finding finding) {
    String tag = finding.segment() == null ? finding.problem().field() : finding.segment().tag();
    return tag.equals("UNH") || tag.equals("UNT");
  }

  /** The tag counts as the first place; only a composite has a second number. */
  private static List<String> place(Finding finding) {
    String element = String.valueOf(finding.element() + 1);
    boolean composite = finding.component() > 1 || finding.segment().isComposite(finding.element());
    return composite ? List.of(element, String.valueOf(finding.component())) : List.of(element);
  }

  private MessageOutcome outcome() {
    boolean rejected = outcomes.stream().allMatch(ReadMessage::rejected);
    boolean clean =
        interchange.findings().isEmpty() && outcomes.stream().allMatch(o -> o.findings().isEmpty());
    return rejected
        ? MessageOutcome.REJECTED
        : clean ? MessageOutcome.ACCEPTED : MessageOutcome.ACCEPTED_WITH_ERRORS;
  }

  private String syntax() {
    String identifier = interchange.unb() == null ? "" : interchange.unb().element(1);
    return identifier.matches("UNO[A-LWXY]") ? identifier : "UNOC";
  }

  private static List<String> party(Segment segment, int element) {
    return element > segment.elements().size() || segment.elements().get(element - 1).isEmpty()
        ? List.of()
        : segment.elements().get(element - 1).get(0);
  }
}
