package io.waybill.operators.intake.edifact;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a text, one character for each byte, into segments. Line ends outside and inside of segments
 * are dropped, unless they are service characters. The limits keep what a hostile text costs near
 * its own size.
 */
final class SegmentCutter {

  static final int MAX_SEGMENT = 32 * 1024;
  static final int MAX_ELEMENTS = 128;
  static final int MAX_COMPONENTS = 128;

  private final String text;
  private int at;
  private Charset charset = StandardCharsets.ISO_8859_1;

  private ServiceCharacters characters = ServiceCharacters.STANDARD;
  private StringBuilder component = new StringBuilder();
  private List<List<List<String>>> elements;
  private List<List<String>> repetitions;
  private List<String> components;
  private String fault;

  SegmentCutter(String text) {
    this.text = text;
  }

  int at() {
    return at;
  }

  void at(int place) {
    at = place;
  }

  void charset(Charset declared) {
    charset = declared;
  }

  boolean atEnd() {
    return at >= text.length();
  }

  boolean startsWith(String start) {
    return text.startsWith(start, at);
  }

  /** White space, and the NUL and SUB characters with which some systems fill up or end. */
  void skipBlank() {
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
  }

  private static boolean isBlank(char c) {
    boolean separator = c >= 0x1C && c <= 0x1F;
    return !separator && (Character.isWhitespace(c) || c == 0 || c == 0x1A);
  }

  /** The next segment; its terminator may be missing at the end of the text. */
  Segment next(ServiceCharacters serviceCharacters) {
    characters = serviceCharacters;
    elements = new ArrayList<>(8);
    repetitions = List.of();
    components = List.of();
    component.setLength(0);
    fault = null;
    int start = at;
    boolean open = true;
    while (open && at < text.length()) {
      open = read(text.charAt(at++), start);
    }
    String raw = text.substring(start, open ? at : at - 1);
    endElement();
    String tag =
        elements.isEmpty() || elements.get(0).isEmpty() ? "" : elements.get(0).get(0).get(0);
    return new Segment(
        0, tag, elements.subList(Math.min(1, elements.size()), elements.size()), raw, fault);
  }

  /** Whether the segment goes on behind the character. */
  private boolean read(char c, int start) {
    if (c == characters.segment()) {
      return false;
    }
    if (at - start > MAX_SEGMENT) {
      tooLong("has more than " + MAX_SEGMENT + " characters");
    }
    if (fault != null) {
      // A released terminator does not end it, whatever else is wrong.
      at += characters.isRelease(c) ? 1 : 0;
      at = Math.min(at, text.length());
    } else if (characters.isRelease(c)) {
      if (at < text.length()) {
        component.append(text.charAt(at++));
      }
    } else if (c == characters.element()) {
      endElement();
    } else if (c == characters.component()) {
      endComponent();
    } else if (characters.isRepetition(c)) {
      endRepetition();
    } else if (c != '\r' && c != '\n') {
      component.append(c);
    }
    return true;
  }

  private void endComponent() {
    if (components.size() >= MAX_COMPONENTS) {
      tooLong("has an element of more than " + MAX_COMPONENTS + " components");
      return;
    }
    if (components.isEmpty()) {
      components = new ArrayList<>(4);
    }
    components.add(
        component.isEmpty() ? "" : CharacterSets.decode(component.toString(), charset).strip());
    component.setLength(0);
  }

  private void endRepetition() {
    if (repetitions.size() >= MAX_COMPONENTS) {
      tooLong("has an element of more than " + MAX_COMPONENTS + " repetitions");
      return;
    }
    endComponent();
    if (repetitions.isEmpty()) {
      repetitions = new ArrayList<>(1);
    }
    repetitions.add(components);
    components = List.of();
  }

  private void endElement() {
    if (elements.size() > MAX_ELEMENTS) {
      tooLong("has more than " + MAX_ELEMENTS + " elements");
      return;
    }
    if (component.isEmpty() && components.isEmpty() && repetitions.isEmpty()) {
      elements.add(List.of());
      return;
    }
    endRepetition();
    elements.add(repetitions);
    repetitions = List.of();
  }

  private void tooLong(String what) {
    if (fault == null) {
      fault = "The segment " + what + ": split it, or look for a lost terminator.";
      component.setLength(0);
    }
  }
}
