package io.waybill.schemas.wire;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * Reads Avro's binary encoding out of an array, value by value. For records of this release only,
 * by a reader that knows their fields; {@link AvroCodec} reads all the others.
 */
public final class ArrayDecoder {

  /** Where the record begins in single-object encoding. */
  public static final int START = AvroCodec.HEADER;

  private static final int NAMES = 4096;
  private static final int LONGEST_NAME = 24;
  private static final int SCALE = 6;
  private static final BigDecimal ZERO = BigDecimal.valueOf(0, SCALE);

  /** Names that were read before, each at its hash: the same few come again and again. */
  private String[] names;

  private byte[] bytes;
  private int at;

  /** Begins to read at a position. */
  public ArrayDecoder from(byte[] newBytes, int position) {
    bytes = newBytes;
    at = position;
    return this;
  }

  /** Where the next value begins. */
  public int position() {
    return at;
  }

  public boolean readBoolean() {
    return bytes[at++] != 0;
  }

  public int readInt() {
    return (int) readLong();
  }

  public long readLong() {
    long read = bytes[at++];
    long value = read & 0x7f;
    for (int shift = 7; read < 0; shift += 7) {
      read = bytes[at++];
      value |= (read & 0x7f) << shift;
    }
    return value >>> 1 ^ -(value & 1);
  }

  /** How many elements of an array come next; 0 at its end. */
  public int readBlock() {
    long count = readLong();
    if (count < 0) {
      readLong();
    }
    return (int) Math.abs(count);
  }

  public void skipString() {
    int length = readInt();
    at += length;
  }

  public String readString() {
    int length = readInt();
    at += length;
    return new String(bytes, at - length, length, StandardCharsets.UTF_8);
  }

  /** Reads a string and says whether it is this one, of ASCII letters. */
  public boolean isString(String text) {
    int length = readInt();
    boolean same = isNext(text, length);
    at += length;
    return same;
  }

  /** A string that is likely to be this one: then it is this one, and none is made. */
  public String readString(String likely) {
    int start = at;
    if (isString(likely)) {
      return likely;
    }
    at = start;
    return readString();
  }

  /** A string of which there are few: most often it is one that was read before. */
  public String readName() {
    int start = at;
    int length = readInt();
    if (length > LONGEST_NAME) {
      at = start;
      return readString();
    }
    if (names == null) {
      names = new String[NAMES];
    }
    int hash = 0;
    for (int i = at; i < at + length; i++) {
      hash = 31 * hash + bytes[i];
    }
    int place = (hash ^ hash >>> 12) & NAMES - 1;
    if (isNext(names[place], length)) {
      at += length;
    } else {
      at = start;
      names[place] = readString();
    }
    return names[place];
  }

  /** Whether the next bytes are this name; those of other letters than ASCII's never are. */
  private boolean isNext(String name, int length) {
    if (name == null || name.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (name.charAt(i) != bytes[at + i]) {
        return false;
      }
    }
    return true;
  }

  /** A decimal(28,6). */
  public BigDecimal readDecimal() {
    int length = readInt();
    at += length;
    if (length > Long.BYTES) {
      return new BigDecimal(new BigInteger(bytes, at - length, length), SCALE);
    }
    long unscaled = bytes[at - length];
    for (int i = at - length + 1; i < at; i++) {
      unscaled = unscaled << Byte.SIZE | bytes[i] & 0xff;
    }
    return unscaled == 0 ? ZERO : BigDecimal.valueOf(unscaled, SCALE);
  }
}
