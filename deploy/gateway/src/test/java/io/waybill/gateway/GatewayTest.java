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
import java.util.Map;
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
  private Gateway gateway;

  @BeforeEach
  void start() throws IOException {
    Files.writeString(folder.resolve("shop-webhook"), SECRET + "\n");
    Profiles profiles =
        Profiles.bundled()
            .with(profile("shop", "secrets: {webhook: shop-webhook, token: shop-token}"))
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

  // ---------------------------------------------------------------- limits

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
            .header("Waybill-Signature", "sha256=" + signature.hex())
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
