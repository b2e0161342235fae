package io.waybill.referee;

/**
 * Something that is not as it should be.
 *
 * @param fault which kind of thing
 * @param owner prefix of the owner whose set it is in; empty where there is one set only
 * @param shipment the shipment, or what else it is about
 * @param expected what should be
 * @param found what is
 */
public record Finding(Fault fault, String owner, String shipment, String expected, String found) {

  /** Kinds of findings. */
  public enum Fault {
    UNKNOWN_SHIPMENT("An effect for a shipment that no message speaks of"),
    MALFORMED_EFFECT("An effect whose id, kind or key does not fit the rest of it"),
    DOUBLED_EFFECT("An effect that was released twice"),
    TIME_RUNS_BACKWARDS("An effect that is dated before the one that it follows"),
    REVISION_JUMP("A revision that does not follow the one before"),
    TWO_LIVE_DOCUMENTS("A document posted while the one before it still lives"),
    CORRECTS_NOTHING("A correction of something that does not live"),
    CORRECTION_DIFFERS("A correction that is not like what it corrects"),
    WRONG_LINE_SUM("Lines that do not add up to the amount"),
    PREMATURE("Something released before its gate, or otherwise than the gate wanted it"),
    WRONG_STATUS("A state that the facts did not give"),
    WRONG_FINAL_STATUS("A shipment that ends in another state"),
    WRONG_NET("An account that ends with another balance"),
    WRONG_DOCUMENT("A document that ends otherwise than it should"),
    WRONG_ALERTS("Another number of alerts"),
    WRONG_STOCK("Stock that is not as the messages moved it"),
    ORDER_DEPENDENCE("Two arrival orders of the same messages that end in different states");

    private final String sentence;

    Fault(String sentence) {
      this.sentence = sentence;
    }
  }

  /** The finding as a sentence. */
  @Override
  public String toString() {
    String where = owner.isEmpty() ? shipment : "%s (owner %s)".formatted(shipment, owner);
    return "%s: %s. Expected %s, found %s.".formatted(where, fault.sentence, expected, found);
  }
}
