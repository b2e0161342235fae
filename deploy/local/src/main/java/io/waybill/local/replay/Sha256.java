package io.waybill.local.replay;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A digest over parts; each is preceded by its length, so that no two sequences look the same. */
final class Sha256 {

  private final MessageDigest digest;

  Sha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }

  Sha256 bytes(byte[] part) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).flip());
    digest.update(part);
    return this;
  }

  Sha256 text(String part) {
    return bytes(part.getBytes(StandardCharsets.UTF_8));
  }

  Sha256 number(long part) {
    return bytes(ByteBuffer.allocate(Long.BYTES).putLong(part).array());
  }

  String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
