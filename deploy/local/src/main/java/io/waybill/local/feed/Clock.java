package io.waybill.local.feed;

/** The clock of a log: a tick says that everything recorded earlier stands before it. */
public interface Clock {

  /** Puts a tick with this time behind everything sent so far, in every partition. */
  void tick(long time);

  /** Waits until everything sent so far is in the log. */
  void flush();
}
