package io.waybill.operators.intake.message;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * A digest of what a record says: SHA-256 over the names and values of its fields, of which the
 * first 16 bytes are kept, in hexadecimal. A field that has its default is left out, so a schema
 * that gains a field with a default gives the same digest for what was said before.
 */
public final class ContentDigest {

  private static final int KEPT_BYTES = 16;

  private final MessageDigest digest;

  public ContentDigest() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /** Adds a record, a list of them, a number, a text, or null. */
  public ContentDigest add(Object value) {
    if (value == null) {
      digest.update((byte) 0);
    } else if (value instanceof SpecificRecordBase record) {
      addRecord(record);
    } else if (value instanceof List<?> list) {
      digest.update((byte) 'L');
      addLength(list.size());
      list.forEach(this::add);
    } else if (value instanceof BigDecimal number) {
      addText('N', number.stripTrailingZeros().toPlainString());
    } else {
      addText('T', value.toString());
    }
    return this;
  }

  /** The digest of what was added; to be asked for once. */
  public String hex() {
    return HexFormat.of().formatHex(Arrays.copyOf(digest.digest(), KEPT_BYTES));
  }

  private void addRecord(SpecificRecordBase record) {
    addText('R', record.getSchema().getName());
    for (Schema.Field field : record.getSchema().getFields()) {
      Object value = record.get(field.pos());
      if (!isDefault(record, field, value)) {
        addText('F', field.name());
        add(value);
      }
    }
    digest.update((byte) 'E');
  }

  private static boolean isDefault(SpecificRecordBase record, Schema.Field field, Object value) {
    return field.hasDefaultValue()
        && Objects.equals(record.getSpecificData().getDefaultValue(field), value);
  }

  private void addText(char kind, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update((byte) kind);
    addLength(bytes.length);
    digest.update(bytes);
  }

  private void addLength(int length) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
  }
}
