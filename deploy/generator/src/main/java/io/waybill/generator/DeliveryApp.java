package io.waybill.generator;

import io.waybill.generator.CanonicalMessage.Name;
import io.waybill.generator.Plot.Line;
import io.waybill.generator.ProofVoice.Found;
import io.waybill.generator.ProofVoice.Proof;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** The driver's app: proofs of delivery, at first often incomplete, sometimes wrong for good. */
final class DeliveryApp {

  /** What a proof says of every line; the quantity is a part of what was shipped. */
  private enum Finding {
    GOOD,
    UNSIGNED,
    DAMAGED,
    REFUSED,
    SHORT
  }

  private final Pen pen;
  private final Plot plot;
  private final Dice dice;
  private final ProofVoice voice;

  DeliveryApp(Pen pen) {
    this.pen = pen;
    this.plot = pen.plot;
    this.dice = pen.dice;
    this.voice = new ProofVoice(pen);
  }

  void writeProofs() {
    boolean early = dice.chance(2);
    long createdAt =
        early
            ? plot.deliveredAt() - dice.span(Time.HOUR, 4 * Time.HOUR)
            : plot.deliveredAt() + dice.span(Time.MINUTE, 30 * Time.MINUTE);
    Name reference = dice.chance(30) ? pen.names.pro(plot) : pen.shipment();
    int kind = dice.between(0, 99);
    if (kind < 8) {
      writeInTwoParts(createdAt, reference);
      return;
    }
    String id = pen.names.of("POD", plot, 0);
    if (kind < 72) {
      pen.writeOrLose(proof(createdAt, 0, false, id, reference, Finding.GOOD), 3);
    } else if (kind < 77 && voice.tellsCancellations()) {
      writeTakenBackAndSentAgain(createdAt, reference, id);
    } else if (kind < 80) {
      // Two devices send the same proof; the one that was made later counts.
      pen.write(proof(createdAt, 0, false, id, reference, Finding.SHORT));
      long other = createdAt + dice.span(-5 * Time.MINUTE, 5 * Time.MINUTE);
      pen.write(proof(other, 0, false, id, reference, Finding.GOOD));
    } else {
      Finding first = Finding.values()[1 + kind % 4];
      pen.write(proof(createdAt, 0, false, id, reference, first));
      if (dice.chance(65)) {
        pen.write(proof(createdAt + correction(), 1, false, id, reference, Finding.GOOD));
      }
    }
    if (dice.chance(2)) {
      // Wrong after all, long after the invoice.
      long at = createdAt + dice.span(20 * Time.HOUR, 3 * Time.DAY);
      pen.write(proof(at, 4, false, id, reference, Finding.DAMAGED));
    }
  }

  private long correction() {
    return dice.span(10 * Time.MINUTE, 20 * Time.HOUR);
  }

  private void writeTakenBackAndSentAgain(long createdAt, Name reference, String id) {
    long backAt = createdAt + correction();
    pen.write(proof(createdAt, 0, false, id, reference, Finding.GOOD));
    pen.write(proof(backAt, 1, true, id, reference, Finding.GOOD));
    if (dice.chance(80)) {
      boolean same = dice.chance(50);
      String again = same ? id : pen.names.of("POD", plot, 9);
      pen.write(proof(backAt + correction(), same ? 2 : 0, false, again, reference, Finding.GOOD));
    }
  }

  private void writeInTwoParts(long createdAt, Name reference) {
    long rest = createdAt + dice.span(Time.HOUR, 8 * Time.HOUR);
    pen.writeOrLose(part(createdAt, pen.names.of("POD", plot, 0), reference, true), 3);
    pen.writeOrLose(part(rest, pen.names.of("POD", plot, 1), reference, false), 3);
  }

  private Draft proof(
      long createdAt, int revision, boolean cancelled, String id, Name ref, Finding finding) {
    List<Found> lines = new ArrayList<>();
    for (Line line : plot.lines()) {
      BigDecimal bad = line.shipped().min(BigDecimal.ONE);
      BigDecimal good =
          switch (finding) {
            case GOOD, UNSIGNED -> line.shipped();
            case DAMAGED, REFUSED, SHORT -> line.shipped().subtract(bad);
          };
      lines.add(
          new Found(
              line,
              good,
              finding == Finding.DAMAGED ? bad : BigDecimal.ZERO,
              finding == Finding.REFUSED ? bad : BigDecimal.ZERO));
    }
    boolean signed = finding != Finding.UNSIGNED;
    return voice.say(new Proof(createdAt, revision, cancelled, id, ref, signed, lines));
  }

  private Draft part(long createdAt, String id, Name reference, boolean first) {
    List<Found> lines = new ArrayList<>();
    for (Line line : plot.lines()) {
      BigDecimal half = line.shipped().divide(BigDecimal.valueOf(2), 0, RoundingMode.DOWN);
      BigDecimal good = first ? half : line.shipped().subtract(half);
      lines.add(new Found(line, good, BigDecimal.ZERO, BigDecimal.ZERO));
    }
    return voice.say(new Proof(createdAt, 0, false, id, reference, true, lines));
  }
}
