package io.waybill.gateway;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How the gateway runs.
 *
 * @param host that it listens on
 * @param port that it listens on; 0 for any
 * @param maxBytes of a request or file; a profile may allow less
 * @param maxBytesInFlight of all requests together that are held in memory; beyond it senders wait
 * @param timestampWindow how far the time of a signature may be from ours
 * @param dropFolder watched for files, in a folder for each partner; null for none
 */
public record GatewayOptions(
    String host,
    int port,
    int maxBytes,
    long maxBytesInFlight,
    Duration timestampWindow,
    Path dropFolder) {

  /** Of a request or a file: what every decoder reads. */
  public static final int MAX_BYTES = 10 * 1024 * 1024;

  public static GatewayOptions on(String host, int port, Path dropFolder) {
    return new GatewayOptions(
        host, port, MAX_BYTES, 64L * 1024 * 1024, Duration.ofMinutes(5), dropFolder);
  }
}
