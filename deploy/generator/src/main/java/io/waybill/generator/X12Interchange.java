package io.waybill.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes an X12 interchange of one functional group, version 004010. GS-04 and GS-05 tell seconds.
 */
final class X12Interchange {

  /** By transaction set, the functional group that it stands in. */
  private static final Map<String, String> GROUPS =
      Map.ofEntries(
          Map.entry("204", "SM"),
          Map.entry("210", "IM"),
          Map.entry("214", "QM"),
          Map.entry("846", "IB"),
          Map.entry("850", "PO"),
          Map.entry("856", "SH"),
          Map.entry("861", "RC"),
          Map.entry("940", "OW"),
          Map.entry("943", "AR"),
          Map.entry("944", "RE"),
          Map.entry("945", "SW"),
          Map.entry("947", "AW"),
          Map.entry("990", "GF"));

  /** Element separator and segment end, as partners have them. */
  private static final List<String[]> SEPARATORS =
      List.of(new String[] {"*", "~\n"}, new String[] {"|", "~"}, new String[] {"*", "\n"});

  private final String set;
  private final String sender;
  private final int control;
  private final long createdAt;
  private final int hours;
  private final List<String> segments = new ArrayList<>();
  private int transactions;

  /**
   * @param set of its transactions
   * @param sender ISA-06 and GS-02, at most 15 characters
   * @param control ISA-13 and GS-06; at most nine digits, new for each interchange of the sender
   * @param createdAt when the sender made it
   */
  X12Interchange(String set, String sender, int control, long createdAt) {
    this(set, sender, control, createdAt, 0);
  }

  /**
   * @param hours by which the sender's clock is ahead of UTC
   */
  X12Interchange(String set, String sender, int control, long createdAt, int hours) {
    this.set = set;
    this.sender = sender;
    this.control = control;
    this.createdAt = createdAt;
    this.hours = hours;
  }

  /** Adds a transaction; ST and SE are put around its segments. */
  X12Interchange transaction(List<String> body) {
    transactions++;
    String number = "%04d".formatted(transactions);
    segments.add("ST*%s*%s".formatted(set, number));
    segments.addAll(body);
    segments.add("SE*%d*%s".formatted(body.size() + 2, number));
    return this;
  }

  String text() {
    long local = createdAt + hours * Time.HOUR;
    String[] separators = SEPARATORS.get(control % SEPARATORS.size());
    List<String> all = new ArrayList<>();
    all.add(
        "ISA*00*          *00*          *ZZ*%-15s*ZZ*WAYBILL        *%s*%s*U*00401*%09d*0*P*>"
            .formatted(
                sender, Time.pattern(local, "yyMMdd"), Time.pattern(local, "HHmm"), control));
    all.add(
        "GS*%s*%s*WAYBILL*%s*%s*%d*X*004010"
            .formatted(
                GROUPS.get(set),
                sender,
                Time.pattern(local, "yyyyMMdd"),
                Time.pattern(local, "HHmmss"),
                control));
    all.addAll(segments);
    all.add("GE*%d*%d".formatted(transactions, control));
    all.add("IEA*1*%09d".formatted(control));
    StringBuilder text = new StringBuilder();
    for (String segment : all) {
      text.append(segment.replace("*", separators[0])).append(separators[1]);
    }
    return text.toString();
  }
}
