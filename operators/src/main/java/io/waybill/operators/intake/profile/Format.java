package io.waybill.operators.intake.profile;

import java.util.Arrays;
import java.util.Optional;

/** A format of messages that Waybill reads. */
public enum Format {
  CSV("csv"),
  CANONICAL_JSON("canonical-json"),
  EDIFACT("edifact"),
  X12("x12"),
  DCSA("dcsa"),
  EPCIS("epcis"),
  EASYPOST("easypost"),
  AFTERSHIP("aftership"),
  SHIPPO("shippo"),
  TRACKER("tracker"),
  TELEMATICS("telematics");

  /** What profiles called X12 when only the 214 was read. */
  private static final String X12_214 = "x12-214";

  private final String label;

  Format(String label) {
    this.label = label;
  }

  /** As profiles write it. */
  public String label() {
    return label;
  }

  static Optional<Format> of(String label) {
    String current = label.equals(X12_214) ? X12.label : label;
    return Arrays.stream(values()).filter(format -> format.label.equals(current)).findFirst();
  }
}
