package io.waybill.referee;

/** A raw message that the referee cannot read; it judges nothing then. */
public final class MessageFormatException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** The sentence names the field, its value and the remedy. */
  public MessageFormatException(String sentence) {
    super(sentence);
  }
}
