package io.waybill.gateway;

import java.util.concurrent.CompletableFuture;

/** The topic of raw messages. */
public interface RawLog {

  /**
   * Appends a message.
   *
   * @param key messages of one key keep their order; empty for none
   * @param beyondQuota whether it goes to the overflow, for which nobody waits
   * @return completes when every replica has the bytes, or with the reason why they have not
   */
  CompletableFuture<Place> append(String partner, String key, byte[] content, boolean beyondQuota);

  /** Where the bytes are. */
  record Place(int partition, long offset) {}
}
