package io.waybill.operators.intake;

import com.sun.management.ThreadMXBean;
import io.waybill.operators.intake.message.Decoded;
import io.waybill.operators.intake.message.RawMessage;
import io.waybill.operators.intake.message.Reason;
import io.waybill.operators.intake.profile.Profiles;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * What Jazzer calls with made-up bytes, in a process of its own: the decoder of one bundled
 * profile, which the system property {@code fuzz.profile} names. It may neither throw nor fail, nor
 * keep silent about a message, nor take more than 64 MB for it.
 */
public final class DecoderFuzzer {

  static final String PROFILE = "fuzz.profile";

  private static final long MAX_ALLOCATION = 64L * 1024 * 1024;

  private static final ThreadMXBean THREAD = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final Intake INTAKE =
      new Intake(
          Profiles.bundled(), new PublishedRules(List.of(new PublishedRules.Published(1, 0))));

  private DecoderFuzzer() {}

  /** Loads what the first message needs, so that it does not count as slow. */
  public static void fuzzerInitialize() {
    for (int i = 0; i < 10; i++) {
      INTAKE.decode(raw("ISA, UNB or {}".getBytes(StandardCharsets.US_ASCII)));
    }
  }

  private static RawMessage raw(byte[] bytes) {
    return new RawMessage(
        System.getProperty(PROFILE),
        "raw",
        0,
        0,
        Instant.parse("2026-07-05T00:00:00Z").toEpochMilli(),
        bytes);
  }

  /** Jazzer's entry point. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    RawMessage raw = raw(bytes);
    Decoded decoded = INTAKE.decode(raw);
    decoded.deadLetters().stream()
        .filter(letter -> letter.getReason().equals(Reason.FAULT.name()))
        .findFirst()
        .ifPresent(
            letter -> {
              throw new IllegalStateException("The decoder failed: " + letter.getValue());
            });
    boolean silent =
        decoded.shipmentFacts().isEmpty()
            && decoded.stockFacts().isEmpty()
            && decoded.links().isEmpty()
            && decoded.deadLetters().isEmpty()
            && decoded.records().isEmpty();
    if (silent) {
      throw new IllegalStateException("The decoder says nothing of the message.");
    }
    requireModestAllocation(raw);
  }

  /** The second time, when no class has to be loaded any more. */
  private static void requireModestAllocation(RawMessage raw) {
    long before = THREAD.getCurrentThreadAllocatedBytes();
    INTAKE.decode(raw);
    long allocated = THREAD.getCurrentThreadAllocatedBytes() - before;
    if (allocated > MAX_ALLOCATION) {
      throw new IllegalStateException(
          "The decoder took %,d bytes for a message of %,d."
              .formatted(allocated, raw.bytes().length));
    }
  }
}
