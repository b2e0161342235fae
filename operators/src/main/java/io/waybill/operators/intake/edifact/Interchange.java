package io.waybill.operators.intake.edifact;

import io.waybill.operators.intake.message.Reason;
import java.util.ArrayList;
import java.util.List;

/** What stands between UNB and UNZ; without a UNB, messages that came bare. */
final class Interchange {

  private static final String AGAIN = "Send the interchange again, complete.";

  private final ServiceCharacters characters;
  private final Segment unb;
  private final List<Message> messages = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private Segment ung;
  private Message open;
  private int groups;
  private int messagesOfGroup;

  /**
   * @param unb null when messages came without one
   */
  Interchange(ServiceCharacters characters, Segment unb) {
    this.characters = characters;
    this.unb = unb;
  }

  ServiceCharacters characters() {
    return characters;
  }

  /** Null when there is none. */
  Segment unb() {
    return unb;
  }

  List<Message> messages() {
    return messages;
  }

  /** What is wrong with the interchange and its groups; not with its messages. */
  List<Finding> findings() {
    return findings;
  }

  String sender() {
    return unb == null ? "" : unb.component(2, 1);
  }

  String receiver() {
    return unb == null ? "" : unb.component(3, 1);
  }

  String controlReference() {
    return unb == null ? "" : unb.element(5);
  }

  /** Puts a segment where it belongs; false when it ends the interchange. */
  boolean add(Segment segment) {
    switch (segment.tag()) {
      case "UNG" -> {
        endGroup();
        ung = segment;
        groups++;
        messagesOfGroup = 0;
      }
      case "UNE" -> endGroup(segment);
      case "UNH" -> {
        endMessage();
        open = new Message(this, ung, segment);
        messages.add(open);
        messagesOfGroup++;
      }
      case "UNT" -> endMessage(segment);
      case "UNZ" -> {
        end(segment);
        return false;
      }
      default -> {
        if (open == null) {
          stray(segment);
        } else {
          open.add(segment);
        }
      }
    }
    return true;
  }

  /** The text ends, or another interchange begins, before this one ends. */
  void end() {
    endGroup();
    if (unb != null) {
      findings.add(
          Finding.absent(
              "UNZ", "The interchange was cut, or its end was left out: send it complete."));
    }
  }

  private void end(Segment unz) {
    endGroup();
    if (unb == null) {
      return;
    }
    int counted = groups > 0 ? groups : messages.size();
    if (!isCount(unz, counted) && !isCount(unz, messages.size())) {
      findings.add(count(unz, counted, groups > 0 ? "groups" : "messages"));
    }
    checkReference(unz, unb.element(5), "UNB", findings);
    if (messages.isEmpty()) {
      findings.add(
          new Finding(
              Finding.absent("UNH", "Send at least one message in an interchange.").problem(),
              SyntaxError.LOWER_LEVEL_EMPTY,
              null,
              0,
              0));
    }
  }

  private void endMessage(Segment unt) {
    if (open == null) {
      stray(unt);
      return;
    }
    open.add(unt);
    open.complete();
    int counted = open.segments().size();
    Segment end = open.segments().get(counted - 1);
    if (!isCount(end, counted)) {
      open.finding(count(end, counted, "segments"));
    }
    checkReference(end, open.unh().element(1), "UNH", open.findings());
    open = null;
  }

  private void endMessage() {
    if (open != null) {
      open.finding(
          Finding.absent(
              "UNT",
              "The message was cut behind its segment %d (%s): send it complete."
                  .formatted(
                      open.segments().size(),
                      open.segments().get(open.segments().size() - 1).name(0, 1))));
      open = null;
    }
  }

  private void endGroup(Segment une) {
    endMessage();
    if (ung == null) {
      stray(une);
      return;
    }
    if (!isCount(une, messagesOfGroup)) {
      findings.add(count(une, messagesOfGroup, "messages"));
    }
    checkReference(une, ung.element(5), "UNG", findings);
    ung = null;
  }

  private void endGroup() {
    endMessage();
    if (ung != null) {
      findings.add(Finding.absent("UNE", "The group has no end: send it complete."));
      ung = null;
    }
  }

  private void stray(Segment segment) {
    if (!segment.raw().isBlank()) {
      findings.add(
          Finding.at(
              Reason.UNREADABLE,
              SyntaxError.OUTSIDE_OF_MESSAGE,
              segment,
              0,
              1,
              "The segment stands outside of a message, UNH to UNT. " + AGAIN));
    }
  }

  private static boolean isCount(Segment end, int counted) {
    return end.element(1).replaceFirst("^0+(?=.)", "").equals(String.valueOf(counted));
  }

  private static Finding count(Segment end, int counted, String what) {
    return Finding.at(
        Reason.COUNT_MISMATCH,
        SyntaxError.COUNT_DIFFERS,
        end,
        1,
        1,
        "There are %d %s: send what was lost again, or correct the count."
            .formatted(counted, what));
  }

  private static void checkReference(
      Segment end, String expected, String header, List<Finding> findings) {
    if (!end.element(2).equals(expected)) {
      findings.add(
          Finding.at(
              Reason.COUNT_MISMATCH,
              SyntaxError.REFERENCES_DIFFER,
              end,
              2,
              1,
              "Its %s has another reference: correct one of them.".formatted(header)));
    }
  }

  /** Segments in an interchange of their own, byte for byte as they came. */
  byte[] alone(List<Segment> segments) {
    StringBuilder text = new StringBuilder(characters.una());
    if (unb != null) {
      text.append(unb.raw()).append(characters.segment());
    }
    segments.forEach(segment -> text.append(segment.raw()).append(characters.segment()));
    if (unb != null) {
      char separator = characters.element();
      text.append("UNZ").append(separator).append('1').append(separator);
      text.append(reference()).append(characters.segment());
    }
    return CharacterSets.bytes(text.toString());
  }

  /** The control reference as it stands in the UNB, with its release characters. */
  private String reference() {
    StringBuilder released = new StringBuilder();
    for (char c : controlReference().toCharArray()) {
      boolean service =
          c == characters.segment()
              || c == characters.element()
              || c == characters.component()
              || characters.isRelease(c)
              || characters.isRepetition(c);
      released.append(service && characters.release() != ' ' ? "" + characters.release() : "");
      released.append(c > 0xFF ? '?' : c);
    }
    return released.toString();
  }
}
