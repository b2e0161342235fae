package io.waybill.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.waybill.operators.intake.profile.PartnerProfile;
import io.waybill.operators.intake.profile.Profiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes messages by HTTP: {@code POST /webhooks/{partner}} and {@code POST /upload/{partner}}, and
 * from a drop folder; {@code GET /openapi.yaml} describes it. See {@code docs/gateway.md}. What is
 * refused is refused before its body is read, as far as that can be.
 */
public final class Gateway implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final int MAX_KEY = 256;
  private static final String WEBHOOK = "/webhooks/{partner}";
  private static final String UPLOAD = "/upload/{partner}";
  private static final String DESCRIPTION_PATH = "/openapi.yaml";

  private final GatewayOptions options;
  private final Supplier<Profiles> profiles;
  private final Secrets secrets;
  private final LongSupplier clock;
  private final Webhooks webhooks;
  private final Uploads uploads;
  private final Room rooms;
  private final Javalin server;
  private final DropFolder dropFolder;

  private Gateway(
      GatewayOptions options,
      Supplier<Profiles> profiles,
      Secrets secrets,
      RawLog log,
      Predicate<String> circuits,
      LongSupplier clock) {
    this.options = options;
    this.profiles = profiles;
    this.secrets = secrets;
    this.clock = clock;
    Quotas quotas = new Quotas(System::nanoTime, circuits);
    this.webhooks = new Webhooks(log, quotas, options.timestampWindow(), clock);
    this.uploads = new Uploads(log, quotas, clock);
    this.rooms = new Room(options.maxBytesInFlight());
    this.dropFolder =
        options.dropFolder() == null
            ? null
            : new DropFolder(options.dropFolder(), options.maxBytes(), this::profile, uploads);
    this.server =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.startup.showOldJavalinVersionWarning = false;
              config.jetty.modifyHttpConfiguration(
                  http -> {
                    http.setIdleTimeout(IDLE.toMillis());
                    http.setSendServerVersion(false);
                  });
              routes().forEach((path, handler) -> config.routes.post(path, handler));
              config.routes.get(DESCRIPTION_PATH, Gateway::describe);
            });
  }

  private Map<String, Handler> routes() {
    return new TreeMap<>(
        Map.of(
            WEBHOOK,
            context -> answer(context, this::webhook),
            UPLOAD,
            context -> answer(context, this::upload)));
  }

  /** OpenAPI 3: what this gateway takes and answers. */
  static String description() {
    try (InputStream in = Gateway.class.getResourceAsStream("openapi.yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void describe(Context context) {
    context.contentType("application/yaml");
    context.result(description());
  }

  /**
   * Starts to listen and to watch.
   *
   * @param profiles as the intake has them, asked for each request
   * @param circuits whether the circuit of a partner is open
   * @param clock our time, in milliseconds
   */
  public static Gateway start(
      GatewayOptions options,
      Supplier<Profiles> profiles,
      Secrets secrets,
      RawLog log,
      Predicate<String> circuits,
      LongSupplier clock) {
    Gateway gateway = new Gateway(options, profiles, secrets, log, circuits, clock);
    gateway.server.start(options.host(), options.port());
    if (gateway.dropFolder != null) {
      gateway.dropFolder.start();
    }
    return gateway;
  }

  /** What it answers. */
  Set<String> paths() {
    Set<String> paths = new TreeSet<>(routes().keySet());
    paths.add(DESCRIPTION_PATH);
    return paths;
  }

  /** Where it listens. */
  public String address() {
    return "http://%s:%d".formatted(options.host(), server.port());
  }

  @Override
  public void close() {
    if (dropFolder != null) {
      dropFolder.close();
    }
    server.stop();
  }

  // ---------------------------------------------------------------- requests

  /** A request of a partner that has a profile. */
  private record Request(Context context, PartnerProfile profile, String key) {}

  private interface Handling {
    Answer handle(Request request, byte[] body);
  }

  private void answer(Context context, Handling handling) throws JsonProcessingException {
    Answer answer;
    try {
      answer = receive(context, handling);
    } catch (IOException e) {
      answer =
          Answer.refused(
              Answer.BAD_REQUEST,
              "body",
              "",
              "The request ended before its body did: send it again.");
    } catch (RuntimeException e) {
      LOG.error("A request to {} failed", context.path(), e);
      answer =
          Answer.later(
              Answer.UNAVAILABLE,
              "gateway",
              "",
              "The gateway failed, see its log files; send it again.",
              5);
    }
    if (answer.retryAfter() > 0) {
      context.header("Retry-After", String.valueOf(answer.retryAfter()));
    }
    context.status(answer.status());
    context.contentType("application/json");
    context.result(JSON.writeValueAsString(answer));
  }

  private Answer receive(Context context, Handling handling) throws IOException {
    Optional<PartnerProfile> profile = profile(context.pathParam("partner"));
    boolean upload = context.path().startsWith("/upload/");
    // An unknown partner and a wrong token look the same from outside.
    if (profile.isEmpty() || (!mayComeIn(context, profile.get(), upload))) {
      return Answer.refused(
          Answer.UNAUTHORIZED,
          "Authorization",
          "",
          "The partner is not known, or the token is not its own: send Authorization: Bearer and"
              + " the token that the profile names, or sign the webhook.");
    }
    String key = Optional.ofNullable(context.header("Waybill-Key")).orElse("");
    if (key.length() > MAX_KEY) {
      return Answer.refused(
          Answer.BAD_REQUEST,
          "Waybill-Key",
          key.substring(0, 40),
          "It has %d characters: shorten it to %d.".formatted(key.length(), MAX_KEY));
    }
    String encoding = context.header("Content-Encoding");
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      return Answer.refused(
          Answer.UNSUPPORTED,
          "Content-Encoding",
          encoding.substring(0, Math.min(40, encoding.length())),
          "Send the body as it is, without Content-Encoding.");
    }
    int limit =
        upload
            ? options.maxBytes()
            : Math.min(options.maxBytes(), profile.get().terms().limits().bytes());
    long announced = context.req().getContentLengthLong();
    if (announced > limit) {
      return tooLarge(limit, announced + " bytes");
    }
    // Without a length, room for the longest: what comes is not known before it is in memory.
    long room = announced >= 0 ? announced : limit;
    if (!rooms.take(profile.get().name(), room)) {
      return Answer.later(
          Answer.TOO_MANY,
          "body",
          room + " bytes",
          "The gateway holds as much of this partner as it can now: send it again after 1 s.",
          1);
    }
    try (InputStream in = context.req().getInputStream()) {
      byte[] body = in.readNBytes(limit + 1);
      if (body.length > limit) {
        return tooLarge(limit, "more than " + limit + " bytes");
      }
      if (body.length == 0) {
        return Answer.refused(
            Answer.BAD_REQUEST, "body", "", "The body is empty: send the message.");
      }
      return handling.handle(new Request(context, profile.get(), key), body);
    } finally {
      rooms.release(profile.get().name(), room);
    }
  }

  private static Answer tooLarge(int limit, String sent) {
    return Answer.refused(
        Answer.TOO_LARGE, "body", sent, "The body may have at most " + limit + " bytes: split it.");
  }

  private Answer webhook(Request request, byte[] body) {
    Optional<String> secret = secret(request.profile(), "webhook");
    return secret.isEmpty()
        ? webhooks.take(request.profile(), request.key(), body)
        : webhooks.takeSigned(
            request.profile(),
            secret.get(),
            Signature.of(
                request.profile().terms().signing(),
                request.context().req().getMethod(),
                request.context().path(),
                request.context()::header),
            request.key(),
            body);
  }

  private Answer upload(Request request, byte[] body) {
    return uploads.take(
        request.profile(),
        Optional.ofNullable(request.context().queryParam("name")).orElse("upload"),
        body,
        request.key(),
        "true".equals(request.context().queryParam("dry-run")));
  }

  // ---------------------------------------------------------------- who may come in

  private Optional<PartnerProfile> profile(String partner) {
    return profiles.get().at(partner, clock.getAsLong());
  }

  /** By token; a webhook whose profile names a signing secret by its signature, seen later. */
  private boolean mayComeIn(Context context, PartnerProfile profile, boolean upload) {
    if (!upload && profile.terms().secrets().containsKey("webhook")) {
      return secret(profile, "webhook").isPresent();
    }
    Optional<String> token = secret(profile, "token");
    String header = context.header("Authorization");
    return token.isPresent()
        && header != null
        && header.startsWith("Bearer ")
        && MessageDigest.isEqual(
            token.get().getBytes(StandardCharsets.UTF_8),
            header.substring("Bearer ".length()).strip().getBytes(StandardCharsets.UTF_8));
  }

  private Optional<String> secret(PartnerProfile profile, String purpose) {
    Map<String, String> names = profile.terms().secrets();
    Optional<String> secret = Optional.ofNullable(names.get(purpose)).flatMap(secrets::get);
    if (names.containsKey(purpose) && secret.isEmpty()) {
      LOG.warn(
          "Partner {} is refused: there is no secret {}, neither as a file nor as {}",
          profile.name(),
          names.get(purpose),
          Secrets.variable(names.get(purpose)));
    }
    return secret;
  }
}
