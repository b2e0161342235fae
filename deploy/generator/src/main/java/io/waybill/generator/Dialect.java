package io.waybill.generator;

/** A format in which partners speak, and the profile that reads it. */
enum Dialect {
  CANONICAL("canonical", Syntax.JSON),
  X12("x12", Syntax.X12),
  X12_STATUS("x12-214", Syntax.X12),
  /** A carrier whose clocks show local time and say nothing of it. */
  X12_LOCAL("carrier-local", Syntax.X12),
  EDIFACT("edifact", Syntax.EDIFACT),
  /** Our own warehouses and planning: their goods are ours, their references declared. */
  EDIFACT_OWN("edifact-own", Syntax.EDIFACT),
  CSV_ORDERS("csv-orders", Syntax.CSV),
  CSV_PROOFS("csv-proofs", Syntax.CSV),
  DCSA("dcsa", Syntax.JSON),
  EPCIS("epcis", Syntax.JSON),
  EASYPOST("easypost", Syntax.TRACKER),
  AFTERSHIP("aftership", Syntax.TRACKER),
  SHIPPO("shippo", Syntax.TRACKER);

  /** What the messages are made of. */
  enum Syntax {
    JSON,
    TRACKER,
    X12,
    EDIFACT,
    CSV
  }

  /** Name of the partner profile. */
  final String profile;

  final Syntax syntax;

  Dialect(String profile, Syntax syntax) {
    this.profile = profile;
    this.syntax = syntax;
  }

  /** The dialect that a profile reads. */
  static Dialect of(String profile) {
    for (Dialect dialect : values()) {
      if (dialect.profile.equals(profile)) {
        return dialect;
      }
    }
    throw new IllegalArgumentException("No dialect has the profile " + profile);
  }

  /** Whether messages may stand one behind the other in one file. */
  boolean joins() {
    return syntax == Syntax.X12 || syntax == Syntax.EDIFACT;
  }
}
