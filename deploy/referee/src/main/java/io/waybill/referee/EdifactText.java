package io.waybill.referee;

import java.util.ArrayList;
import java.util.List;

/** Cuts EDIFACT into messages, at the characters that UNA declares or the usual ones. */
final class EdifactText {

  /** A segment; elements and their components are counted from 1. */
  record Segment(List<List<String>> elements) {

    String tag() {
      return elements.get(0).get(0);
    }

    /** Empty when it is absent. */
    String at(int element, int component) {
      if (element >= elements.size() || component > elements.get(element).size()) {
        return "";
      }
      return elements.get(element).get(component - 1);
    }
  }

  /**
   * From UNH to UNT.
   *
   * @param sender UNB-02
   */
  record Message(String type, String sender, List<Segment> segments) {

    /** The first segment with a tag, and a qualifier in its first element unless that is null. */
    Segment first(String tag, String qualifier) {
      return segments.stream()
          .filter(s -> s.tag().equals(tag))
          .filter(s -> qualifier == null || s.at(1, 1).equals(qualifier))
          .findFirst()
          .orElse(null);
    }

    /** The party in a role, empty when there is none. */
    String party(String role) {
      Segment nad = first("NAD", role);
      return nad == null ? "" : nad.at(2, 1);
    }

    /** A segment with the ones behind it, up to the next with its tag. */
    List<List<Segment>> groups(String tag) {
      List<List<Segment>> groups = new ArrayList<>();
      for (Segment segment : segments) {
        if (segment.tag().equals(tag)) {
          groups.add(new ArrayList<>());
        }
        if (!groups.isEmpty()) {
          groups.get(groups.size() - 1).add(segment);
        }
      }
      return groups;
    }
  }

  private static final String USUAL = ":+.? '";

  private final String text;
  private int at;
  private String service = USUAL;

  private EdifactText(String text) {
    this.text = text;
  }

  /** All messages of a text, in which interchanges stand one behind the other. */
  static List<Message> messages(String text) {
    return new EdifactText(text).messages();
  }

  private List<Message> messages() {
    List<Message> messages = new ArrayList<>();
    String sender = "";
    List<Segment> open = new ArrayList<>();
    for (Segment segment = next(); segment != null; segment = next()) {
      switch (segment.tag()) {
        case "UNB" -> sender = segment.at(2, 1);
        case "UNH" -> open = new ArrayList<>(List.of(segment));
        case "UNT" -> messages.add(new Message(open.get(0).at(2, 1), sender, List.copyOf(open)));
        case "UNZ" -> service = USUAL;
        default -> open.add(segment);
      }
    }
    return messages;
  }

  /** Null at the end of the text. */
  private Segment next() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    if (text.startsWith("UNA", at)) {
      service = text.substring(at + 3, at + 9);
      at += 9;
      return next();
    }
    if (at >= text.length()) {
      return null;
    }
    List<List<String>> elements = new ArrayList<>(List.of(new ArrayList<>()));
    StringBuilder component = new StringBuilder();
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == service.charAt(3)) {
        component.append(text.charAt(++at));
      } else if (c == service.charAt(0) || c == service.charAt(1) || c == service.charAt(5)) {
        elements.get(elements.size() - 1).add(component.toString());
        component.setLength(0);
        if (c == service.charAt(1)) {
          elements.add(new ArrayList<>());
        } else if (c == service.charAt(5)) {
          at++;
          return new Segment(elements);
        }
      } else {
        component.append(c);
      }
    }
    throw new MessageFormatException("The segment '%s' has no end".formatted(component));
  }
}
