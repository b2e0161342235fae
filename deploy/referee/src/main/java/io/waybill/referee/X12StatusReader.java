package io.waybill.referee;

import io.waybill.referee.Payload.Milestone;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/** Reads X12 214 interchanges by splitting them at the separators that their ISA declares. */
final class X12StatusReader {

  private static final Map<String, String> CODES =
      Map.ofEntries(
          Map.entry("AF", "DEPARTED"),
          Map.entry("X4", "TERMINAL_ARRIVED"),
          Map.entry("P1", "TERMINAL_DEPARTED"),
          Map.entry("X6", "EN_ROUTE_TO_DELIVERY"),
          Map.entry("X1", "DELIVERY_ARRIVED"),
          Map.entry("D1", "DELIVERED"),
          Map.entry("CD", "DELIVERY_DEPARTED"),
          Map.entry("X3", "PICKUP_ARRIVED"),
          Map.entry("CP", "LOADED"),
          Map.entry("AA", "PICKUP_APPOINTMENT"),
          Map.entry("AB", "DELIVERY_APPOINTMENT"),
          Map.entry("AG", "ESTIMATED_DELIVERY"),
          Map.entry("SD", "DELAYED"),
          Map.entry("AH", "DELIVERY_ATTEMPTED"),
          Map.entry("A7", "REFUSED"),
          Map.entry("A9", "DAMAGED"),
          Map.entry("A3", "RETURNED"),
          Map.entry("CA", "CANCELLED"));

  private static final int ISA_LENGTH = 106;

  private final Evidence evidence;

  X12StatusReader(Evidence evidence) {
    this.evidence = evidence;
  }

  /**
   * Adds what the interchange says.
   *
   * @throws MessageFormatException when it cannot be read
   */
  void read(String body, long recordedAt) {
    if (!body.startsWith("ISA") || body.length() < ISA_LENGTH) {
      throw new MessageFormatException(
          "The interchange begins with '%s': it must begin with an ISA of 106 characters"
              .formatted(body.substring(0, Math.min(20, body.length()))));
    }
    String element = java.util.regex.Pattern.quote(body.substring(3, 4));
    String segmentEnd = java.util.regex.Pattern.quote(body.substring(ISA_LENGTH - 1, ISA_LENGTH));
    String sender = "";
    String interchange = "";
    String group = "";
    long created = 0;
    String transaction = "";
    Reference pro = null;
    for (String segment : body.split(segmentEnd)) {
      String[] elements = segment.strip().split(element, -1);
      switch (elements[0]) {
        case "ISA" -> {
          sender = elements[6].strip();
          interchange = elements[13];
        }
        case "GS" -> {
          created = time(elements[4], elements[5]);
          group = elements[6];
        }
        case "ST" -> transaction = elements[2];
        case "B10" -> pro = new Reference("PRO", elements[3], elements[1]);
        case "AT7" -> {
          String identity = String.join("/", sender, interchange, group, transaction);
          addMilestone(elements, new Version(0, created, identity), recordedAt, pro);
        }
        default -> {
          // Addresses, weights and envelopes say nothing that decides billing.
        }
      }
    }
  }

  private void addMilestone(String[] at7, Version version, long recordedAt, Reference pro) {
    boolean actual = !at7[1].isEmpty();
    String original = actual ? at7[1] : at7[3];
    String code = CODES.getOrDefault(original, "X12-" + original);
    if (!at7[7].equals("UT")) {
      throw new MessageFormatException(
          "AT7-07 is '%s': the referee reads UT (universal time) only".formatted(at7[7]));
    }
    long occurredAt = time(at7[5], at7[6]);
    String subject = "milestone/%s/%s/%s/%d".formatted(pro.issuer(), pro.value(), code, occurredAt);
    evidence.facts.add(
        new Fact(
            subject, version, false, occurredAt, recordedAt, pro, new Milestone(code, actual)));
  }

  private static long time(String date, String time) {
    String pattern = "yyyyMMdd" + (time.length() == 4 ? "HHmm" : "HHmmss");
    return LocalDateTime.parse(date + time, DateTimeFormatter.ofPattern(pattern))
        .toInstant(ZoneOffset.UTC)
        .toEpochMilli();
  }
}
