package io.waybill.local.command;

import io.waybill.local.feed.RawMessage;
import java.util.function.LongFunction;

/** The made-up feed of a demonstration. */
final class Demo {

  private Demo() {}

  static LongFunction<RawMessage> messages(long seed) {
    return now -> new RawMessage(now, "canonical", "", new byte[0]);
  }
}
