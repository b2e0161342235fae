package io.waybill.generator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.generator.CanonicalMessage.Name;
import io.waybill.generator.Plot.Line;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** The driver's app: puts a proof of delivery into its format. */
final class ProofVoice {

  /** What is said of one line. */
  record Found(Line line, BigDecimal good, BigDecimal damaged, BigDecimal refused) {}

  /**
   * What it says.
   *
   * @param id of the proof
   * @param reference by which name the canonical form speaks of the shipment
   */
  record Proof(
      long createdAt,
      int revision,
      boolean cancelled,
      String id,
      Name reference,
      boolean signed,
      List<Found> lines) {}

  private static final String COLUMNS =
      "row,written,shipment,pod,signed by,delivered,line,item,good,damaged,refused";

  private final Pen pen;

  ProofVoice(Pen pen) {
    this.pen = pen;
  }

  /** Whether a proof can be taken back; a list can only be written anew. */
  boolean tellsCancellations() {
    return pen.dialects.proofs() == Dialect.CANONICAL;
  }

  Draft say(Proof proof) {
    return pen.dialects.proofs() == Dialect.CANONICAL ? canonical(proof) : csv(proof);
  }

  private Draft canonical(Proof proof) {
    CanonicalMessage message =
        pen.message("pod", proof.createdAt())
            .revision(proof.revision())
            .cancelled(proof.cancelled())
            .about(proof.reference())
            .with("owner", pen.names.owner())
            .with("pod", proof.id())
            .with("occurredAt", Time.utc(pen.plot.deliveredAt()))
            .with("signed", proof.signed());
    if (proof.signed()) {
      message.with("signedBy", "J. Doe");
    }
    ArrayNode lines = message.array("lines");
    for (Found found : proof.lines()) {
      ObjectNode node =
          lines
              .addObject()
              .put("line", found.line().line())
              .put("item", pen.names.item(found.line().item()))
              .put("quantity", found.good().toPlainString())
              .put("unit", found.line().unit());
      if (found.damaged().signum() != 0) {
        node.put("damaged", found.damaged().toPlainString());
      }
      if (found.refused().signum() != 0) {
        node.put("refused", found.refused().toPlainString());
      }
    }
    return message.draft();
  }

  /** One row a line; the one that was written last stands. */
  private Draft csv(Proof proof) {
    List<String> rows = new ArrayList<>(List.of(COLUMNS));
    for (Found found : proof.lines()) {
      rows.add(
          String.join(
              ",",
              pen.messageId(),
              Time.pattern(proof.createdAt(), "yyyy-MM-dd HH:mm:ss"),
              pen.shipment().value(),
              proof.id(),
              proof.signed() ? "\"Doe, \"\"Jo\"\"\"" : "",
              Time.pattern(pen.plot.deliveredAt(), "yyyy-MM-dd HH:mm:ss"),
              found.line().line(),
              pen.names.item(found.line().item()),
              found.good().toPlainString(),
              found.damaged().signum() == 0 ? "" : found.damaged().toPlainString(),
              found.refused().signum() == 0 ? "" : found.refused().toPlainString()));
    }
    return new Draft(proof.createdAt(), Dialect.CSV_PROOFS.profile, String.join("\n", rows) + "\n");
  }
}
