package io.waybill.operators.intake.message;

import io.waybill.schemas.Version;

/**
 * What an EDI message does to the document of its number: X12 data element 353, EDIFACT 1225. One
 * rule says in both dialects what stands, whichever came first. Of one revision, if the source
 * counts them:
 *
 * <ul>
 *   <li>What was made later stands: a change above its original, the later of two changes, a
 *       cancellation above all before it. A document that is sent as an original once more, with a
 *       later date than its cancellation, stands again: a load that is tendered anew.
 *   <li>Of what was made at one moment (many date by the day only) a change stands above the
 *       original, and a cancellation above both.
 * </ul>
 *
 * An original is as old as the document says, never younger than its envelope: a copy of it in
 * another envelope is not younger than the change that followed it. Where a document has no date
 * (204, 940), that of its envelope must do.
 */
public enum DocumentChange {
  ORIGINAL,
  REPLACEMENT,
  CANCELLATION;

  /** The identity of a message that does this to a document; an original has the document's. */
  public String identity(String document) {
    return this == ORIGINAL ? document : document + "/" + name();
  }

  /**
   * The version of what such a message says. No date in EDI is finer than ten milliseconds, so that
   * one or two more say which of one moment stands.
   *
   * @param revision that the source counts; 0 when it does not
   * @param madeAt when the document was written, milliseconds
   * @param identity see {@link #identity}
   */
  public Version version(int revision, long madeAt, String identity) {
    return new Version(revision, madeAt + ordinal(), identity);
  }

  /** Whether the version is of a message that says itself that another one went before it. */
  public static boolean isCorrection(Version version) {
    return version.getSupersession() > 0
        || version.getMessageId().endsWith("/" + REPLACEMENT)
        || version.getMessageId().endsWith("/" + CANCELLATION);
  }
}
