package io.waybill.local.replay;

import io.waybill.jobs.FailurePoints;
import io.waybill.local.feed.HistoryFeeder;
import io.waybill.local.progress.Console;
import io.waybill.local.stack.RunningJobs;
import io.waybill.local.stack.StackFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes tasks fail, job after job in turn, each after that job's next completed checkpoint and
 * while input remains. It slows the feed down so that each job's turn comes before the input ends.
 */
final class Failures implements HistoryFeeder.Pace, AutoCloseable {

  private static final long LOOK_AGAIN_MILLIS = 50;

  /** What a checkpoint, a failure and the recovery may take beside the time between failures. */
  private static final Duration ONE_TURN = Duration.ofSeconds(6);

  private final List<String> jobs;
  private final Duration every;
  private final RunningJobs running;
  private final Console console;
  private final long messages;
  private final Thread thread = new Thread(this::failInTurn, "waybill-failures");

  private volatile boolean inputRemains = true;
  private long start;

  /**
   * @param messages how many messages the feed has in all
   */
  Failures(List<String> jobs, Duration every, RunningJobs running, Console console, long messages) {
    this.jobs = jobs;
    this.every = every;
    this.running = running;
    this.console = console;
    this.messages = messages;
  }

  void start() {
    FailurePoints.reset();
    start = System.nanoTime();
    thread.setDaemon(true);
    thread.start();
  }

  /** Spreads the feed over at least one turn of every job, and a little more. */
  @Override
  public void afterSending(long sent) {
    long wholeFeed = (every.toMillis() + ONE_TURN.toMillis()) * (jobs.size() + 1);
    while (sent > messages * elapsedMillis() / wholeFeed && !everyJobFailed()) {
      sleep(LOOK_AGAIN_MILLIS);
    }
  }

  /** No failure from here on: the input has come to its end. */
  void inputEnds() {
    inputRemains = false;
  }

  /** How often each job was made to fail. */
  Map<String, Integer> counts() {
    Map<String, Integer> counts = new TreeMap<>();
    jobs.forEach(job -> counts.put(job, FailurePoints.fired(job)));
    return counts;
  }

  @Override
  public void close() {
    inputRemains = false;
    thread.interrupt();
  }

  private boolean everyJobFailed() {
    return jobs.stream().allMatch(job -> FailurePoints.fired(job) > 0);
  }

  private void failInTurn() {
    try {
      takeTurns();
    } catch (StackFailure e) {
      if (inputRemains) {
        console.say("No more failures: " + e.getMessage());
      }
    }
  }

  private void takeTurns() {
    for (int turn = 0; inputRemains; turn++) {
      sleep(every.toMillis());
      String job = jobs.get(turn % jobs.size());
      long completed = running.completedCheckpoints(job);
      while (inputRemains && running.completedCheckpoints(job) == completed) {
        sleep(LOOK_AGAIN_MILLIS);
      }
      if (inputRemains) {
        failOnce(job);
      }
    }
  }

  private void failOnce(String job) {
    int before = FailurePoints.fired(job);
    FailurePoints.arm(job);
    while (inputRemains && FailurePoints.fired(job) == before) {
      sleep(LOOK_AGAIN_MILLIS);
    }
    if (FailurePoints.fired(job) > before) {
      console.say("made a task of %s fail".formatted(job));
    }
  }

  private long elapsedMillis() {
    return (System.nanoTime() - start) / 1_000_000;
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
