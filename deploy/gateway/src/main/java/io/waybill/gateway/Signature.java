package io.waybill.gateway;

import io.waybill.operators.intake.profile.Signing;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The signature of a webhook, as the headers of its request bear it.
 *
 * @param signing how the partner signs
 * @param method of the request
 * @param path of the request
 * @param timestamp as the sender wrote it; null when there is none
 * @param text of the signature, without what the header has around it; null when there is none
 */
public record Signature(
    Signing signing, String method, String path, String timestamp, String text) {

  /** The signature that a sender should make by Waybill's own scheme. */
  public static Signature of(String secret, long seconds, byte[] body) {
    String timestamp = String.valueOf(seconds);
    return new Signature(
        Signing.WAYBILL,
        "POST",
        "",
        timestamp,
        made(Signing.WAYBILL, secret, "POST", "", timestamp, body));
  }

  /** What is wrong with a signature. */
  record Fault(String field, String value, String remedy) {}

  /**
   * @param headers by name; null for one that is absent
   */
  static Signature of(
      Signing signing, String method, String path, Function<String, String> headers) {
    String header = headers.apply(signing.header());
    String timestamp =
        signing.timestampHeader().isEmpty()
            ? field(header, signing.timestampField())
            : headers.apply(signing.timestampHeader());
    String text =
        signing.signatureField().isEmpty() ? header : field(header, signing.signatureField());
    return new Signature(signing, method, path, timestamp, text == null ? null : text.strip());
  }

  /** What a header such as {@code t=1,v1=ab} has in a field; null without it. */
  private static String field(String header, String name) {
    if (header == null || name.isEmpty()) {
      return null;
    }
    for (String part : header.split(",", -1)) {
      int equals = part.indexOf('=');
      if (equals > 0 && part.substring(0, equals).strip().equals(name)) {
        return part.substring(equals + 1).strip();
      }
    }
    return null;
  }

  /** The text that a sender should send; what stands around it in the header not included. */
  static String made(
      Signing signing, String secret, String method, String path, String timestamp, byte[] body) {
    if (signing.algorithm() == Signing.Algorithm.PLAIN) {
      return secret;
    }
    byte[] mac = new Signature(signing, method, path, timestamp, null).mac(secret, body);
    return signing.encoding() == Signing.Encoding.HEX
        ? HexFormat.of().formatHex(mac)
        : Base64.getEncoder().encodeToString(mac);
  }

  /** What is wrong with it, in a sentence that does not help a forger; empty when it is right. */
  Optional<Fault> fault(String secret, byte[] body, long nowMillis, Duration window) {
    if (text == null) {
      return Optional.of(
          new Fault(
              signing.header(),
              "",
              "Sign the request: the header " + signing.header() + " is missing, or incomplete."));
    }
    if (signing.timed()) {
      Optional<Fault> fault = faultOfTime(nowMillis, window);
      if (fault.isPresent()) {
        return fault;
      }
    }
    return MessageDigest.isEqual(expected(secret, body), bytes())
        ? Optional.empty()
        : Optional.of(
            new Fault(
                signing.header(),
                "",
                "The signature does not fit: %s in %s over %s as it is sent."
                    .formatted(
                        signing.algorithm(),
                        signing.encoding().name().toLowerCase(Locale.ROOT),
                        signing.content())));
  }

  private Optional<Fault> faultOfTime(long nowMillis, Duration window) {
    String name =
        signing.timestampHeader().isEmpty()
            ? signing.header() + " " + signing.timestampField()
            : signing.timestampHeader();
    if (timestamp == null) {
      return Optional.of(
          new Fault(name, "", "Sign the request: its time is missing in " + name + "."));
    }
    if (!timestamp.matches("\\d{1,13}")) {
      return Optional.of(
          new Fault(name, shortened(timestamp), "Send the time in seconds since 1970."));
    }
    // Thirteen digits are milliseconds: seconds have ten until the year 2286.
    long number = Long.parseLong(timestamp);
    long millis = timestamp.length() == 13 ? number : number * 1000;
    if (Math.abs(nowMillis - millis) > window.toMillis()) {
      return Optional.of(
          new Fault(
              name,
              timestamp,
              "The time is more than "
                  + window.toSeconds()
                  + " s from our clock: sign each attempt anew and set the sender's clock."));
    }
    return Optional.empty();
  }

  private static String shortened(String text) {
    return text.length() > 40 ? text.substring(0, 40) : text;
  }

  private byte[] expected(String secret, byte[] body) {
    return signing.algorithm() == Signing.Algorithm.PLAIN
        ? secret.getBytes(StandardCharsets.UTF_8)
        : mac(secret, body);
  }

  /** The signature's bytes; none when they are not written as they should be. */
  private byte[] bytes() {
    String written =
        text.regionMatches(true, 0, signing.prefix(), 0, signing.prefix().length())
            ? text.substring(signing.prefix().length())
            : text;
    if (signing.algorithm() == Signing.Algorithm.PLAIN) {
      return written.getBytes(StandardCharsets.UTF_8);
    }
    try {
      return signing.encoding() == Signing.Encoding.HEX
          ? HexFormat.of().parseHex(written.toLowerCase(Locale.ROOT).replaceFirst("^sha256=", ""))
          : Base64.getDecoder().decode(written);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  /** The signature as bytes in text, the same however it was written. */
  String canonical() {
    return HexFormat.of().formatHex(bytes());
  }

  private byte[] mac(String secret, byte[] body) {
    String algorithm = signing.algorithm().javaName();
    String before = signing.content().substring(0, signing.content().lastIndexOf(Signing.BODY));
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm));
      mac.update(
          before
              .replace(Signing.TIMESTAMP, timestamp == null ? "" : timestamp)
              .replace(Signing.METHOD, method)
              .replace(Signing.PATH, path)
              .getBytes(StandardCharsets.UTF_8));
      return mac.doFinal(body);
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("Every Java has " + algorithm, e);
    }
  }
}
