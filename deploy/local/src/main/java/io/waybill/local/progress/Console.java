package io.waybill.local.progress;

import io.waybill.local.stack.WaybillStack;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.Supplier;

/** Lines of progress for a person, every few seconds, and what made jobs fail. */
public final class Console {

  private static final Duration BETWEEN_LINES = Duration.ofSeconds(3);
  private static final Duration BETWEEN_CHECKS = Duration.ofSeconds(1);

  private final PrintWriter out;
  private final long start = System.nanoTime();
  private long lastLine = start;
  private long lastCheck = start;

  public Console(PrintWriter out) {
    this.out = out;
  }

  /** Says something at once. */
  public synchronized void say(String line) {
    out.printf("[%5.1f s] %s%n", elapsedSeconds(), line);
    out.flush();
    lastLine = System.nanoTime();
  }

  /** Says where things are if the last line was a while ago; ends the wait if a job gave up. */
  public synchronized void now(WaybillStack stack, Supplier<String> line) {
    if (System.nanoTime() - lastCheck > BETWEEN_CHECKS.toNanos()) {
      stack.runningJobs().newFailures().forEach(this::say);
      stack.runningJobs().requireAlive();
      lastCheck = System.nanoTime();
    }
    if (System.nanoTime() - lastLine > BETWEEN_LINES.toNanos()) {
      say(line.get());
    }
  }

  public double elapsedSeconds() {
    return (System.nanoTime() - start) / 1e9;
  }
}
