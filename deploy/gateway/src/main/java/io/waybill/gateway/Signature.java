package io.waybill.gateway;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The signature of a webhook: HMAC-SHA256, in hexadecimal, over the time in seconds since 1970, a
 * point, and the body.
 *
 * @param timestamp as the sender wrote it
 * @param hex as the sender wrote it, with or without {@code sha256=} before it
 */
public record Signature(String timestamp, String hex) {

  private static final String ALGORITHM = "HmacSHA256";

  /** The signature that a sender should make. */
  public static Signature of(String secret, long seconds, byte[] body) {
    String timestamp = String.valueOf(seconds);
    return new Signature(timestamp, HexFormat.of().formatHex(mac(secret, timestamp, body)));
  }

  /** What is wrong with it, in a sentence that does not help a forger; empty when it is right. */
  Optional<String> problem(String secret, byte[] body, long nowMillis, Duration window) {
    if (timestamp == null || hex == null) {
      return Optional.of(
          "Sign the request: the headers Waybill-Timestamp and Waybill-Signature are missing.");
    }
    if (!timestamp.matches("\\d{1,12}")) {
      return Optional.of("Waybill-Timestamp must be the time in seconds since 1970.");
    }
    long off = Math.abs(nowMillis - Long.parseLong(timestamp) * 1000);
    if (off > window.toMillis()) {
      return Optional.of(
          "Waybill-Timestamp is more than "
              + window.toSeconds()
              + " s from our clock: sign each attempt anew and set the sender's clock.");
    }
    return MessageDigest.isEqual(mac(secret, timestamp, body), bytes())
        ? Optional.empty()
        : Optional.of(
            "The signature does not fit: HMAC-SHA256 in hexadecimal over Waybill-Timestamp, a"
                + " point and the body as it is sent.");
  }

  private byte[] bytes() {
    String digits = hex.strip().toLowerCase(Locale.ROOT).replaceFirst("^sha256=", "");
    return digits.matches("[0-9a-f]{64}") ? HexFormat.of().parseHex(digits) : new byte[0];
  }

  private static byte[] mac(String secret, String timestamp, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      mac.update((timestamp + ".").getBytes(StandardCharsets.UTF_8));
      return mac.doFinal(body);
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("Every Java has " + ALGORITHM, e);
    }
  }
}
