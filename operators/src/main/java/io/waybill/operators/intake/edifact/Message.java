package io.waybill.operators.intake.edifact;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A message, UNH to UNT, with the headers around it and what is wrong with its envelope. */
final class Message {

  private final Interchange interchange;
  private final Segment ung;
  private final List<Segment> segments = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private boolean whole;

  /**
   * @param ung header of its group, or null
   */
  Message(Interchange interchange, Segment ung, Segment unh) {
    this.interchange = interchange;
    this.ung = ung;
    add(unh);
  }

  void add(Segment segment) {
    segments.add(segment.at(segments.size() + 1));
  }

  void finding(Finding finding) {
    findings.add(finding);
  }

  /** Its UNT was found. */
  void complete() {
    whole = true;
  }

  /** Whether nothing was cut off; what is not whole is not read. */
  boolean isWhole() {
    return whole;
  }

  Interchange interchange() {
    return interchange;
  }

  Segment ung() {
    return ung;
  }

  Segment unh() {
    return segments.get(0);
  }

  List<Segment> segments() {
    return segments;
  }

  /** What is wrong with its envelope. */
  List<Finding> findings() {
    return findings;
  }

  /** Such as IFTSTA. */
  String type() {
    return unh().component(2, 1);
  }

  /** Such as D:96A:UN:EAN008. */
  String version() {
    List<String> identifier =
        unh().elements().size() < 2 || unh().elements().get(1).isEmpty()
            ? List.of()
            : unh().elements().get(1).get(0);
    return identifier.stream()
        .skip(1)
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(":"));
  }

  Directory directory() {
    return new Directory(unh().component(2, 2), unh().component(2, 3));
  }

  /** Of interchange, group and message, as far as they are there. */
  String controlNumbers() {
    String numbers =
        interchange.controlReference()
            + (ung == null ? "" : "/" + ung.element(5))
            + "/"
            + unh().element(1);
    return Details.fitting(numbers).orElse("");
  }

  /** The message in an interchange of its own, fit to be sent again. */
  byte[] alone() {
    return interchange.alone(segments);
  }
}
