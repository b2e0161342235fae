package io.waybill.operators.delivery;

import java.io.Serializable;
import java.time.Duration;

/**
 * How long to wait for an ERP that is away.
 *
 * @param firstDelay before the second attempt; each further delay is twice the one before
 * @param longestDelay no delay is longer
 * @param giveUpAfter sum of the delays after which the job is restarted instead
 */
public record Patience(Duration firstDelay, Duration longestDelay, Duration giveUpAfter)
    implements Serializable {

  public Patience {
    if (firstDelay.isNegative()
        || firstDelay.isZero()
        || longestDelay.compareTo(firstDelay) < 0
        || giveUpAfter.compareTo(longestDelay) < 0) {
      throw new IllegalArgumentException(
          ("The ERP's retry delays must grow: first delay %s, longest delay %s, give up after %s,"
                  + " the first above zero and none below the one before it.")
              .formatted(firstDelay, longestDelay, giveUpAfter));
    }
  }

  /** The delays of one effect. */
  Waiting begin() {
    return new Waiting();
  }

  final class Waiting {

    private Duration next = firstDelay;
    private Duration waited = Duration.ZERO;

    Duration next() {
      return next;
    }

    boolean isOver() {
      return waited.compareTo(giveUpAfter) >= 0;
    }

    void sleep() throws InterruptedException {
      Thread.sleep(next.toMillis());
      waited = waited.plus(next);
      Duration doubled = next.multipliedBy(2);
      next = doubled.compareTo(longestDelay) < 0 ? doubled : longestDelay;
    }
  }
}
