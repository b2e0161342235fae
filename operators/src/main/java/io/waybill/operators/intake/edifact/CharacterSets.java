package io.waybill.operators.intake.edifact;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The character sets that UNB names by its syntax identifier (data element 0001). Many senders name
 * one and use another: what is UTF-8 is read as such, whatever it is called.
 */
final class CharacterSets {

  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("UNOC", "ISO-8859-1"),
          Map.entry("UNOD", "ISO-8859-2"),
          Map.entry("UNOE", "ISO-8859-5"),
          Map.entry("UNOF", "ISO-8859-7"),
          Map.entry("UNOG", "ISO-8859-3"),
          Map.entry("UNOH", "ISO-8859-4"),
          Map.entry("UNOI", "ISO-8859-6"),
          Map.entry("UNOJ", "ISO-8859-8"),
          Map.entry("UNOK", "ISO-8859-9"),
          Map.entry("UNOL", "ISO-8859-15"),
          Map.entry("UNOX", "ISO-2022-JP"));

  private CharacterSets() {}

  /** One of which every byte is a character, when nothing better is known. */
  static Charset named(String identifier) {
    String name = NAMES.get(identifier);
    return name != null && Charset.isSupported(name)
        ? Charset.forName(name)
        : StandardCharsets.ISO_8859_1;
  }

  /** The text of bytes that stand here as one character each. */
  static String decode(String raw, Charset declared) {
    if (isAscii(raw)) {
      return raw;
    }
    byte[] bytes = bytes(raw);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return new String(bytes, declared);
    }
  }

  static byte[] bytes(String raw) {
    return raw.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static boolean isAscii(String raw) {
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c > 0x7E || c == 0x1B) {
        return false;
      }
    }
    return true;
  }
}
