package io.waybill.schemas.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.message.MissingSchemaException;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Avro single-object encoding of one record type: two marker bytes, the fingerprint of the writer's
 * schema, the record. Not thread-safe; make one where it is used.
 *
 * @param <T> the record type
 */
public final class AvroCodec<T extends SpecificRecordBase> {

  private final String recordName;
  private final BinaryMessageEncoder<T> encoder;
  private final BinaryMessageDecoder<T> decoder;

  private AvroCodec(SpecificData data, Schema schema) {
    recordName = schema.getName();
    encoder = new BinaryMessageEncoder<>(data, schema);
    decoder = new BinaryMessageDecoder<>(data, schema, SchemaHistory.bundled().store());
  }

  public static <T extends SpecificRecordBase> AvroCodec<T> of(Class<T> type) {
    SpecificData data = SpecificData.getForClass(type);
    // Records without decimals have readers and writers of their own, made at build time.
    data.setCustomCoders(true);
    return new AvroCodec<>(data, data.getSchema(type));
  }

  public byte[] encode(T value) {
    try {
      ByteBuffer encoded = encoder.encode(value);
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a record that any released version of Waybill wrote.
   *
   * @throws UncheckedIOException if the bytes are not such a record; the message says what to do
   */
  public T decode(byte[] bytes) {
    return decode(ByteBuffer.wrap(bytes));
  }

  /** The same of a buffer, whose position stays where it is. */
  public T decode(ByteBuffer bytes) {
    try {
      return decoder.decode(bytes.duplicate());
    } catch (MissingSchemaException e) {
      throw new UncheckedIOException(
          new IOException(
              recordName
                  + ": the bytes were written with a schema that this build does not know. Upgrade"
                  + " the reader first: a build that knows the schema lists it under"
                  + " schema-history.",
              e));
    } catch (IOException | AvroRuntimeException e) {
      throw new UncheckedIOException(
          new IOException(recordName + ": not in Avro single-object encoding", e));
    }
  }
}
