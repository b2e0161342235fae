package io.waybill.local.live;

import java.util.Locale;
import org.HdrHistogram.Histogram;

/** Latencies in milliseconds, after a time to warm up. */
final class Latency {

  private static final long LONGEST = 600_000;

  private final Histogram histogram = new Histogram(LONGEST, 3);
  private final String what;
  private final long measureFrom;

  /**
   * @param what is measured, for the summary
   * @param measureFrom nothing that began earlier counts, in milliseconds since 1970
   */
  Latency(String what, long measureFrom) {
    this.what = what;
    this.measureFrom = measureFrom;
  }

  synchronized void record(long began, long arrived) {
    if (began >= measureFrom) {
      histogram.recordValue(Math.min(LONGEST, Math.max(0, arrived - began)));
    }
  }

  synchronized String summary() {
    if (histogram.getTotalCount() == 0) {
      return what + ": no samples";
    }
    return String.format(
        Locale.ROOT,
        "%s: p50 %d ms, p99 %d ms, max %d ms over %,d samples",
        what,
        histogram.getValueAtPercentile(50),
        histogram.getValueAtPercentile(99),
        histogram.getMaxValue(),
        histogram.getTotalCount());
  }
}
