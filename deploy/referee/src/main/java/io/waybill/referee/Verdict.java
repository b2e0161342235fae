package io.waybill.referee;

import java.util.ArrayList;
import java.util.List;

/**
 * What the referee says.
 *
 * @param agrees whether nothing was found
 * @param findings everything that is not as it should be
 * @param figures what it looked at and worked out
 */
public record Verdict(boolean agrees, List<Finding> findings, Figures figures) {

  private static final int MOST_LINES = 50;

  /** The lines to print: figures, the first findings, and at last the verdict. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>(figures.toString().lines().toList());
    findings.stream().limit(MOST_LINES).map(Finding::toString).forEach(lines::add);
    if (findings.size() > MOST_LINES) {
      lines.add("... and %,d more findings".formatted(findings.size() - MOST_LINES));
    }
    lines.add(sentence());
    return lines;
  }

  /** The last line. */
  public String sentence() {
    return agrees
        ? "The referee agrees: %,d shipments, %,d effects, stock conserved."
            .formatted(figures.shipments(), figures.effects())
        : "The referee disagrees: %,d %s."
            .formatted(findings.size(), findings.size() == 1 ? "finding" : "findings");
  }
}
