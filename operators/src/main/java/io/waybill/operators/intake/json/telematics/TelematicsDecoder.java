package io.waybill.operators.intake.json.telematics;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.waybill.operators.intake.json.JsonDocument;
import io.waybill.operators.intake.json.JsonFacts;
import io.waybill.operators.intake.message.DeadLetters;
import io.waybill.operators.intake.message.Decoded;
import io.waybill.operators.intake.message.Decoder;
import io.waybill.operators.intake.message.FactCollector;
import io.waybill.operators.intake.message.MessageType;
import io.waybill.operators.intake.message.Problem;
import io.waybill.operators.intake.message.RawMessage;
import io.waybill.operators.intake.message.Reason;
import io.waybill.operators.intake.profile.PartnerProfile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Reads telematics: what vehicles, trailers, containers and their devices say of position,
 * temperature, doors and ignition. Each ping is a milestone with its place and measures; a message
 * may hold one, a list, or several documents behind each other. A bad ping takes none of its
 * neighbours along.
 */
public final class TelematicsDecoder implements Decoder {

  private final PartnerProfile profile;
  private final PingReader reader;
  private final PingFacts pings;

  public TelematicsDecoder(PartnerProfile profile) {
    this.profile = profile;
    reader = new PingReader(profile.json().names());
    pings = new PingFacts(profile);
  }

  /** For documents: what a message is. */
  public static List<MessageType> types() {
    return List.of(PingFacts.TYPE);
  }

  @Override
  public Decoded decode(RawMessage raw) {
    if (raw.bytes().length > JsonDocument.MAX_BYTES) {
      return JsonDocument.read(raw).rejected();
    }
    List<Ping> found;
    try {
      found = reader.read(raw.bytes());
    } catch (IOException e) {
      return Decoded.rejected(DeadLetters.of(raw, JsonDocument.problem(raw, e)));
    }
    if (found == null) {
      return JsonFacts.tooMany(raw);
    }
    FactCollector facts = new FactCollector(raw, profile.version());
    FactCollector.Counted before = facts.counted();
    for (Ping ping : found) {
      add(raw, facts, ping);
    }
    if (facts.counted().equals(before)) {
      return nothing(raw, facts);
    }
    return facts.decoded();
  }

  /** A message in which nothing stands: an empty list, or only blanks. */
  private static Decoded nothing(RawMessage raw, FactCollector facts) {
    if (new String(raw.bytes(), StandardCharsets.ISO_8859_1).isBlank()) {
      return Decoded.rejected(
          DeadLetters.of(
              raw,
              new Problem(
                  Reason.EMPTY, "message", "", "Send the message again, with its content.")));
    }
    facts.record("TELEMATICS-WITHOUT-PINGS", "", "", "", null, facts.counted());
    return facts.decoded();
  }

  private void add(RawMessage raw, FactCollector facts, Ping ping) {
    if (ping.children().isEmpty()) {
      List<Problem> problems = pings.add(raw, facts, ping);
      if (!problems.isEmpty()) {
        facts.deadLetter(
            DeadLetters.of(raw, facts.skipPosition(), null, problems, content(raw, ping)));
      }
    }
    for (Ping child : ping.children()) {
      child.inherit(ping);
      add(raw, facts, child);
    }
  }

  /** The bytes of the ping, with the vehicle that only the message around it names. */
  private static byte[] content(RawMessage raw, Ping ping) {
    byte[] bytes = raw.bytes();
    boolean known =
        ping.from() >= 0
            && ping.from() < ping.to()
            && ping.to() <= bytes.length
            && bytes[(int) ping.from()] == '{';
    if (!known) {
      return bytes;
    }
    byte[] own = Arrays.copyOfRange(bytes, (int) ping.from(), (int) ping.to());
    if (ping.inherited().isEmpty()) {
      return own;
    }
    String named =
        "{\"vehicle\":\""
            + new String(JsonStringEncoder.getInstance().quoteAsString(ping.inherited()))
            + "\","
            + new String(own, 1, own.length - 1, StandardCharsets.UTF_8);
    return named.getBytes(StandardCharsets.UTF_8);
  }
}
