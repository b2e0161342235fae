package io.waybill.schemas.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.message.SchemaStore;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Avro single-object encoding of one record type: two marker bytes, the fingerprint of the writer's
 * schema, the record. Avro's own message codecs do the same, a byte at a time; here it is what the
 * join does most. Not thread-safe; make one where it is used.
 *
 * @param <T> the record type
 */
public final class AvroCodec<T extends SpecificRecordBase> {

  private static final short MARKER = (short) 0xC301;
  static final int HEADER = Short.BYTES + Long.BYTES;

  private final SpecificData data;
  private final Schema schema;
  private final byte[] header;
  private final ValueWriter writer;
  private final ArrayEncoder encoded = new ArrayEncoder();
  private final SchemaStore writersSchemas = SchemaHistory.bundled().store();
  private final Map<Long, DatumReader<T>> readers = new HashMap<>();
  private BinaryDecoder decoder;

  private AvroCodec(SpecificData data, Schema schema) {
    this.data = data;
    this.schema = schema;
    this.header =
        ByteBuffer.allocate(HEADER)
            .putShort(MARKER)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(SchemaNormalization.parsingFingerprint64(schema))
            .array();
    this.writer = ValueWriter.of(schema, data);
    this.readers.put(
        SchemaNormalization.parsingFingerprint64(schema),
        new SpecificDatumReader<>(schema, schema, data));
  }

  public static <T extends SpecificRecordBase> AvroCodec<T> of(Class<T> type) {
    SpecificData data = SpecificData.getForClass(type);
    // Records without decimals have writers of their own, made at build time.
    data.setCustomCoders(true);
    return new AvroCodec<>(data, data.getSchema(type));
  }

  /**
   * @throws AvroTypeException if a field has no value; names it
   */
  public byte[] encode(T value) {
    encoded.clear();
    encoded.writeFixed(header, 0, HEADER);
    write(value);
    return encoded.toByteArray();
  }

  /** The values one after the other without a header: to be compared, not to be read. */
  public byte[] encodeBare(List<T> values) {
    encoded.clear();
    values.forEach(this::write);
    return encoded.toByteArray();
  }

  private void write(T value) {
    try {
      writer.write(value, encoded);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the bytes were written with the schema of this build. */
  public boolean isOfThisRelease(byte[] bytes) {
    return bytes.length >= HEADER && Arrays.equals(bytes, 0, HEADER, header, 0, HEADER);
  }

  /**
   * Reads a record that any released version of Waybill wrote.
   *
   * @throws UncheckedIOException if the bytes are not such a record; the message says what to do
   */
  public T decode(byte[] bytes) {
    return decode(ByteBuffer.wrap(bytes));
  }

  /** The same of a buffer with an array, whose position stays where it is. */
  public T decode(ByteBuffer bytes) {
    int at = bytes.position();
    if (bytes.remaining() < HEADER || bytes.duplicate().getShort(at) != MARKER) {
      throw notEncoded(null);
    }
    long fingerprint = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).getLong(at + Short.BYTES);
    DatumReader<T> reader = readers.computeIfAbsent(fingerprint, this::reader);
    try {
      decoder =
          DecoderFactory.get()
              .binaryDecoder(
                  bytes.array(),
                  bytes.arrayOffset() + at + HEADER,
                  bytes.remaining() - HEADER,
                  decoder);
      return reader.read(null, decoder);
    } catch (IOException | AvroRuntimeException e) {
      throw notEncoded(e);
    }
  }

  private DatumReader<T> reader(long fingerprint) {
    Schema written = writersSchemas.findByFingerprint(fingerprint);
    if (written == null) {
      throw new UncheckedIOException(
          new IOException(
              schema.getName()
                  + ": the bytes were written with a schema that this build does not know. Upgrade"
                  + " the reader first: a build that knows the schema lists it under"
                  + " schema-history."));
    }
    return new SpecificDatumReader<>(written, schema, data);
  }

  private UncheckedIOException notEncoded(Exception cause) {
    return new UncheckedIOException(
        new IOException(schema.getName() + ": not in Avro single-object encoding", cause));
  }
}
