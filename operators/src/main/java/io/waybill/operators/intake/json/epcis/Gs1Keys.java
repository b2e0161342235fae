package io.waybill.operators.intake.json.epcis;

import java.util.Optional;

/**
 * GS1 keys as they stand in EPCIS: EPC URIs ({@code urn:epc:id:sscc:...}) and GS1 Digital Links
 * ({@code https://id.gs1.org/00/...}), as the plain keys that other messages have.
 */
final class Gs1Keys {

  private static final String SSCC = "urn:epc:id:sscc:";
  private static final String SGLN = "urn:epc:id:sgln:";
  private static final int SSCC_DIGITS = 17;
  private static final int GLN_DIGITS = 12;

  /** A location number with its extension, which is empty for the location as a whole. */
  record Location(String gln, String extension) {}

  private Gs1Keys() {}

  /** The 18 digits of a serial shipping container code; empty when the URI is none. */
  static Optional<String> sscc(String uri) {
    if (!uri.startsWith(SSCC)) {
      return digitalLink(uri, "/00/").filter(digits -> digits.length() == SSCC_DIGITS + 1);
    }
    String key = uri.substring(SSCC.length());
    int dot = key.indexOf('.');
    if (dot < 1 || dot + 1 >= key.length()) {
      return Optional.empty();
    }
    // The extension digit stands behind the company prefix in the URI and before it in the key.
    String digits = key.charAt(dot + 1) + key.substring(0, dot) + key.substring(dot + 2);
    return withCheckDigit(digits, SSCC_DIGITS);
  }

  /** Empty when the URI is no location number. */
  static Optional<Location> location(String uri) {
    if (!uri.startsWith(SGLN)) {
      int extension = uri.indexOf("/254/");
      return digitalLink(uri, "/414/")
          .filter(digits -> digits.length() == GLN_DIGITS + 1)
          .map(
              digits ->
                  new Location(
                      digits, extension < 0 ? "" : uri.substring(extension + "/254/".length())));
    }
    String[] parts = uri.substring(SGLN.length()).split("\\.", 3);
    if (parts.length < 2) {
      return Optional.empty();
    }
    String extension = parts.length < 3 || parts[2].equals("0") ? "" : parts[2];
    return withCheckDigit(parts[0] + parts[1], GLN_DIGITS).map(gln -> new Location(gln, extension));
  }

  /** Whether it names a returnable or other asset: a pallet, a container, a vehicle. */
  static boolean isAsset(String uri) {
    return uri.startsWith("urn:epc:id:grai:")
        || uri.startsWith("urn:epc:id:giai:")
        || uri.contains("/8003/")
        || uri.contains("/8004/");
  }

  private static Optional<String> digitalLink(String uri, String identifier) {
    int at = uri.startsWith("http") ? uri.indexOf(identifier) : -1;
    if (at < 0) {
      return Optional.empty();
    }
    int from = at + identifier.length();
    int to = from;
    while (to < uri.length() && Character.isDigit(uri.charAt(to))) {
      to++;
    }
    boolean ends = to == uri.length() || uri.charAt(to) == '/' || uri.charAt(to) == '?';
    return ends ? Optional.of(uri.substring(from, to)) : Optional.empty();
  }

  private static Optional<String> withCheckDigit(String digits, int length) {
    if (digits.length() != length) {
      return Optional.empty();
    }
    int sum = 0;
    for (int i = 0; i < length; i++) {
      char digit = digits.charAt(length - 1 - i);
      if (digit < '0' || digit > '9') {
        return Optional.empty();
      }
      sum += (digit - '0') * (i % 2 == 0 ? 3 : 1);
    }
    return Optional.of(digits + (10 - sum % 10) % 10);
  }
}
