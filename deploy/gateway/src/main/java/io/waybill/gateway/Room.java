package io.waybill.gateway;

import java.util.HashMap;
import java.util.Map;

/**
 * The room that requests take in memory and among the threads, counted before they are read. One
 * partner gets a part of it at most, so that one who floods leaves room for the others.
 */
final class Room {

  private static final int PARTS = 4;
  private static final int MAX_REQUESTS = 32;

  private final long mostBytes;
  private final Map<String, Share> shares = new HashMap<>();
  private long bytesTaken;

  private static final class Share {
    private long bytes;
    private int requests;
  }

  Room(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** Whether there is room for a request; if so it is taken until {@link #release}. */
  synchronized boolean take(String partner, long bytes) {
    Share share = shares.get(partner);
    boolean tooMuch =
        bytesTaken + bytes > mostBytes
            || (share != null
                && (share.requests >= MAX_REQUESTS || share.bytes + bytes > mostBytes / PARTS));
    if (tooMuch) {
      return false;
    }
    if (share == null) {
      share = new Share();
      shares.put(partner, share);
    }
    share.bytes += bytes;
    share.requests++;
    bytesTaken += bytes;
    return true;
  }

  synchronized void release(String partner, long bytes) {
    Share share = shares.get(partner);
    share.bytes -= bytes;
    share.requests--;
    bytesTaken -= bytes;
    if (share.requests == 0) {
      shares.remove(partner);
    }
  }
}
