package io.waybill.operators.intake.edifact;

import io.waybill.operators.intake.message.DeadLetters;
import io.waybill.operators.intake.message.Decoded;
import io.waybill.operators.intake.message.Decoder;
import io.waybill.operators.intake.message.FactCollector;
import io.waybill.operators.intake.message.Problem;
import io.waybill.operators.intake.message.RawMessage;
import io.waybill.operators.intake.message.Reason;
import io.waybill.operators.intake.profile.PartnerProfile;
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

  private static final int MAX_BYTES = 10 * 1024 * 1024;

  private final PartnerProfile profile;

  public EdifactDecoder(PartnerProfile profile) {
    this.profile = profile;
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
      new SyntaxReport(raw, interchange, outcomes, i).write().ifPresent(facts::acknowledgement);
    }
    return facts.decoded();
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
