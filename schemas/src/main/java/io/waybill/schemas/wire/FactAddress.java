package io.waybill.schemas.wire;

import io.waybill.schemas.Envelope;
import io.waybill.schemas.ShipmentLogRecord;
import io.waybill.schemas.Version;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;

/**
 * Puts facts under the shipment that their reference means, in the bytes of their log records: only
 * the address is read and written. Not thread-safe; make one where it is used.
 */
public final class FactAddress {

  private static final Schema REFERENCE = Envelope.SCHEMA$.getField("reference").schema();
  private static final Schema LINK_VERSION = Envelope.SCHEMA$.getField("linkVersion").schema();

  private final AvroCodec<ShipmentLogRecord> codec = AvroCodec.of(ShipmentLogRecord.class);
  private final ValueWriter linkVersion = ValueWriter.of(LINK_VERSION, SpecificData.get());
  private final ArrayEncoder addressed = new ArrayEncoder();
  private BinaryDecoder decoder;

  /**
   * @param fact in single-object encoding, by whichever release
   * @param link version of the link to the shipment
   * @param rulesVersion when the fact is logged
   * @throws UncheckedIOException if the bytes are not such a record, or end too early
   */
  public byte[] put(byte[] fact, String shipment, Version link, int rulesVersion) {
    byte[] record = codec.isOfThisRelease(fact) ? fact : codec.encode(codec.decode(fact));
    int header = AvroCodec.HEADER;
    decoder = DecoderFactory.get().binaryDecoder(record, header, record.length - header, decoder);
    addressed.clear();
    try {
      // The envelope begins with the fact's id, its key, the reference, the link and the rules.
      decoder.readIndex();
      decoder.skipString();
      addressed.writeFixed(record, 0, position(record));
      decoder.skipString();
      addressed.writeString(shipment);
      int reference = position(record);
      GenericDatumReader.skip(REFERENCE, decoder);
      addressed.writeFixed(record, reference, position(record) - reference);
      GenericDatumReader.skip(LINK_VERSION, decoder);
      linkVersion.write(link, addressed);
      decoder.readInt();
      addressed.writeInt(rulesVersion);
      int rest = position(record);
      addressed.writeFixed(record, rest, record.length - rest);
    } catch (IOException e) {
      throw new UncheckedIOException("The record of a fact ends too early.", e);
    }
    return addressed.toByteArray();
  }

  /** How far the decoder has read. */
  private int position(byte[] record) throws IOException {
    return record.length - decoder.inputStream().available();
  }
}
