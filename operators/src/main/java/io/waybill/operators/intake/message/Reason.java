package io.waybill.operators.intake.message;

/** Why a message, or a part of it, became a dead letter. The names are API. */
public enum Reason {
  /** The record has no partner header. */
  NO_PARTNER,
  /** No profile has the partner's name. */
  UNKNOWN_PARTNER,
  /** No bytes. */
  EMPTY,
  /** More bytes, lines or nesting than Waybill reads. */
  TOO_LARGE,
  /** The bytes are not of the profile's format: binary, truncated, another format. */
  UNREADABLE,
  /** A message or transaction of a kind that the profile does not read. */
  UNSUPPORTED,
  /** A member, column, segment or element that must be there is not. */
  MISSING,
  /** A value that is not what its field holds. */
  INVALID,
  /** A count or control number of an envelope does not agree with what is inside. */
  COUNT_MISMATCH,
  /** Waited for a link for as long as references are kept. */
  UNMATCHED,
  /** A fault in Waybill itself. */
  FAULT
}
