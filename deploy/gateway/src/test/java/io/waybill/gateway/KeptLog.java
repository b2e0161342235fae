package io.waybill.gateway;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A raw log that a test reads, and can take away. */
final class KeptLog implements RawLog {

  record Kept(String partner, String key, String content) {}

  private final List<Kept> messages = new ArrayList<>();
  private final List<Kept> overflow = new ArrayList<>();
  private boolean away;

  @Override
  public synchronized CompletableFuture<Place> append(
      String partner, String key, byte[] content, boolean beyondQuota) {
    if (away) {
      return CompletableFuture.failedFuture(new IllegalStateException("Kafka is away"));
    }
    List<Kept> kept = beyondQuota ? overflow : messages;
    kept.add(new Kept(partner, key, new String(content, StandardCharsets.UTF_8)));
    return CompletableFuture.completedFuture(new Place(0, kept.size() - 1));
  }

  synchronized List<Kept> messages() {
    return List.copyOf(messages);
  }

  synchronized List<Kept> overflow() {
    return List.copyOf(overflow);
  }

  synchronized void away(boolean isAway) {
    away = isAway;
  }
}
