package io.waybill.generator;

import io.waybill.generator.CanonicalMessage.Name;
import java.util.ArrayList;
import java.util.List;

/** Collects the messages about one shipment; some are lost on the way and never written down. */
final class Pen {

  final Names names;
  final Plot plot;
  final Dice dice;
  final Dialects dialects;
  private final List<Draft> drafts = new ArrayList<>();
  private int messages;

  Pen(Names names, Plot plot, Dice dice, Dialects dialects) {
    this(names, plot, dice, dialects, 0);
  }

  /**
   * @param messages numbers of messages that are used already
   */
  Pen(Names names, Plot plot, Dice dice, Dialects dialects, int messages) {
    this.names = names;
    this.plot = plot;
    this.dice = dice;
    this.dialects = dialects;
    this.messages = messages;
  }

  /** A message with a new id. */
  CanonicalMessage message(String kind, long createdAt) {
    return new CanonicalMessage(kind, messageId(), createdAt);
  }

  /** An identity that no other message, row or event has. */
  String messageId() {
    return names.of("M", plot, messages++);
  }

  /**
   * A message of one X12 interchange.
   *
   * @param sender within the owner's own names
   */
  Draft x12(Dialect dialect, String set, String sender, long createdAt, List<List<String>> bodies) {
    X12Interchange interchange =
        new X12Interchange(
            set,
            names.sender(sender),
            interchange(),
            createdAt,
            dialect == Dialect.X12_LOCAL ? Time.NEW_YORK : 0);
    bodies.forEach(interchange::transaction);
    return new Draft(createdAt, dialect.profile, interchange.text());
  }

  /** A message of one EDIFACT interchange. */
  Draft edifact(
      Dialect dialect,
      String type,
      String directory,
      String sender,
      long createdAt,
      List<List<String>> bodies) {
    EdifactInterchange interchange =
        new EdifactInterchange(names.sender(sender), interchange(), createdAt);
    bodies.forEach(body -> interchange.message(type, directory, body));
    return new Draft(createdAt, dialect.profile, interchange.text());
  }

  /**
   * A number that no other interchange of this owner has; nobody counts by one. ISA-13 has nine
   * digits; a demonstration ends long before it begins again.
   */
  int interchange() {
    return (int) ((plot.index() * 1_000L + 3L * messages++ + 1) % 1_000_000_000);
  }

  void write(Draft draft) {
    drafts.add(draft);
  }

  /** Writes the message, unless it is lost: then nobody will ever get it. */
  void writeOrLose(Draft draft, double lossPercent) {
    if (!dice.chance(lossPercent)) {
      drafts.add(draft);
    }
  }

  Name shipment() {
    return Name.shipment(names.shipment(plot.index()));
  }

  List<Draft> drafts() {
    return List.copyOf(drafts);
  }
}
