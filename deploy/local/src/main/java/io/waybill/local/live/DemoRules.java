package io.waybill.local.live;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Rules for a demonstration: nothing settles, so that an invoice is released at once. */
final class DemoRules {

  private DemoRules() {}

  static String json() {
    try (InputStream in = DemoRules.class.getResourceAsStream("demo-rules.json")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
