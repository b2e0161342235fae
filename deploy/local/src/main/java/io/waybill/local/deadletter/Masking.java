package io.waybill.local.deadletter;

import io.waybill.operators.intake.message.PersonalData;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hides personal data in what is shown of dead letters. */
public final class Masking {

  /** Where a remedy tells of further problems, it quotes their values. */
  private static final Pattern FURTHER_VALUE = Pattern.compile("( Also [^']{0,250} ')(.*?)(': )");

  private Masking() {}

  public static String mask(String text) {
    return PersonalData.mask(text);
  }

  /** Small letters masked: control numbers have digits and capitals, and stay readable. */
  public static String maskLetters(String text) {
    StringBuilder masked = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> Character.isLetter(c) && (c < 'A' || c > 'Z') ? 'x' : c)
        .forEach(masked::appendCodePoint);
    return masked.toString();
  }

  /** A remedy with the values that it quotes masked. */
  public static String maskRemedy(String remedy) {
    return FURTHER_VALUE
        .matcher(remedy)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(found.group(1) + mask(found.group(2)) + found.group(3)));
  }

  /** Bytes as text for a person: control characters that are no line ends become question marks. */
  public static String text(byte[] content) {
    StringBuilder text = new StringBuilder();
    new String(content, StandardCharsets.UTF_8)
        .codePoints()
        .map(c -> Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t' ? '?' : c)
        .forEach(text::appendCodePoint);
    return text.toString();
  }
}
