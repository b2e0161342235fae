package io.waybill.operators.intake.message;

import io.waybill.schemas.Reference;
import java.util.Locale;

/**
 * Numbers of containers, ISO 6346: three letters of the owner, U, J or Z, six digits and a check
 * digit. People and systems write them in parts: {@code MSCU 123456-7}.
 */
public final class ContainerNumbers {

  private static final String CONTAINER = "CONTAINER";
  private static final int LENGTH = 11;

  private ContainerNumbers() {}

  /** Whether it is one, written in one part and in capitals. */
  public static boolean isPlain(String text) {
    if (text.length() != LENGTH || "UJZ".indexOf(text.charAt(3)) < 0) {
      return false;
    }
    for (int i = 0; i < LENGTH; i++) {
      char c = text.charAt(i);
      boolean fits = i < 4 ? c >= 'A' && c <= 'Z' : c >= '0' && c <= '9';
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  /** The number in one part and in capitals; what is none stays as it is. */
  public static String plain(String text) {
    if (text.length() < LENGTH || text.length() > 2 * LENGTH || isPlain(text)) {
      return text;
    }
    StringBuilder plain = new StringBuilder(LENGTH);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != ' ' && c != '-' && c != '.' && c != '/') {
        plain.append(c);
      }
    }
    String number = plain.toString().toUpperCase(Locale.ROOT);
    return isPlain(number) ? number : text;
  }

  /** The same reference, if it names no container or names it in one part. */
  static Reference plain(Reference reference) {
    if (reference == null || !reference.getType().equals(CONTAINER)) {
      return reference;
    }
    String plain = plain(reference.getValue());
    return plain.equals(reference.getValue())
        ? reference
        : new Reference(CONTAINER, reference.getIssuer(), plain);
  }
}
