package io.waybill.operators.intake.message;

/** Reads the messages of one partner profile. Not thread-safe. */
public interface Decoder {

  /** Never throws on account of the message: what it cannot read becomes a dead letter. */
  Decoded decode(RawMessage raw);
}
