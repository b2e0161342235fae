package io.waybill.gateway;

import io.waybill.operators.intake.profile.PartnerProfile;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes webhooks: one request is one message, whatever it says. It is answered when Kafka has the
 * bytes; what cannot be read becomes a dead letter later, as from any other source.
 */
final class Webhooks {

  private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);
  private static final Duration PATIENCE = Duration.ofSeconds(25);
  private static final long RETRY_SECONDS = 5;

  private final RawLog log;
  private final Quotas quotas;
  private final ReplayGuard replays;
  private final Duration window;
  private final LongSupplier clock;

  Webhooks(RawLog log, Quotas quotas, Duration window, LongSupplier clock) {
    this.log = log;
    this.quotas = quotas;
    this.replays = new ReplayGuard(window);
    this.window = window;
    this.clock = clock;
  }

  /**
   * @param secret with which the partner signs
   */
  Answer takeSigned(
      PartnerProfile profile, String secret, Signature signature, String key, byte[] body) {
    long now = clock.getAsLong();
    Optional<Signature.Fault> fault = signature.fault(secret, body, now, window);
    if (fault.isPresent()) {
      return Answer.refused(
          Answer.UNAUTHORIZED, fault.get().field(), fault.get().value(), fault.get().remedy());
    }
    if (!signature.signing().timed()) {
      // Without a time an attempt looks like a repeat; neither is counted twice.
      return take(profile, key, body);
    }
    switch (replays.take(profile.name(), signature, now)) {
      case REPLAYED -> {
        return Answer.refused(
            Answer.CONFLICT,
            signature.signing().header(),
            "",
            "This very request was taken before; sign each attempt anew.");
      }
      case FULL -> {
        return Answer.later(
            Answer.TOO_MANY,
            signature.signing().header(),
            "",
            "More signatures than the gateway can remember came in the last minutes.",
            window.toSeconds());
      }
      case NEW -> {
        // Goes on below.
      }
    }
    Answer answer = take(profile, key, body);
    if (!answer.taken()) {
      replays.release(profile.name(), signature);
    }
    return answer;
  }

  Answer take(PartnerProfile profile, String key, byte[] body) {
    Quotas.Admission admission = quotas.admit(profile, 1);
    if (admission.waitSeconds() > 0) {
      return Answer.later(
          Answer.TOO_MANY,
          "messages-per-second",
          String.valueOf(profile.terms().limits().messagesPerSecond()),
          "The partner's quota is used up for now: send it again after %d s."
              .formatted(admission.waitSeconds()),
          admission.waitSeconds());
    }
    try {
      RawLog.Place place =
          log.append(profile.name(), key, body, admission.beyondQuota())
              .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return Answer.taken(
          "taken as %d/%d%s"
              .formatted(
                  place.partition(),
                  place.offset(),
                  admission.beyondQuota()
                      ? ", beyond the quota or with an open circuit: it is read later"
                      : ""));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return later();
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("A message of {} did not get into the log", profile.name(), e);
      return later();
    }
  }

  private static Answer later() {
    return Answer.later(
        Answer.UNAVAILABLE,
        "kafka",
        "",
        "Kafka does not take messages now: send it again; a repeat is not counted twice.",
        RETRY_SECONDS);
  }
}
