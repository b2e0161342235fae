package io.waybill.referee;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Cuts X12 into transactions, at the separators that each ISA declares. */
final class X12Text {

  /** A segment; elements are counted from 1. */
  record Segment(String[] parts) {

    String tag() {
      return parts[0];
    }

    /** Empty when it is absent. */
    String at(int element) {
      return element < parts.length ? parts[element].strip() : "";
    }
  }

  /**
   * From ST to SE.
   *
   * @param interchangeSender ISA-06
   * @param sender GS-02
   * @param receiver GS-03
   * @param created GS-04 and GS-05
   * @param identity sender and all control numbers
   */
  record Transaction(
      String set,
      String interchangeSender,
      String sender,
      String receiver,
      long created,
      String identity,
      List<Segment> segments) {

    /** The first segment with a tag, and a qualifier in its first element unless that is null. */
    Segment first(String tag, String qualifier) {
      return segments.stream()
          .filter(s -> s.tag().equals(tag))
          .filter(s -> qualifier == null || s.at(1).equals(qualifier))
          .findFirst()
          .orElse(null);
    }

    List<Segment> all(String tag) {
      return segments.stream().filter(s -> s.tag().equals(tag)).toList();
    }

    /** The code of a party, N1-04; or what stands in for it. */
    String party(String role, String standIn) {
      Segment n1 = first("N1", role);
      return n1 == null ? standIn : n1.at(4);
    }
  }

  private static final int ISA_LENGTH = 106;

  private X12Text() {}

  /**
   * All transactions of a text, in which interchanges stand one behind the other.
   *
   * @param zone of the sender's clock
   * @throws MessageFormatException when an interchange does not begin with an ISA
   */
  static List<Transaction> transactions(String text, ZoneId zone) {
    List<Transaction> transactions = new ArrayList<>();
    String rest = text.stripLeading();
    while (!rest.isEmpty()) {
      if (!rest.startsWith("ISA") || rest.length() < ISA_LENGTH) {
        throw new MessageFormatException(
            "The interchange begins with '%s': it must begin with an ISA of 106 characters"
                .formatted(rest.substring(0, Math.min(20, rest.length()))));
      }
      String element = Pattern.quote(rest.substring(3, 4));
      String end = rest.substring(ISA_LENGTH - 1, ISA_LENGTH);
      int iea = rest.indexOf(end.strip().isEmpty() ? end + "IEA" : "IEA" + rest.charAt(3));
      int stop = iea < 0 ? -1 : rest.indexOf(end, iea + 1);
      if (stop < 0) {
        throw new MessageFormatException("The interchange has no IEA: it was cut");
      }
      transactions.addAll(interchange(rest.substring(0, stop), element, Pattern.quote(end), zone));
      rest = rest.substring(stop + 1).stripLeading();
    }
    return transactions;
  }

  private static List<Transaction> interchange(
      String text, String element, String end, ZoneId zone) {
    List<Transaction> transactions = new ArrayList<>();
    Segment isa = null;
    Segment gs = null;
    List<Segment> open = new ArrayList<>();
    for (String part : text.split(end)) {
      Segment segment = new Segment(part.strip().split(element, -1));
      switch (segment.tag()) {
        case "ISA" -> isa = segment;
        case "GS" -> gs = segment;
        case "ST" -> open = new ArrayList<>(List.of(segment));
        case "SE" -> {
          String identity = String.join("/", isa.at(6), isa.at(13), gs.at(6), open.get(0).at(2));
          transactions.add(
              new Transaction(
                  open.get(0).at(1),
                  isa.at(6),
                  gs.at(2),
                  gs.at(3),
                  time(gs.at(4), gs.at(5), zone),
                  identity,
                  List.copyOf(open)));
        }
        default -> open.add(segment);
      }
    }
    return transactions;
  }

  /** Midnight without a time. */
  static long time(String date, String time, ZoneId zone) {
    String pattern =
        "yyyyMMdd" + (time.isEmpty() ? "HHmm" : time.length() == 4 ? "HHmm" : "HHmmss");
    return LocalDateTime.parse(
            date + (time.isEmpty() ? "0000" : time), DateTimeFormatter.ofPattern(pattern))
        .atZone(zone)
        .toInstant()
        .toEpochMilli();
  }
}
