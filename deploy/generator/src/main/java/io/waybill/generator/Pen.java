package io.waybill.generator;

import io.waybill.generator.CanonicalMessage.Name;
import java.util.ArrayList;
import java.util.List;

/** Collects the messages about one shipment; some are lost on the way and never written down. */
final class Pen {

  final Names names;
  final Plot plot;
  final Dice dice;
  private final List<Draft> drafts = new ArrayList<>();
  private int messages;

  Pen(Names names, Plot plot, Dice dice) {
    this.names = names;
    this.plot = plot;
    this.dice = dice;
  }

  /** A message with a new id. */
  CanonicalMessage message(String kind, long createdAt) {
    return new CanonicalMessage(kind, names.of("M", plot, messages++), createdAt);
  }

  /** A number that no other interchange of this owner has. */
  int interchange() {
    return plot.index() * 100 + messages++ + 1;
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
