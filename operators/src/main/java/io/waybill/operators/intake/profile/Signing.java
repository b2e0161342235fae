package io.waybill.operators.intake.profile;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a partner signs its webhooks. In a profile it is the name of a scheme that is well known
 * ({@link #names}), or a section of its own.
 *
 * @param header that bears the signature
 * @param algorithm of the signature
 * @param encoding of the signature; for {@link Algorithm#PLAIN} it has none
 * @param prefix that stands before the signature; empty for none
 * @param timestampHeader that bears the time; empty when there is none, or when it stands in a
 *     field of {@link #header}
 * @param timestampField of the header, in a list such as {@code t=1,v1=ab}; empty for none
 * @param signatureField of the header, in such a list; empty when the header is the signature
 * @param content what is signed: text with {@code {timestamp}}, {@code {method}}, {@code {path}}
 *     and {@code {body}}, which stands at its end
 */
public record Signing(
    String header,
    Algorithm algorithm,
    Encoding encoding,
    String prefix,
    String timestampHeader,
    String timestampField,
    String signatureField,
    String content)
    implements Serializable {

  /** What stands for the body. */
  public static final String BODY = "{body}";

  /** What stands for the time, as the sender wrote it. */
  public static final String TIMESTAMP = "{timestamp}";

  /** What stands for the method and the path of the request. */
  public static final String METHOD = "{method}";

  public static final String PATH = "{path}";

  /** As Waybill's own documentation asks for it. */
  public static final Signing WAYBILL =
      new Signing(
          "Waybill-Signature",
          Algorithm.HMAC_SHA256,
          Encoding.HEX,
          "",
          "Waybill-Timestamp",
          "",
          "",
          "{timestamp}.{body}");

  private static final Map<String, Signing> SCHEMES =
      new TreeMap<>(
          Map.of(
              "waybill",
              WAYBILL,
              "easypost",
              ofBody("X-Hmac-Signature", Encoding.HEX, "hmac-sha256-hex="),
              "aftership",
              ofBody("aftership-hmac-sha256", Encoding.BASE64, ""),
              "shippo",
              ofFields("Shippo-Auth-Signature"),
              "stripe",
              ofFields("Stripe-Signature"),
              "shopify",
              ofBody("X-Shopify-Hmac-Sha256", Encoding.BASE64, ""),
              "woocommerce",
              ofBody("X-WC-Webhook-Signature", Encoding.BASE64, ""),
              "github",
              ofBody("X-Hub-Signature-256", Encoding.HEX, "sha256=")));

  /** How the secret makes a signature. */
  public enum Algorithm {
    HMAC_SHA1("HmacSHA1"),
    HMAC_SHA256("HmacSHA256"),
    HMAC_SHA512("HmacSHA512"),
    /** The header holds the secret itself. */
    PLAIN("");

    private final String javaName;

    Algorithm(String javaName) {
      this.javaName = javaName;
    }

    /** As {@code javax.crypto.Mac} knows it. */
    public String javaName() {
      return javaName;
    }

    String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** How the bytes of a signature are written. */
  public enum Encoding {
    HEX,
    BASE64
  }

  /** The schemes that a profile may name. */
  public static String names() {
    return String.join(", ", SCHEMES.keySet());
  }

  /** Whether a time is signed too, so that an old request can be told. */
  public boolean timed() {
    return !timestampHeader.isEmpty() || !timestampField.isEmpty();
  }

  private static Signing ofBody(String header, Encoding encoding, String prefix) {
    return new Signing(header, Algorithm.HMAC_SHA256, encoding, prefix, "", "", "", BODY);
  }

  private static Signing ofFields(String header) {
    return new Signing(
        header, Algorithm.HMAC_SHA256, Encoding.HEX, "", "", "t", "v1", "{timestamp}.{body}");
  }

  static Signing read(ProfileSection root) {
    if (root.isText("signing")) {
      String name = root.text("signing");
      return Optional.ofNullable(SCHEMES.get(name))
          .orElseThrow(
              () ->
                  root.refuse(
                      "signing is '"
                          + name
                          + "': write one of "
                          + names()
                          + ", or a section with a header."));
    }
    return root.optionalSection("signing").map(Signing::own).orElse(WAYBILL);
  }

  private static Signing own(ProfileSection section) {
    String timestampHeader = section.optionalText("timestamp-header").orElse("");
    Optional<ProfileSection> fields = section.optionalSection("fields");
    String timestampField = fields.flatMap(f -> f.optionalText("timestamp")).orElse("");
    String signatureField = fields.map(f -> f.text("signature")).orElse("");
    fields.ifPresent(ProfileSection::end);
    boolean timed = !timestampHeader.isEmpty() || !timestampField.isEmpty();
    Signing signing =
        new Signing(
            section.text("header"),
            algorithm(section),
            encoding(section),
            section.optionalText("prefix").orElse(""),
            timestampHeader,
            timestampField,
            signatureField,
            section.optionalText("content").orElse(timed ? "{timestamp}.{body}" : BODY));
    section.end();
    if (!signing.content().endsWith(BODY)
        || signing.content().indexOf(BODY) != signing.content().length() - BODY.length()) {
      throw section.refuse(section.full("content") + " must end in {body}, once.");
    }
    if (signing.content().contains(TIMESTAMP) != timed) {
      throw section.refuse(
          section.full("content")
              + " must hold {timestamp} if, and only if, timestamp-header or fields.timestamp says"
              + " where it stands.");
    }
    return signing;
  }

  private static Algorithm algorithm(ProfileSection section) {
    String label = section.optionalText("algorithm").orElse(Algorithm.HMAC_SHA256.label());
    return Arrays.stream(Algorithm.values())
        .filter(algorithm -> algorithm.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                section.refuse(
                    section.full("algorithm")
                        + " is '"
                        + label
                        + "': write hmac-sha1, hmac-sha256, hmac-sha512 or plain."));
  }

  private static Encoding encoding(ProfileSection section) {
    String label = section.optionalText("encoding").orElse("hex");
    return switch (label) {
      case "hex" -> Encoding.HEX;
      case "base64" -> Encoding.BASE64;
      default ->
          throw section.refuse(
              section.full("encoding") + " is '" + label + "': write hex or base64.");
    };
  }
}
