package io.waybill.gateway;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;

/**
 * Remembers the signatures that were taken for as long as their time would still be accepted. When
 * it is full it refuses new ones: forgetting early would let a replay through.
 *
 * <p>It forgets when the process ends, which lets a replay through once more: no harm, since it is
 * the same bytes, whose facts have the same ids and are not counted twice. It saves work, and tells
 * a sender that its clock or its retries are wrong.
 */
final class ReplayGuard {

  private static final int MAX_SIGNATURES = 200_000;

  private record Taken(String signature, long until) {}

  private final long window;
  private final Set<String> taken = new HashSet<>();
  private final ArrayDeque<Taken> oldestFirst = new ArrayDeque<>();

  ReplayGuard(Duration window) {
    this.window = window.toMillis();
  }

  /** What became of a signature. */
  enum Answer {
    NEW,
    REPLAYED,
    FULL
  }

  synchronized Answer take(String partner, Signature signature, long now) {
    while (!oldestFirst.isEmpty() && oldestFirst.peekFirst().until() < now) {
      taken.remove(oldestFirst.removeFirst().signature());
    }
    String key = key(partner, signature);
    if (taken.contains(key)) {
      return Answer.REPLAYED;
    }
    if (taken.size() >= MAX_SIGNATURES) {
      return Answer.FULL;
    }
    taken.add(key);
    // A time of the sender may lie in our future by one window: it is accepted for two.
    oldestFirst.addLast(new Taken(key, now + 2 * window));
    return Answer.NEW;
  }

  /** The bytes did not get into the log: the same request may come again. */
  synchronized void release(String partner, Signature signature) {
    taken.remove(key(partner, signature));
  }

  private static String key(String partner, Signature signature) {
    return partner + "/" + signature.canonical();
  }
}
