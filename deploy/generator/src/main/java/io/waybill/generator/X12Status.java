package io.waybill.generator;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes X12 214 interchanges (version 004010, segment end {@code ~} and a line feed). All times
 * are UTC: AT7-07 is {@code UT}, and GS-04, GS-05 are written in UTC.
 */
final class X12Status {

  /**
   * One AT7 segment.
   *
   * @param code AT7-01 when it happened, AT7-03 when it is an appointment
   * @param appointment whether the code is an appointment's
   * @param time when, to the minute
   */
  record At7(String code, boolean appointment, long time) {

    private String segment() {
      String what = appointment ? "**%s*NS".formatted(code) : "%s*NS**".formatted(code);
      return "AT7*%s*%s*%s*UT"
          .formatted(what, Time.pattern(time, "yyyyMMdd"), Time.pattern(time, "HHmm"));
    }
  }

  /** One ST to SE: what a carrier says about one of its PRO numbers. */
  record Transaction(String pro, String scac, List<At7> statuses) {}

  private X12Status() {}

  /**
   * One interchange with one functional group.
   *
   * @param sender ISA-06, at most 15 characters
   * @param control ISA-13, GS-06 and the beginning of ST-02; at most nine digits, new for each
   *     interchange of the sender
   * @param createdAt when the sender made it; the message tells minutes
   */
  static String interchange(
      String sender, int control, long createdAt, List<Transaction> transactions) {
    List<String> segments = new ArrayList<>();
    segments.add(
        "ISA*00*          *00*          *ZZ*%-15s*ZZ*WAYBILL        *%s*%s*U*00401*%09d*0*P*>"
            .formatted(
                sender,
                Time.pattern(createdAt, "yyMMdd"),
                Time.pattern(createdAt, "HHmm"),
                control));
    segments.add(
        "GS*QM*%s*WAYBILL*%s*%s*%d*X*004010"
            .formatted(
                sender,
                Time.pattern(createdAt, "yyyyMMdd"),
                Time.pattern(createdAt, "HHmm"),
                control));
    for (int i = 0; i < transactions.size(); i++) {
      segments.addAll(transaction(transactions.get(i), i + 1));
    }
    segments.add("GE*%d*%d".formatted(transactions.size(), control));
    segments.add("IEA*1*%09d".formatted(control));
    return String.join("~\n", segments) + "~\n";
  }

  private static List<String> transaction(Transaction transaction, int number) {
    String control = "%04d".formatted(number);
    List<String> segments = new ArrayList<>();
    segments.add("ST*214*" + control);
    segments.add("B10*%s*%s*%s".formatted(transaction.pro(), "BL" + number, transaction.scac()));
    for (int i = 0; i < transaction.statuses().size(); i++) {
      segments.add("LX*" + (i + 1));
      segments.add(transaction.statuses().get(i).segment());
    }
    segments.add("SE*%d*%s".formatted(segments.size() + 1, control));
    return segments;
  }
}
