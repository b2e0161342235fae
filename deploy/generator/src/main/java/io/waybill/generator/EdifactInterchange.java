package io.waybill.generator;

import java.util.ArrayList;
import java.util.List;

/** Writes an EDIFACT interchange, syntax 3. */
final class EdifactInterchange {

  private final String sender;
  private final int control;
  private final long createdAt;
  private final List<String> segments = new ArrayList<>();
  private int messages;

  /**
   * @param control its reference; new for each interchange of the sender
   * @param createdAt when the sender made it; the header tells minutes
   */
  EdifactInterchange(String sender, int control, long createdAt) {
    this.sender = sender;
    this.control = control;
    this.createdAt = createdAt;
  }

  /**
   * Adds a message; UNH and UNT are put around its segments.
   *
   * @param directory such as D:96A
   */
  EdifactInterchange message(String type, String directory, List<String> body) {
    messages++;
    segments.add("UNH+%d+%s:%s:UN".formatted(messages, type, directory));
    segments.addAll(body);
    segments.add("UNT+%d+%d".formatted(body.size() + 2, messages));
    return this;
  }

  String text() {
    // Some say which characters separate, some end lines behind segments.
    String start = control % 2 == 0 ? "UNA:+.? '" : "";
    String end = control % 3 == 0 ? "'\n" : "'";
    List<String> all = new ArrayList<>();
    all.add(
        "UNB+UNOC:3+%s+WAYBILL+%s:%s+%d"
            .formatted(
                sender,
                Time.pattern(createdAt, "yyMMdd"),
                Time.pattern(createdAt, "HHmm"),
                control));
    all.addAll(segments);
    all.add("UNZ+%d+%d".formatted(messages, control));
    return start + String.join(end, all) + end;
  }

  /** A text as it stands in a segment: what separates is released. */
  static String released(String text) {
    return text.replaceAll("([?+:'])", "?$1");
  }

  /** DTM with seconds. */
  static String time(String qualifier, long time) {
    return "DTM+%s:%s:204".formatted(qualifier, Time.pattern(time, "yyyyMMddHHmmss"));
  }
}
