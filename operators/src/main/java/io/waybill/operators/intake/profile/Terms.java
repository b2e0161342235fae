package io.waybill.operators.intake.profile;

import java.io.Serializable;
import java.util.Map;
import java.util.Set;

/**
 * What is agreed with a partner beside the format of its messages.
 *
 * @param effective recorded time from which this version of the profile holds, milliseconds; {@link
 *     #SINCE_EVER} when it does not say
 * @param region where the partner works; empty when it does not say
 * @param references types of the references by which its messages may find a shipment; empty for
 *     all
 * @param units the partner's word for a unit to ours; others stay as they are
 * @param secrets what a secret is for ({@code token}, {@code webhook}) to the secret's name; never
 *     the secret itself
 * @param limits of what it may send
 * @param controlNumbers of which envelopes of EDI are expected to be counted by one
 * @param signing how it signs its webhooks
 */
public record Terms(
    long effective,
    String region,
    Set<String> references,
    Map<String, String> units,
    Map<String, String> secrets,
    Limits limits,
    ControlNumbers controlNumbers,
    Signing signing)
    implements Serializable {

  /** The effective time of a version that holds from the beginning. */
  public static final long SINCE_EVER = Long.MIN_VALUE;

  public Terms {
    references = Set.copyOf(references);
    units = Map.copyOf(units);
    secrets = Map.copyOf(secrets);
  }

  /** Whether a reference of this type may find a shipment. */
  public boolean trusts(String referenceType) {
    return references.isEmpty() || references.contains(referenceType);
  }

  /**
   * @param bytes of one message
   * @param messagesPerSecond that are read as they come, on average; more are read later
   * @param rubbishPercent of its messages that may be dead letters as a whole; beyond it its
   *     circuit opens and its messages are read later
   */
  public record Limits(int bytes, int messagesPerSecond, int rubbishPercent)
      implements Serializable {

    /** What a partner may send whose profile does not say. */
    public static final Limits STANDARD = new Limits(10 * 1024 * 1024, 500, 50);
  }

  /** Whose control numbers are watched. */
  public enum ControlNumbers {
    /** Interchanges: many senders give each group the number 1. */
    INTERCHANGES,
    /** Interchanges and groups. */
    GROUPS,
    /** None: the partner does not count. */
    NONE
  }
}
