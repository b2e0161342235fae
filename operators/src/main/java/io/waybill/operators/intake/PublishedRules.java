package io.waybill.operators.intake;

import java.io.Serializable;
import java.util.List;

/**
 * When each version of the rules was published: enough to stamp a fact with the version that was
 * the newest when the fact was logged.
 *
 * @param versions at least one
 */
public record PublishedRules(List<Published> versions) implements Serializable {

  /**
   * @param version number of the rules
   * @param publishedAt log time, milliseconds
   */
  public record Published(int version, long publishedAt) implements Serializable {}

  /** One version, in force from the beginning. */
  public static final PublishedRules FIRST =
      new PublishedRules(List.of(new Published(1, Long.MIN_VALUE)));

  public PublishedRules {
    versions = List.copyOf(versions);
    if (versions.isEmpty()) {
      throw new IllegalArgumentException("The rules must have at least one version.");
    }
  }

  /**
   * The newest version that was published at a log time; the one that was published first, for a
   * time before all of them.
   */
  public int versionAt(long logTime) {
    Published newest = null;
    Published first = versions.get(0);
    for (Published candidate : versions) {
      if (candidate.publishedAt() <= logTime
          && (newest == null || candidate.version() > newest.version())) {
        newest = candidate;
      }
      if (candidate.publishedAt() < first.publishedAt()) {
        first = candidate;
      }
    }
    return newest == null ? first.version() : newest.version();
  }
}
