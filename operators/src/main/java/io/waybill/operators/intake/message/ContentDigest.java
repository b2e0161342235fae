package io.waybill.operators.intake.message;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * A digest of what a record says: SHA-256 over the names and values of its fields, of which the
 * first 16 bytes are kept, in hexadecimal. A field that has its default is left out, so a schema
 * that gains a field with a default gives the same digest for what was said before.
 */
public final class ContentDigest {

  private static final int KEPT_BYTES = 16;
  private static final int USUAL_BYTES = 1024;

  /** Sign, 19 digits of a long and a point. */
  private static final int LONGEST_DECIMAL = 21;

  /** Held only while a digest is taken: a new one costs as much as digesting a short record. */
  private static final ThreadLocal<MessageDigest> SHA_256 =
      ThreadLocal.withInitial(ContentDigest::sha256);

  private static final ClassValue<Layout> LAYOUTS =
      new ClassValue<>() {
        @Override
        protected Layout computeValue(Class<?> type) {
          SpecificData data = SpecificData.getForClass(type);
          return Layout.of(data.getSchema(type), data);
        }
      };

  private byte[] bytes = new byte[USUAL_BYTES];
  private int length;

  /** What is the same for all records of a type: the bytes before each value, and the defaults. */
  private record Layout(byte[] name, FieldLayout[] fields) {

    static Layout of(Schema schema, SpecificData data) {
      return new Layout(
          prefix('R', schema.getName()),
          schema.getFields().stream()
              .map(field -> FieldLayout.of(field, data))
              .toArray(FieldLayout[]::new));
    }
  }

  private record FieldLayout(byte[] name, int position, boolean hasDefault, Object standard) {

    static FieldLayout of(Schema.Field field, SpecificData data) {
      boolean hasDefault = field.hasDefaultValue();
      return new FieldLayout(
          prefix('F', field.name()),
          field.pos(),
          hasDefault,
          hasDefault ? data.getDefaultValue(field) : null);
    }
  }

  /** Adds a record, a list of them, a number, a text, or null. */
  public ContentDigest add(Object value) {
    if (value == null) {
      write((byte) 0);
    } else if (value instanceof String text) {
      addText('T', text);
    } else if (value instanceof SpecificRecordBase record) {
      addRecord(record);
    } else if (value instanceof List<?> list) {
      write((byte) 'L');
      addLength(list.size());
      list.forEach(this::add);
    } else if (value instanceof BigDecimal number) {
      addDecimal(number);
    } else {
      addText('T', value.toString());
    }
    return this;
  }

  /** The digest of what was added; to be asked for once. */
  public String hex() {
    MessageDigest digest = SHA_256.get();
    digest.update(bytes, 0, length);
    return HexFormat.of().formatHex(digest.digest(), 0, KEPT_BYTES);
  }

  private void addRecord(SpecificRecordBase record) {
    Layout layout = LAYOUTS.get(record.getClass());
    write(layout.name());
    for (FieldLayout field : layout.fields()) {
      Object value = record.get(field.position());
      if (!field.hasDefault() || !Objects.equals(field.standard(), value)) {
        write(field.name());
        add(value);
      }
    }
    write((byte) 'E');
  }

  /** In plain notation, without zeros at the end of its decimals. */
  private void addDecimal(BigDecimal number) {
    BigInteger unscaled = number.unscaledValue();
    if (number.scale() != Decimals.SCALE || unscaled.bitLength() >= Long.SIZE - 1) {
      addText('N', number.stripTrailingZeros().toPlainString());
      return;
    }
    byte[] digits = new byte[LONGEST_DECIMAL];
    int at = LONGEST_DECIMAL;
    long left = Math.abs(unscaled.longValue());
    for (int i = 0; i < Decimals.SCALE; i++, left /= 10) {
      if (left % 10 != 0 || at < LONGEST_DECIMAL) {
        digits[--at] = (byte) ('0' + left % 10);
      }
    }
    if (at < LONGEST_DECIMAL) {
      digits[--at] = '.';
    }
    do {
      digits[--at] = (byte) ('0' + left % 10);
      left /= 10;
    } while (left > 0);
    if (unscaled.signum() < 0) {
      digits[--at] = '-';
    }
    write((byte) 'N');
    addLength(LONGEST_DECIMAL - at);
    write(Arrays.copyOfRange(digits, at, LONGEST_DECIMAL));
  }

  private void addText(char kind, String text) {
    write((byte) kind);
    int characters = text.length();
    ensure(Integer.BYTES + characters);
    int start = length + Integer.BYTES;
    for (int i = 0; i < characters; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        addLength(encoded.length);
        write(encoded);
        return;
      }
      bytes[start + i] = (byte) c;
    }
    addLength(characters);
    length += characters;
  }

  private void addLength(int number) {
    ensure(Integer.BYTES);
    bytes[length++] = (byte) (number >>> 24);
    bytes[length++] = (byte) (number >>> 16);
    bytes[length++] = (byte) (number >>> 8);
    bytes[length++] = (byte) number;
  }

  private void write(byte single) {
    ensure(1);
    bytes[length++] = single;
  }

  private void write(byte[] several) {
    ensure(several.length);
    System.arraycopy(several, 0, bytes, length, several.length);
    length += several.length;
  }

  private void ensure(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }

  private static byte[] prefix(char kind, String text) {
    ContentDigest prefix = new ContentDigest();
    prefix.addText(kind, text);
    return Arrays.copyOf(prefix.bytes, prefix.length);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
