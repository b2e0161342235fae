package io.waybill.operators.log;

import java.util.List;

/** The topics, by name. {@code waybill.<domain>.<kind>.v<major>}. */
public final class Topics {

  /** Bytes as they came. Key: message identity or empty. Headers: see {@link RawHeaders}. */
  public static final String RAW = "waybill.raw.message.v1";

  /**
   * Raw messages of partners who send more than their quota. Without a clock: nobody waits for
   * them.
   */
  public static final String RAW_OVERFLOW = "waybill.raw.overflow.v1";

  /**
   * Versions of partner profiles. Key: name and number of the version, so that compaction keeps
   * every version: a history is read by the versions that held then. One partition.
   */
  public static final String PARTNER_PROFILES = "waybill.partner.profile.v1";

  /** Which partners are read later, since what they send is rubbish. Key: the partner. */
  public static final String PARTNER_CIRCUITS = "waybill.partner.circuit.v1";

  public static final String SHIPMENT_FACTS = "waybill.facts.shipment.v1";
  public static final String STOCK_FACTS = "waybill.facts.stock.v1";
  public static final String DEAD_LETTERS = "waybill.intake.dead-letter.v1";

  /** What operators did with dead letters. Key: the dead letter. */
  public static final String DEAD_LETTER_ACTIONS = "waybill.intake.dead-letter-action.v1";

  /** What became of each message and transaction. */
  public static final String MESSAGES = "waybill.intake.message.v1";

  /** Answers to the senders of interchanges. */
  public static final String ACKNOWLEDGEMENTS = "waybill.intake.acknowledgement.v1";

  public static final String SHIPMENT_STATUS = "waybill.shipment.status.v1";
  public static final String TRANSITIONS = "waybill.shipment.transition.v1";
  public static final String EXCEPTIONS = "waybill.exception.raised.v1";
  public static final String BILLING_DECISIONS = "waybill.billing.decision.v1";
  public static final String EFFECTS = "waybill.erp.effect.v1";
  public static final String RECEIPTS = "waybill.erp.receipt.v1";
  public static final String STOCK_POSITIONS = "waybill.stock.position.v1";
  public static final String PROGRESS = "waybill.sync.progress.v1";

  /** Partitions of every log topic unless configured otherwise. */
  public static final int DEFAULT_PARTITIONS = 8;

  /**
   * Bytes of the largest record of any topic: more than the largest message that is read, so that a
   * larger one is answered and not only refused.
   */
  public static final int MAX_RECORD_BYTES = 16 * 1024 * 1024;

  private Topics() {}

  public static List<String> all() {
    return List.of(
        RAW,
        RAW_OVERFLOW,
        PARTNER_PROFILES,
        PARTNER_CIRCUITS,
        SHIPMENT_FACTS,
        STOCK_FACTS,
        DEAD_LETTERS,
        DEAD_LETTER_ACTIONS,
        MESSAGES,
        ACKNOWLEDGEMENTS,
        SHIPMENT_STATUS,
        TRANSITIONS,
        EXCEPTIONS,
        BILLING_DECISIONS,
        EFFECTS,
        RECEIPTS,
        STOCK_POSITIONS,
        PROGRESS);
  }
}
