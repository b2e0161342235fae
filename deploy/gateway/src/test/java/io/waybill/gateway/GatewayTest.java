package io.waybill.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.gateway.KeptLog.Kept;
import io.waybill.operators.intake.profile.ProfileReader;
import io.waybill.operators.intake.profile.Profiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("R-G5")
class GatewayTest {

  private static final long NOW = 1_767_571_200_000L;
  private static final String SECRET = "swordfish";
  private static final String TOKEN = "open-sesame";

  private static final String MILESTONE =
      """
      {"message":"milestone","id":"m","created":"2026-01-05T10:00:00Z",
       "reference":{"type":"PRO","issuer":"ABCD","value":"1"},"event":"e","code":"DEPARTED",
       "classifier":"ACTUAL","occurredAt":"2026-01-05"}
      """;

  @TempDir private Path folder;

  private final KeptLog log = new KeptLog();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Set<String> circuits = new HashSet<>();
  private Gateway gateway;

  @BeforeEach
  void start() throws IOException {
    Files.writeString(folder.resolve("shop-webhook"), SECRET + "\n");
    Profiles profiles =
        Profiles.bundled()
            .with(profile("shop", "secrets: {webhook: shop-webhook, token: shop-token}"))
            .with(profile("easypost-shop", "secrets: {webhook: shop-webhook}\nsigning: easypost"))
            .with(profile("aftership-shop", "secrets: {webhook: shop-webhook}\nsigning: aftership"))
            .with(profile("shippo-shop", "secrets: {webhook: shop-webhook}\nsigning: shippo"))
            .with(profile("shopify-shop", "secrets: {webhook: shop-webhook}\nsigning: shopify"))
            .with(
                profile(
                    "own",
                    "secrets: {webhook: shop-webhook}\nsigning: {header: X-Sig, prefix: 'v1=',"
                        + " algorithm: hmac-sha512, encoding: base64, timestamp-header: X-Time,"
                        + " content: '{timestamp}{method}{path}{body}'}"))
            .with(
                profile(
                    "fixed",
                    "secrets: {webhook: shop-webhook}\nsigning: {header: credential, algorithm:"
                        + " plain}"))
            .with(profile("plain", "secrets: {token: shop-token}"))
            .with(profile("small", "secrets: {token: shop-token}\nlimits: {bytes: 300}"))
            .with(profile("busy", "secrets: {token: shop-token}\nlimits: {messages-per-second: 1}"))
            .with(profile("lost", "secrets: {token: nobody-has-it}"));
    gateway =
        Gateway.start(
            new GatewayOptions("127.0.0.1", 0, 100_000, 400_000, Duration.ofMinutes(5), null),
            () -> profiles,
            new Secrets(folder, Map.of("WAYBILL_SECRET_SHOP_TOKEN", TOKEN)),
            log,
            circuits::contains,
            () -> NOW);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  // ---------------------------------------------------------------- webhooks

  @Test
  void aSignedWebhookIsTakenWhateverItSays() throws Exception {
    assertThat(signed("shop", NOW / 1000, SECRET, "{not json").statusCode()).isEqualTo(200);
    assertThat(log.messages()).containsExactly(new Kept("shop", "4711", "{not json"));
  }

  @Test
  void aSignatureThatDoesNotFitIsRefused() throws Exception {
    assertThat(signed("shop", NOW / 1000, "guess", MILESTONE).statusCode()).isEqualTo(401);
    assertThat(signed("shop", NOW / 1000 - 301, SECRET, MILESTONE).statusCode()).isEqualTo(401);
    assertThat(signed("shop", NOW / 1000 + 301, SECRET, MILESTONE).statusCode()).isEqualTo(401);
    assertThat(send("/webhooks/shop", MILESTONE, TOKEN).body()).contains("Sign the request");
    HttpResponse<String> odd =
        client.send(
            request("/webhooks/shop")
                .header("Waybill-Timestamp", "now")
                .header("Waybill-Signature", "sha256=zz")
                .POST(BodyPublishers.ofString(MILESTONE))
                .build(),
            BodyHandlers.ofString());
    assertThat(odd.statusCode()).isEqualTo(401);
    assertThat(log.messages()).isEmpty();
  }

  @Test
  void aReplayIsRefusedAndAnAttemptThatFailedIsNone() throws Exception {
    log.away(true);
    HttpResponse<String> failed = signed("shop", NOW / 1000, SECRET, MILESTONE);
    assertThat(failed.statusCode()).isEqualTo(503);
    assertThat(failed.headers().firstValue("Retry-After")).isPresent();
    log.away(false);
    assertThat(signed("shop", NOW / 1000, SECRET, MILESTONE).statusCode()).isEqualTo(200);
    assertThat(signed("shop", NOW / 1000, SECRET, MILESTONE).statusCode()).isEqualTo(409);
    assertThat(signed("shop", NOW / 1000 - 1, SECRET, MILESTONE).statusCode()).isEqualTo(200);
    assertThat(log.messages()).hasSize(2);
  }

  @Test
  void withoutASigningSecretTheTokenCounts() throws Exception {
    assertThat(send("/webhooks/plain", MILESTONE, TOKEN).statusCode()).isEqualTo(200);
    assertThat(send("/webhooks/plain", MILESTONE, "guess").statusCode()).isEqualTo(401);
    assertThat(send("/webhooks/plain", MILESTONE, null).statusCode()).isEqualTo(401);
    assertThat(send("/webhooks/lost", MILESTONE, "").statusCode()).isEqualTo(401);
    assertThat(send("/webhooks/canonical", MILESTONE, TOKEN).statusCode())
        .as("a profile that names no secret")
        .isEqualTo(401);
    assertThat(send("/webhooks/nobody", MILESTONE, TOKEN).body())
        .as("the same as for a wrong token")
        .isEqualTo(send("/webhooks/plain", MILESTONE, "guess").body());
    assertThat(log.messages()).hasSize(1);
  }

  @Test
  @Tag("R-S1")
  void webhooksAreVerifiedAsTheirSendersSendThem() throws Exception {
    String time = String.valueOf(NOW / 1000);
    String hex = openSsl("sha256", MILESTONE, "hex");
    String base64 = openSsl("sha256", MILESTONE, "base64");
    String timed = openSsl("sha256", time + "." + MILESTONE, "hex");
    String path = "/webhooks/own";
    String own = openSsl("sha512", time + "POST" + path + MILESTONE, "base64");
    for (int attempt = 1; attempt <= 2; attempt++) {
      assertThat(by("easypost-shop", "X-Hmac-Signature", "hmac-sha256-hex=" + hex)).isEqualTo(200);
      assertThat(by("aftership-shop", "aftership-hmac-sha256", base64)).isEqualTo(200);
      assertThat(by("shopify-shop", "X-Shopify-Hmac-Sha256", base64)).isEqualTo(200);
      assertThat(by("fixed", "credential", SECRET)).isEqualTo(200);
      int again = attempt == 1 ? 200 : 409;
      assertThat(by("shippo-shop", "Shippo-Auth-Signature", "t=" + time + ",v1=" + timed))
          .isEqualTo(again);
      assertThat(by("own", "X-Sig", "v1=" + own, "X-Time", time)).isEqualTo(again);
    }
    assertThat(log.messages()).hasSize(10);
    assertThat(by("easypost-shop", "X-Hmac-Signature", "hmac-sha256-hex=" + timed)).isEqualTo(401);
    assertThat(by("aftership-shop", "aftership-hmac-sha256", hex)).isEqualTo(401);
    assertThat(by("shopify-shop", "Waybill-Signature", base64)).isEqualTo(401);
    assertThat(by("shippo-shop", "Shippo-Auth-Signature", "v1=" + timed)).isEqualTo(401);
    String old = String.valueOf(NOW / 1000 - 400);
    assertThat(
            by(
                "shippo-shop",
                "Shippo-Auth-Signature",
                "t=" + old + ",v1=" + openSsl("sha256", old + "." + MILESTONE, "hex")))
        .isEqualTo(401);
    assertThat(by("fixed", "credential", "guess")).isEqualTo(401);
    assertThat(log.messages()).hasSize(10);
  }

  /** HMAC, worked out without the code that is tested. */
  private static String openSsl(String digest, String text, String encoding) throws Exception {
    String algorithm = "Hmac" + digest.toUpperCase(java.util.Locale.ROOT);
    javax.crypto.Mac mac = javax.crypto.Mac.getInstance(algorithm);
    mac.init(
        new javax.crypto.spec.SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), algorithm));
    byte[] bytes = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    return encoding.equals("hex")
        ? java.util.HexFormat.of().formatHex(bytes)
        : java.util.Base64.getEncoder().encodeToString(bytes);
  }

  private int by(String partner, String... headers) throws Exception {
    return client
        .send(
            request("/webhooks/" + partner)
                .headers(headers)
                .POST(BodyPublishers.ofString(MILESTONE))
                .build(),
            BodyHandlers.ofString())
        .statusCode();
  }

  // ---------------------------------------------------------------- what it says

  @Test
  @Tag("R-G7")
  void theDescriptionNamesEveryRouteAndEveryAnswer() throws Exception {
    HttpResponse<String> answer =
        client.send(request("/openapi.yaml").GET().build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    JsonNode description =
        new ObjectMapper(new com.fasterxml.jackson.dataformat.yaml.YAMLFactory())
            .readTree(answer.body());
    Set<String> paths = new HashSet<>();
    description.path("paths").fieldNames().forEachRemaining(paths::add);
    assertThat(paths).isEqualTo(gateway.paths());
    for (String path : Set.of("/webhooks/{partner}", "/upload/{partner}")) {
      Set<String> statuses = new HashSet<>();
      description
          .path("paths")
          .path(path)
          .path("post")
          .path("responses")
          .fieldNames()
          .forEachRemaining(statuses::add);
      assertThat(statuses).contains("200", "400", "401", "413", "415", "429", "503");
    }
    Set<String> fields = new HashSet<>();
    description
        .at("/components/schemas/Answer/properties")
        .fieldNames()
        .forEachRemaining(fields::add);
    Set<String> members = new HashSet<>();
    json(send("/webhooks/plain", MILESTONE, TOKEN)).fieldNames().forEachRemaining(members::add);
    assertThat(members).isEqualTo(fields);
  }

  @Test
  void aRefusalNamesFieldValueAndRemedy() throws Exception {
    JsonNode large = json(send("/webhooks/small", "x".repeat(301), TOKEN)).path("fault");
    assertThat(large.path("field").asText()).isEqualTo("body");
    assertThat(large.path("value").asText()).isEqualTo("301 bytes");
    assertThat(large.path("remedy").asText()).contains("at most 300 bytes");
    HttpResponse<String> zipped =
        client.send(
            request("/webhooks/plain")
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofString("x"))
                .build(),
            BodyHandlers.ofString());
    assertThat(zipped.statusCode()).isEqualTo(415);
    assertThat(json(zipped).at("/fault/field").asText()).isEqualTo("Content-Encoding");
    assertThat(json(zipped).at("/fault/value").asText()).isEqualTo("gzip");
    HttpResponse<String> refused = send("/webhooks/busy", MILESTONE, TOKEN);
    for (int i = 0; i < 100 && refused.statusCode() != 429; i++) {
      refused = send("/webhooks/busy", MILESTONE, TOKEN);
    }
    assertThat(json(refused).at("/fault/field").asText()).isEqualTo("messages-per-second");
    assertThat(json(refused).at("/fault/value").asText()).isEqualTo("1");
    assertThat(json(refused).at("/fault/remedy").asText()).contains("after");
  }

  // ---------------------------------------------------------------- limits

  @Test
  @Tag("R-F5")
  void whileACircuitIsOpenAllOfThePartnerIsSetAside() throws Exception {
    circuits.add("plain");
    assertThat(send("/webhooks/plain", MILESTONE, TOKEN).body()).contains("it is read later");
    assertThat(send("/webhooks/busy", MILESTONE, TOKEN).statusCode()).isEqualTo(200);
    circuits.clear();
    assertThat(send("/webhooks/plain", MILESTONE, TOKEN).statusCode()).isEqualTo(200);
    assertThat(log.overflow()).extracting(Kept::partner).containsExactly("plain");
    assertThat(log.messages()).extracting(Kept::partner).containsExactly("busy", "plain");
  }

  @Test
  void sizesAreRefusedBeforeTheBodyIsRead() throws Exception {
    assertThat(send("/webhooks/small", "x".repeat(301), TOKEN).statusCode()).isEqualTo(413);
    assertThat(send("/webhooks/small", "x".repeat(300), TOKEN).statusCode()).isEqualTo(200);
    assertThat(send("/webhooks/plain", "", TOKEN).statusCode()).isEqualTo(400);
    assertThat(rawly("Content-Length: 99999999999\r\n\r\n")).startsWith("HTTP/1.1 413");
    String chunk = "1000\r\n" + "x".repeat(0x1000) + "\r\n";
    assertThat(rawly("Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(30) + "0\r\n\r\n"))
        .startsWith("HTTP/1.1 413");
    assertThat(rawly("Content-Encoding: gzip\r\nContent-Length: 1\r\n\r\nx"))
        .startsWith("HTTP/1.1 415");
    assertThat(log.messages()).hasSize(1);
  }

  @Test
  @Tag("R-F5")
  @Tag("R-F9")
  void aPartnerOverItsQuotaOverflowsThenWaitsAndOthersDoNot() throws Exception {
    int refused = 0;
    for (int i = 0; i < 60; i++) {
      HttpResponse<String> answer = send("/webhooks/busy", MILESTONE, TOKEN);
      if (answer.statusCode() == 429) {
        refused++;
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
      }
      assertThat(send("/webhooks/plain", MILESTONE, TOKEN).statusCode()).isEqualTo(200);
    }
    long inQuota = log.messages().stream().filter(kept -> kept.partner().equals("busy")).count();
    assertThat(inQuota).isBetween(2L, 8L);
    assertThat(log.overflow()).hasSizeBetween(18, 50);
    assertThat(refused).isPositive().isEqualTo(60 - (int) inQuota - log.overflow().size());
    assertThat(log.messages()).hasSize(60 + (int) inQuota);
  }

  @Test
  @Tag("R-F5")
  @Tag("R-F9")
  void oneWhoHoldsItsRoomLeavesRoomForOthers() throws Exception {
    String start =
        "POST /webhooks/plain HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
            + TOKEN
            + "\r\nContent-Length: 60000\r\n\r\n";
    try (Socket slow = new Socket("127.0.0.1", URI.create(gateway.address()).getPort())) {
      slow.getOutputStream().write(start.getBytes(StandardCharsets.US_ASCII));
      slow.getOutputStream().flush();
      HttpResponse<String> answer = send("/webhooks/plain", "x".repeat(60_000), TOKEN);
      for (int i = 0; i < 100 && answer.statusCode() != 429; i++) {
        answer = send("/webhooks/plain", "x".repeat(60_000), TOKEN);
      }
      assertThat(answer.statusCode()).isEqualTo(429);
      assertThat(answer.headers().firstValue("Retry-After")).contains("1");
      assertThat(send("/webhooks/busy", "x".repeat(60_000), TOKEN).statusCode()).isEqualTo(200);
    }
  }

  // ---------------------------------------------------------------- uploads

  @Test
  void anUploadIsAnsweredWithWhatItComesTo() throws Exception {
    JsonNode good = json(send("/upload/plain?name=a.json", MILESTONE, TOKEN));
    assertThat(good.path("taken").asBoolean()).isTrue();
    assertThat(good.at("/rows/0/verdict").asText()).isEqualTo("ACCEPTED");
    assertThat(good.path("profile").asText()).isEqualTo("plain version 1");

    HttpResponse<String> bad = send("/upload/plain", MILESTONE.replace("DEPARTED", ""), TOKEN);
    assertThat(bad.statusCode()).isEqualTo(422);
    assertThat(json(bad).at("/rows/0/problems/0").asText()).contains("code");

    assertThat(json(send("/upload/plain?dry-run=true", MILESTONE, TOKEN)).path("taken").asBoolean())
        .isFalse();
    assertThat(send("/upload/shop", MILESTONE, "guess").statusCode()).isEqualTo(401);
    assertThat(log.messages()).hasSize(1);
  }

  // ---------------------------------------------------------------- helpers

  private static io.waybill.operators.intake.profile.PartnerProfile profile(
      String name, String terms) {
    return ProfileReader.read(
        name + ".yaml",
        "name: " + name + "\nversion: 1\nowner: O\nformat: canonical-json\nzone: UTC\n" + terms);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(gateway.address() + path))
        .timeout(Duration.ofSeconds(30));
  }

  private HttpResponse<String> send(String path, String body, String token) throws Exception {
    HttpRequest.Builder request = request(path).POST(BodyPublishers.ofString(body));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> signed(String partner, long seconds, String secret, String body)
      throws Exception {
    Signature signature = Signature.of(secret, seconds, body.getBytes(StandardCharsets.UTF_8));
    return client.send(
        request("/webhooks/" + partner)
            .header("Waybill-Timestamp", signature.timestamp())
            .header("Waybill-Signature", "sha256=" + signature.text())
            .header("Waybill-Key", "4711")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  /** The answer to a request to plain with headers and body as given. */
  private String rawly(String rest) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", URI.create(gateway.address()).getPort())) {
      socket.setSoTimeout(10_000);
      OutputStream out = socket.getOutputStream();
      out.write(
          ("POST /webhooks/plain HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer "
                  + TOKEN
                  + "\r\n"
                  + rest)
              .getBytes(StandardCharsets.US_ASCII));
      out.flush();
      InputStream in = socket.getInputStream();
      return new String(in.readNBytes(40), StandardCharsets.US_ASCII);
    }
  }

  private static JsonNode json(HttpResponse<String> response) throws IOException {
    return new ObjectMapper().readTree(response.body());
  }
}
