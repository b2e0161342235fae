package io.waybill.local.gateway;

import io.waybill.gateway.Gateway;
import io.waybill.gateway.GatewayOptions;
import io.waybill.gateway.KafkaRawLog;
import io.waybill.gateway.Secrets;
import io.waybill.local.feed.LiveFeed;
import io.waybill.local.partner.FollowedCircuits;
import io.waybill.local.partner.FollowedProfiles;
import io.waybill.local.stack.LoopbackPort;
import java.nio.file.Path;

/**
 * The gateway of a running stack: its drop folder, its secrets and the folder of acknowledgements
 * are in the data folder.
 */
public final class StackGateway implements AutoCloseable {

  private static final int WELL_KNOWN_PORT = 8090;

  private final FollowedProfiles profiles;
  private final FollowedCircuits circuits;
  private final KafkaRawLog log;
  private final Gateway gateway;
  private final Path dropFolder;
  private final AcknowledgementFolder acknowledgements;

  private StackGateway(
      FollowedProfiles profiles,
      FollowedCircuits circuits,
      KafkaRawLog log,
      Gateway gateway,
      Path dropFolder,
      AcknowledgementFolder acknowledgements) {
    this.profiles = profiles;
    this.circuits = circuits;
    this.log = log;
    this.gateway = gateway;
    this.dropFolder = dropFolder;
    this.acknowledgements = acknowledgements;
  }

  /**
   * @param wantedPort steps aside when it is taken; 0 for any
   * @param feed whose time the messages bear, so that no tick stands in front of a later message
   */
  public static StackGateway start(
      String bootstrapServers, Path data, int wantedPort, LiveFeed feed) {
    FollowedProfiles profiles = new FollowedProfiles(bootstrapServers);
    FollowedCircuits circuits = new FollowedCircuits(bootstrapServers);
    KafkaRawLog log = new KafkaRawLog(bootstrapServers, feed::now);
    Path dropFolder = data.resolve("drop");
    Gateway gateway =
        Gateway.start(
            GatewayOptions.on(LoopbackPort.HOST, LoopbackPort.atOrAbove(wantedPort), dropFolder),
            profiles,
            new Secrets(data.resolve("secrets"), System.getenv()),
            log,
            circuits,
            System::currentTimeMillis);
    return new StackGateway(
        profiles,
        circuits,
        log,
        gateway,
        dropFolder,
        new AcknowledgementFolder(bootstrapServers, data.resolve("out")));
  }

  /** On the port that people know, or the next free one. */
  public static StackGateway start(String bootstrapServers, Path data, LiveFeed feed) {
    return start(bootstrapServers, data, WELL_KNOWN_PORT, feed);
  }

  public String address() {
    return gateway.address();
  }

  public Path dropFolder() {
    return dropFolder;
  }

  @Override
  public void close() {
    gateway.close();
    acknowledgements.close();
    log.close();
    circuits.close();
    profiles.close();
  }
}
