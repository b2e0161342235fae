package io.waybill.local.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Free ports on loopback. A wanted port that is taken steps aside. */
public final class LoopbackPort {

  public static final String HOST = "127.0.0.1";

  /** How many ports above the wanted one are tried before any free one is taken. */
  private static final int STEPS = 20;

  private LoopbackPort() {}

  /** The wanted port, or the next free one above it; any free one if {@code wanted} is 0. */
  public static int atOrAbove(int wanted) {
    if (wanted > 0) {
      for (int port = wanted; port < wanted + STEPS; port++) {
        if (isFree(port)) {
          return port;
        }
      }
    }
    try (ServerSocket any = bound(0)) {
      return any.getLocalPort();
    } catch (IOException e) {
      throw new StackFailure(
          "No port on %s is free (%s). Nothing was started; end a program that holds many ports."
              .formatted(HOST, e.getMessage()),
          e);
    }
  }

  public static boolean isFree(int port) {
    try (ServerSocket ignored = bound(port)) {
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  private static ServerSocket bound(int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    try {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(HOST), port));
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }
}
