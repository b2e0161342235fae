package io.waybill.operators.intake.edifact;

import io.waybill.operators.intake.message.DeadLetters;
import io.waybill.operators.intake.message.Decoded;
import io.waybill.operators.intake.message.Decoder;
import io.waybill.operators.intake.message.FactCollector;
import io.waybill.operators.intake.message.MessageType;
import io.waybill.operators.intake.message.Problem;
import io.waybill.operators.intake.message.RawMessage;
import io.waybill.operators.intake.message.Reason;
import io.waybill.operators.intake.profile.PartnerProfile;
import io.waybill.operators.intake.profile.Terms;
import io.waybill.schemas.Acknowledgement;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads EDIFACT; a raw message may hold several interchanges of many messages. What is bad becomes
 * a dead letter that names segment and element, with the message in an interchange of its own, fit
 * to be sent again; its neighbours flow. Each interchange is answered by a CONTRL, unless it is
 * one.
 *
 * <p>An envelope whose counts or references are wrong is a dead letter too, but the message in it
 * is read: it is whole when its UNT is there. One without a UNT was cut and is not read.
 */
public final class EdifactDecoder implements Decoder {

  private static final String STANDARD = "EDIFACT";
  private static final int MAX_NAME = 35;
  private static final long PRIME = 0x100000001B3L;
  private static final int MAX_BYTES = 10 * 1024 * 1024;

  private final PartnerProfile profile;

  public EdifactDecoder(PartnerProfile profile) {
    this.profile = profile;
  }

  /** For documents: what each message is. */
  public static List<MessageType> types() {
    return MessageFacts.types();
  }

  @Override
  public Decoded decode(RawMessage raw) {
    if (raw.bytes().length > MAX_BYTES) {
      return reject(raw, Reason.TOO_LARGE, "Split the file: a message may have at most 10 MB.");
    }
    List<Interchange> interchanges = Interchanges.cut(raw.bytes());
    if (interchanges.isEmpty()) {
      return reject(raw, Reason.EMPTY, "Send the message again, with its content.");
    }
    FactCollector facts = new FactCollector(raw, profile.version());
    for (int i = 0; i < interchanges.size(); i++) {
      Interchange interchange = interchanges.get(i);
      List<ReadMessage> outcomes = new ArrayList<>();
      for (Message message : interchange.messages()) {
        outcomes.add(new MessageFacts(profile, raw, facts, message).read());
      }
      for (Finding finding : interchange.findings()) {
        facts.deadLetter(
            DeadLetters.of(
                raw,
                facts.skipPosition(),
                Details.fitting(interchange.controlReference()).orElse(null),
                List.of(finding.problem()),
                content(interchange, finding)));
      }
      Acknowledgement answer =
          new SyntaxReport(raw, interchange, outcomes, i, false).write().orElse(null);
      if (answer != null) {
        facts.acknowledgement(answer);
      }
      if (profile.terms().controlNumbers() != Terms.ControlNumbers.NONE) {
        numbers(raw, facts, interchange, outcomes, answer, i);
      }
    }
    return facts.decoded();
  }

  /** Tells the references of the interchange and of its groups. */
  private void numbers(
      RawMessage raw,
      FactCollector facts,
      Interchange interchange,
      List<ReadMessage> outcomes,
      Acknowledgement answer,
      int number) {
    List<Message> messages = interchange.messages();
    int end;
    for (int begin = 0; begin < messages.size(); begin = end) {
      Segment ung = messages.get(begin).ung();
      end = begin + 1;
      while (end < messages.size() && messages.get(end).ung() == ung) {
        end++;
      }
      if (ung != null && profile.terms().controlNumbers() == Terms.ControlNumbers.GROUPS) {
        facts.controlNumber(
            STANDARD,
            "UNG",
            name(ung.component(2, 1)),
            name(ung.component(3, 1)),
            name(ung.component(1, 1)),
            name(ung.element(5)),
            digest(messages.subList(begin, end)),
            null,
            null);
      }
    }
    facts.controlNumber(
        STANDARD,
        "UNB",
        name(interchange.sender()),
        name(interchange.receiver()),
        "",
        name(interchange.controlReference()),
        digest(messages),
        answer,
        answer == null
            ? null
            : new SyntaxReport(raw, interchange, outcomes, number, true).write().orElse(null));
  }

  private static String name(String text) {
    String fitting = Details.fitting(text).orElse("");
    return fitting.length() > MAX_NAME || fitting.indexOf('|') >= 0 ? "" : fitting;
  }

  /** Of what stands in the messages, whatever their envelope looks like. */
  private static long digest(List<Message> messages) {
    long sum = 0;
    for (Message message : messages) {
      for (Segment segment : message.segments()) {
        String text = segment.raw();
        for (int i = 0; i < text.length(); i++) {
          sum = (sum ^ text.charAt(i)) * PRIME;
        }
        sum = (sum ^ '\'') * PRIME;
      }
    }
    return sum;
  }

  /** The header and what is wrong behind it. */
  private static byte[] content(Interchange interchange, Finding finding) {
    StringBuilder content = new StringBuilder(interchange.characters().una());
    char end = interchange.characters().segment();
    if (interchange.unb() != null) {
      content.append(interchange.unb().raw()).append(end);
    }
    if (finding.segment() != null) {
      content.append(finding.segment().raw());
      content.append(interchange.unb() == null ? "" : "" + end);
    }
    return CharacterSets.bytes(content.toString());
  }

  private static Decoded reject(RawMessage raw, Reason reason, String remedy) {
    return Decoded.rejected(DeadLetters.of(raw, new Problem(reason, "message", "", remedy)));
  }
}
