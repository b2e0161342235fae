package io.waybill.operators.intake.edifact;

import io.waybill.operators.intake.message.Problem;
import io.waybill.operators.intake.message.Reason;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Cuts the bytes of a file into its interchanges and messages, so that one that is bad does not
 * sink its neighbours. Tolerant of what real files have: a byte order mark, line ends anywhere, no
 * UNA, no UNB, no last terminator, rubbish around and between interchanges.
 */
final class Interchanges {

  /** More than any honest file of ten megabytes holds. */
  static final int MAX_MESSAGES = 50_000;

  static final int MAX_FINDINGS = 1_000;

  private static final String UTF_8_MARK = "\u00EF\u00BB\u00BF";

  private final String text;
  private final SegmentCutter cutter;
  private final List<Interchange> interchanges = new ArrayList<>();
  private ServiceCharacters before = ServiceCharacters.STANDARD;
  private int messages;
  private int findings;

  private Interchanges(String text) {
    this.text = text;
    cutter = new SegmentCutter(text);
  }

  /** The interchanges in their order; rubbish is an interchange with a finding alone. */
  static List<Interchange> cut(byte[] bytes) {
    Interchanges all = new Interchanges(oneCharacterForEachByte(bytes));
    all.cut();
    return all.interchanges;
  }

  private static String oneCharacterForEachByte(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    if (text.startsWith(UTF_8_MARK)) {
      return text.substring(UTF_8_MARK.length());
    }
    if (text.startsWith("\u00FE\u00FF") || text.startsWith("\u00FF\u00FE")) {
      byte[] utf8 = new String(bytes, StandardCharsets.UTF_16).getBytes(StandardCharsets.UTF_8);
      return new String(utf8, StandardCharsets.ISO_8859_1);
    }
    return text;
  }

  private void cut() {
    cutter.skipBlank();
    while (!cutter.atEnd()) {
      int start = cutter.at();
      if (messages > MAX_MESSAGES || findings > MAX_FINDINGS) {
        rubbish(
            start,
            text.length(),
            Reason.TOO_LARGE,
            "Split the file: only %d messages and %d faults of one file are read."
                .formatted(MAX_MESSAGES, MAX_FINDINGS));
        return;
      }
      Optional<ServiceCharacters> characters = begin();
      if (characters.isPresent()) {
        before = characters.get();
        interchange(before);
      } else {
        int next = nextBeginning(start + 1);
        rubbish(
            start,
            next,
            Reason.UNREADABLE,
            "An EDIFACT interchange begins with UNA or UNB: send it from there.");
        cutter.at(next);
      }
      cutter.skipBlank();
    }
  }

  /** The service characters of what begins here, with the cutter behind the UNA if there is one. */
  private Optional<ServiceCharacters> begin() {
    Optional<ServiceCharacters> una = Optional.empty();
    if (cutter.startsWith("UNA")) {
      una = ServiceCharacters.ofUna(text, cutter.at());
      if (una.isEmpty()) {
        return una;
      }
      cutter.at(cutter.at() + ServiceCharacters.lengthOfUna(text, cutter.at()));
      cutter.skipBlank();
    }
    int behindTag = cutter.at() + 3;
    boolean header =
        cutter.startsWith("UNB") || cutter.startsWith("UNG") || cutter.startsWith("UNH");
    if (!header || behindTag >= text.length()) {
      return Optional.empty();
    }
    char element = text.charAt(behindTag);
    // Some UNA are not of the interchange that follows.
    return una.filter(characters -> characters.element() == element)
        .or(() -> ServiceCharacters.withoutUna(element, before).map(this::orOfLines));
  }

  /** Some senders end segments by the line alone. */
  private ServiceCharacters orOfLines(ServiceCharacters characters) {
    int end = cutter.at();
    int limit = Math.min(text.length(), end + SegmentCutter.MAX_SEGMENT);
    while (end < limit && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      if (text.charAt(end) == characters.segment()) {
        return characters;
      }
      end++;
    }
    int next = end;
    while (next < limit && Character.isWhitespace(text.charAt(next))) {
      next++;
    }
    boolean lines =
        text.startsWith("UNH" + characters.element(), next)
            || text.startsWith("UNG" + characters.element(), next)
            || text.startsWith("BGM" + characters.element(), next);
    if (!lines) {
      return characters;
    }
    boolean unix = text.charAt(end) == '\n' || text.startsWith("\r\n", end);
    return characters.endingIn(unix ? '\n' : '\r');
  }

  private void interchange(ServiceCharacters characters) {
    cutter.charset(StandardCharsets.ISO_8859_1);
    Segment unb = null;
    ServiceCharacters used = characters;
    if (cutter.startsWith("UNB")) {
      int start = cutter.at();
      Segment header = cutter.next(characters.withoutRepetition());
      boolean repeats = header.component(1, 2).equals("4");
      used = repeats ? characters : characters.withoutRepetition();
      Charset declared = CharacterSets.named(header.element(1));
      cutter.charset(declared);
      cutter.at(start);
      unb = cutter.next(used);
    }
    Interchange interchange = new Interchange(used, unb);
    interchanges.add(interchange);
    if (unb == null) {
      interchange
          .findings()
          .add(
              Finding.absent(
                  "UNB", "Put the message into an interchange, UNB to UNZ; it was read as it is."));
    }
    segments(interchange, used);
    messages += interchange.messages().size();
    findings += interchange.findings().size();
  }

  private void segments(Interchange interchange, ServiceCharacters characters) {
    String unb = "UNB" + characters.element();
    while (true) {
      cutter.skipBlank();
      boolean another =
          cutter.startsWith(unb)
              || (cutter.startsWith("UNA")
                  && ServiceCharacters.ofUna(text, cutter.at()).isPresent());
      boolean tooMany =
          messages + interchange.messages().size() > MAX_MESSAGES
              || findings + interchange.findings().size() > MAX_FINDINGS;
      if (cutter.atEnd() || another || tooMany) {
        interchange.end();
        return;
      }
      if (!interchange.add(cutter.next(characters))) {
        return;
      }
    }
  }

  private int nextBeginning(int from) {
    return Arrays.stream(new String[] {"UNA", "UNB"})
        .mapToInt(tag -> text.indexOf(tag, from))
        .filter(place -> place >= 0)
        .min()
        .orElse(text.length());
  }

  private void rubbish(int from, int to, Reason reason, String remedy) {
    String found = text.substring(from, Math.min(to, from + 40));
    Interchange none = new Interchange(ServiceCharacters.STANDARD, null);
    Segment segment = new Segment(0, "UNB", List.of(), text.substring(from, to), null);
    none.findings()
        .add(
            new Finding(
                new Problem(reason, "UNB", found, remedy),
                SyntaxError.OUTSIDE_OF_MESSAGE,
                segment,
                0,
                1));
    interchanges.add(none);
    findings++;
  }
}
