package io.waybill.local.replay;

import io.waybill.local.feed.ClockRun;
import io.waybill.local.feed.PipelineProgress;
import io.waybill.local.progress.Console;
import io.waybill.local.stack.StackFailure;
import io.waybill.local.stack.StackJob;
import io.waybill.local.stack.StackJob.Urgency;
import io.waybill.local.stack.WaybillStack;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Waits for the jobs of a stack to follow the clock, and says where they are meanwhile. */
final class DrainedPipeline implements ClockRun.Pipeline {

  /** So long nothing may move before the wait is given up. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final WaybillStack stack;
  private final PipelineProgress progress;
  private final Console console;
  private final List<String> nearly;
  private final List<String> fully;

  DrainedPipeline(WaybillStack stack, PipelineProgress progress, Console console) {
    this.stack = stack;
    this.progress = progress;
    this.console = console;
    this.nearly = tasks(stack, job -> job.urgency() == Urgency.RELAXED);
    this.fully = tasks(stack, job -> true);
  }

  private static List<String> tasks(WaybillStack stack, Predicate<StackJob> which) {
    return stack.jobs().stream().filter(which).flatMap(job -> job.tasks().stream()).toList();
  }

  @Override
  public void awaitNearly(long time) {
    await(nearly, time);
  }

  @Override
  public void awaitFully(long time) {
    await(fully, time);
  }

  @Override
  public long pendingUntil() {
    return progress.pendingUntil(fully);
  }

  private void await(List<String> tasks, long time) {
    List<String> behind = new ArrayList<>();
    long lastMove = System.nanoTime();
    while (true) {
      progress.refresh();
      List<String> now = progress.behind(tasks, time);
      if (now.isEmpty()) {
        return;
      }
      if (!now.equals(behind)) {
        behind = now;
        lastMove = System.nanoTime();
      } else if (System.nanoTime() - lastMove > PATIENCE.toNanos()) {
        throw new StackFailure(
            ("The clock stands at %s, and for %d minutes nothing has moved in: %s. Nothing was"
                    + " lost; the log files may say why.")
                .formatted(
                    Instant.ofEpochMilli(time), PATIENCE.toMinutes(), String.join(", ", behind)));
      }
      List<String> waitingFor = behind;
      console.now(
          stack,
          () ->
              "clock at %s, waiting for %s"
                  .formatted(Instant.ofEpochMilli(time), String.join(", ", waitingFor)));
    }
  }
}
