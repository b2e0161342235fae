package io.waybill.operators.intake.message;

/** Codes of currencies, ISO 4217. */
public final class Currencies {

  public static final String REMEDY = "Send the three capital letters of ISO 4217, such as USD.";

  private static final int LENGTH = 3;

  private Currencies() {}

  /** Whether a text has the form of a code; new codes need no new version of Waybill. */
  public static boolean isCode(String text) {
    return text.length() == LENGTH && text.chars().allMatch(c -> c >= 'A' && c <= 'Z');
  }
}
