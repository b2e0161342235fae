package io.waybill.local.command;

import io.waybill.generator.DemoFeed;
import io.waybill.generator.GeneratedMessage;
import io.waybill.local.feed.RawMessage;
import java.nio.charset.StandardCharsets;
import java.util.function.LongFunction;

/** The made-up feed of a demonstration. */
final class Demo {

  private Demo() {}

  /**
   * @param seed another one at each start, so that a stack that goes on never sees a name twice
   */
  static LongFunction<RawMessage> messages(long seed) {
    DemoFeed feed = new DemoFeed(seed);
    return now -> {
      GeneratedMessage message = feed.next(now);
      return new RawMessage(
          now, message.partner(), "", message.body().getBytes(StandardCharsets.UTF_8));
    };
  }
}
