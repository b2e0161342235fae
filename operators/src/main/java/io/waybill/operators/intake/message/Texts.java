package io.waybill.operators.intake.message;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Text that every system behind Waybill can store: bounded, without control characters. */
public final class Texts {

  /** Longest name, code or text in characters. */
  public static final int MAX_LENGTH = 256;

  private Texts() {}

  /** What is wrong with a text, as a sentence; empty when nothing is. */
  public static Optional<String> fault(String text) {
    if (text.length() > MAX_LENGTH) {
      return Optional.of("Shorten it to " + MAX_LENGTH + " characters.");
    }
    for (int i = 0; i < text.length(); i++) {
      int c = text.codePointAt(i);
      if (Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE) {
        return Optional.of("Remove the control characters; it must be plain text.");
      }
      i += Character.charCount(c) - 1;
    }
    return Optional.empty();
  }

  /** The bytes as UTF-8 without a byte order mark; empty when they are not UTF-8. */
  public static Optional<String> utf8(byte[] bytes) {
    return decode(bytes, StandardCharsets.UTF_8);
  }

  /** A text without the byte order mark that may stand before it. */
  public static String withoutBom(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /** The bytes as text, without a byte order mark; empty when they are not of that encoding. */
  public static Optional<String> decode(byte[] bytes, Charset charset) {
    try {
      return Optional.of(
          withoutBom(charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString()));
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
