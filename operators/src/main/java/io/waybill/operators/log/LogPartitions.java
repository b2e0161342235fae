package io.waybill.operators.log;

/**
 * Which partition of a log a key belongs to, such that one task of the writing operator owns whole
 * partitions: the partition is cut along Flink's key groups.
 */
public final class LogPartitions {

  /** Key groups of every job; fixed for ever, since state and partitions are cut along it. */
  public static final int MAX_PARALLELISM = 128;

  private LogPartitions() {}

  /** The partition of a key group among {@code partitions}. */
  public static int ofKeyGroup(int keyGroup, int partitions) {
    return keyGroup * partitions / MAX_PARALLELISM;
  }

  /** First partition that a task owns; the next task's first one ends its range. */
  public static int firstOwned(int subtask, int parallelism, int partitions) {
    return subtask * (partitions / parallelism);
  }

  /**
   * Refuses a parallelism with which two tasks would write to one partition.
   *
   * @throws IllegalArgumentException with a sentence for a person
   */
  public static void requireOneWriter(int parallelism, int partitions) {
    if (partitions < 1 || MAX_PARALLELISM % partitions != 0) {
      throw new IllegalArgumentException(
          "A log of %d partitions cannot be cut along %d key groups: choose a number that divides %d."
              .formatted(partitions, MAX_PARALLELISM, MAX_PARALLELISM));
    }
    if (parallelism < 1 || partitions % parallelism != 0) {
      throw new IllegalArgumentException(
          ("Parallelism %d does not divide the %d partitions of a log, so two tasks would write to"
                  + " one partition and its order would be lost: choose a number that divides %d.")
              .formatted(parallelism, partitions, partitions));
    }
  }
}
