package io.waybill.schemas.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.avro.io.BinaryData;
import org.apache.avro.io.BinaryEncoder;

/** Avro's binary encoding into an array that is used again for the next value. */
final class ArrayEncoder extends BinaryEncoder {

  private static final int LONGEST_INT = 5;
  private static final int LONGEST_LONG = 10;

  private byte[] bytes = new byte[1024];
  private int length;

  /** Begins anew; what a value that could not be written left behind is gone. */
  void clear() {
    length = 0;
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, length);
  }

  private void ensure(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }

  @Override
  public void writeString(String text) {
    int before = length;
    if (!writeAscii(text)) {
      length = before;
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      writeInt(utf8.length);
      writeFixed(utf8, 0, utf8.length);
    }
  }

  /** Nearly all strings are: so they are written without a copy. */
  private boolean writeAscii(String text) {
    int letters = text.length();
    writeInt(letters);
    ensure(letters);
    for (int i = 0; i < letters; i++) {
      char letter = text.charAt(i);
      if (letter > 0x7f) {
        return false;
      }
      bytes[length + i] = (byte) letter;
    }
    length += letters;
    return true;
  }

  @Override
  public void writeBoolean(boolean value) {
    ensure(1);
    bytes[length++] = (byte) (value ? 1 : 0);
  }

  @Override
  public void writeInt(int value) {
    ensure(LONGEST_INT);
    length += BinaryData.encodeInt(value, bytes, length);
  }

  @Override
  public void writeLong(long value) {
    ensure(LONGEST_LONG);
    length += BinaryData.encodeLong(value, bytes, length);
  }

  @Override
  public void writeFloat(float value) {
    ensure(Float.BYTES);
    length += BinaryData.encodeFloat(value, bytes, length);
  }

  @Override
  public void writeDouble(double value) {
    ensure(Double.BYTES);
    length += BinaryData.encodeDouble(value, bytes, length);
  }

  @Override
  public void writeFixed(byte[] from, int start, int count) {
    ensure(count);
    System.arraycopy(from, start, bytes, length, count);
    length += count;
  }

  @Override
  protected void writeZero() {
    ensure(1);
    bytes[length++] = 0;
  }

  @Override
  public int bytesBuffered() {
    return 0;
  }

  @Override
  public void flush() {
    // All is in the array.
  }
}
