package io.waybill.operators.intake.edifact;

import io.waybill.operators.intake.RawMessages;
import io.waybill.operators.intake.message.Decoded;
import io.waybill.operators.intake.profile.ProfileReader;
import io.waybill.schemas.Acknowledgement;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Interchanges for tests, written from the standard. */
final class Edifact {

  /** 2026-01-05T09:00 local to UTC. */
  static final String CREATED = "DTM+137:202601050900:203'";

  static final String PROFILE =
      """
      name: edifact
      version: 2
      owner: Carrier desk
      format: edifact
      zone: Europe/Berlin
      """;

  private Edifact() {}

  /** A message, UNH to UNT. */
  static String message(String reference, String type, String segments) {
    String version = type.contains(":") ? type : type + ":D:96A:UN";
    int count = segments.split("(?<!\\?)'").length + 2;
    return "UNH+%s+%s'%sUNT+%d+%s'".formatted(reference, version, segments, count, reference);
  }

  /** Messages in an interchange. */
  static String interchange(String control, String... messages) {
    return "UNB+UNOC:3+4012345000009:14+WAYBILL:14+260105:1000+%s'%sUNZ+%d+%s'"
        .formatted(control, String.join("", messages), messages.length, control);
  }

  /** An interchange of one message. */
  static String one(String type, String segments) {
    return interchange("ICR1", message("1", type, segments));
  }

  static Decoded read(String text) {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  static Decoded read(byte[] bytes) {
    return RawMessages.intake().decode(RawMessages.of("edifact", bytes));
  }

  /** Reads by a profile with more keys. */
  static Decoded readBy(String keys, String text) {
    return new EdifactDecoder(ProfileReader.read("edifact.yaml", PROFILE + keys))
        .decode(RawMessages.of("edifact", text));
  }

  static long at(String time) {
    return Instant.parse(time).toEpochMilli();
  }

  static String text(Acknowledgement acknowledgement) {
    return StandardCharsets.ISO_8859_1.decode(acknowledgement.getContent().duplicate()).toString();
  }
}
