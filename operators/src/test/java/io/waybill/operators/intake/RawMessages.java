package io.waybill.operators.intake;

import io.waybill.operators.intake.message.RawMessage;
import io.waybill.operators.intake.profile.Profiles;
import java.nio.charset.StandardCharsets;

/** Raw messages and an intake for tests. */
public final class RawMessages {

  /** 2026-01-05T00:00:00Z. */
  public static final long RECORDED = 1_767_571_200_000L;

  private RawMessages() {}

  public static RawMessage of(String partner, byte[] bytes) {
    return new RawMessage(partner, "raw", 3, 42, RECORDED, bytes);
  }

  public static RawMessage of(String partner, String text) {
    return of(partner, text.getBytes(StandardCharsets.UTF_8));
  }

  public static Intake intake() {
    return new Intake(Profiles.bundled(), PublishedRules.FIRST);
  }
}
