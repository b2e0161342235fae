package io.waybill.gateway;

import io.waybill.gateway.Answer.RowAnswer;
import io.waybill.operators.intake.check.SampleCheck;
import io.waybill.operators.intake.check.SampleReport;
import io.waybill.operators.intake.check.SampleReport.Verdict;
import io.waybill.operators.intake.profile.PartnerProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes files: reads them first as the intake will, appends what can be read, and answers row by
 * row. What cannot be read at all is not taken; the sender has it, and now knows why.
 */
final class Uploads {

  private static final Logger LOG = LoggerFactory.getLogger(Uploads.class);
  private static final Duration PATIENCE = Duration.ofSeconds(25);
  private static final long RETRY_SECONDS = 5;

  private final RawLog log;
  private final Quotas quotas;
  private final LongSupplier clock;

  Uploads(RawLog log, Quotas quotas, LongSupplier clock) {
    this.log = log;
    this.quotas = quotas;
    this.clock = clock;
  }

  /**
   * @param name of the file, for the answer
   * @param dryRun whether to answer only
   */
  Answer take(PartnerProfile profile, String name, byte[] file, String key, boolean dryRun) {
    // The answer goes to the partner whose data it is.
    SampleCheck check = new SampleCheck(clock.getAsLong(), true);
    List<SampleCheck.Part> parts = check.parts(profile, file);
    List<SampleCheck.Part> good = new ArrayList<>();
    List<RowAnswer> rows = new ArrayList<>();
    for (SampleCheck.Part part : parts) {
      SampleReport report = check.check(name, profile, part);
      rows.add(row(part, report));
      if (report.verdict() != Verdict.REJECTED) {
        good.add(part);
      }
    }
    String reader = profile.name() + " version " + profile.version();
    String counted = "%d of %d %s can be read".formatted(good.size(), rows.size(), unit(parts));
    if (dryRun) {
      return new Answer(Answer.OK, counted + "; nothing was taken.", false, 0, reader, null, rows);
    }
    if (good.isEmpty()) {
      return new Answer(
          Answer.UNPROCESSABLE, counted + "; nothing was taken.", false, 0, reader, null, rows);
    }
    Quotas.Admission admission = quotas.admit(profile, good.size());
    if (admission.waitSeconds() > 0) {
      return Answer.later(
          Answer.TOO_MANY,
          "messages-per-second",
          String.valueOf(profile.terms().limits().messagesPerSecond()),
          "The partner's quota is used up for now: send it again after %d s."
              .formatted(admission.waitSeconds()),
          admission.waitSeconds());
    }
    return append(profile, good, key, admission.beyondQuota())
        ? new Answer(Answer.OK, counted + " and were taken.", true, 0, reader, null, rows)
        : Answer.later(
            Answer.UNAVAILABLE,
            "kafka",
            "",
            "Kafka does not take messages now: send the file again; what was taken is not counted"
                + " twice.",
            RETRY_SECONDS);
  }

  private boolean append(
      PartnerProfile profile, List<SampleCheck.Part> parts, String key, boolean beyondQuota) {
    List<CompletableFuture<RawLog.Place>> appended = new ArrayList<>();
    for (SampleCheck.Part part : parts) {
      appended.add(
          log.append(profile.name(), key.isEmpty() ? part.key() : key, part.bytes(), beyondQuota));
    }
    try {
      CompletableFuture.allOf(appended.toArray(CompletableFuture[]::new))
          .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("A file of {} did not get into the log", profile.name(), e);
      return false;
    }
  }

  private static String unit(List<SampleCheck.Part> parts) {
    return parts.size() == 1 ? "messages" : "rows";
  }

  private static RowAnswer row(SampleCheck.Part part, SampleReport report) {
    return new RowAnswer(
        part.number(),
        report.verdict().name(),
        report.facts().size(),
        report.problems().stream()
            .map(
                problem ->
                    "%s at %s '%s': %s"
                        .formatted(
                            problem.reason(), problem.field(), problem.value(), problem.remedy()))
            .toList());
  }
}
