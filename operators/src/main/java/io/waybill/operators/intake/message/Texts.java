package io.waybill.operators.intake.message;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Text that every system behind Waybill can store: bounded, without control characters. */
public final class Texts {

  /** Longest name, code or text in characters. */
  public static final int MAX_LENGTH = 256;

  private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private Texts() {}

  /** What is wrong with a text, as a sentence; empty when nothing is. */
  public static Optional<String> fault(String text) {
    if (text.length() > MAX_LENGTH) {
      return Optional.of("Shorten it to " + MAX_LENGTH + " characters.");
    }
    boolean clean =
        text.codePoints()
            .noneMatch(
                c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
    return clean
        ? Optional.empty()
        : Optional.of("Remove the control characters; it must be plain text.");
  }

  /** The bytes as UTF-8 without a byte order mark; empty when they are not UTF-8. */
  public static Optional<String> utf8(byte[] bytes) {
    int from = startsWithBom(bytes) ? BOM.length : 0;
    try {
      CharBuffer text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes, from, bytes.length - from));
      return Optional.of(text.toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** Whether the bytes begin with the UTF-8 byte order mark (three bytes). */
  public static boolean startsWithBom(byte[] bytes) {
    return bytes.length >= BOM.length
        && bytes[0] == BOM[0]
        && bytes[1] == BOM[1]
        && bytes[2] == BOM[2];
  }
}
