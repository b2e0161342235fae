package io.waybill.local.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Free ports on loopback. A wanted port that is taken steps aside. "Any" is one below those that
 * systems give to outgoing connections: between the look and the server's own bind, any client of
 * this machine could be given it otherwise.
 */
public final class LoopbackPort {

  public static final String HOST = "127.0.0.1";

  /** How many ports above the wanted one are tried before any free one is taken. */
  private static final int STEPS = 20;

  private static final int LOWEST = 20_000;
  private static final int COUNT = 12_000;

  /** The next to try, so that none is given twice; another start in each process. */
  private static final AtomicInteger NEXT =
      new AtomicInteger((int) (ProcessHandle.current().pid() * 97 % COUNT));

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
    for (int tried = 0; tried < COUNT; tried++) {
      int port = LOWEST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
      if (isFree(port)) {
        return port;
      }
    }
    throw new StackFailure(
        "No port of %s from %d to %d is free. Nothing was started; end a program that holds many ports."
            .formatted(HOST, LOWEST, LOWEST + COUNT - 1));
  }

  public static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(HOST), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}
