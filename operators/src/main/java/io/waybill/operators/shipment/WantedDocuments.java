package io.waybill.operators.shipment;

import io.waybill.schemas.WantedDocument;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;

/** Wanted documents as bytes: kept only to see whether they are still the same. */
final class WantedDocuments {

  private static final ByteBuffer NONE = ByteBuffer.allocate(0);
  private static final SpecificDatumWriter<WantedDocument> WRITER =
      new SpecificDatumWriter<>(WantedDocument.class);

  private WantedDocuments() {}

  /** Equal bytes for equal documents; empty for none. */
  static ByteBuffer encode(List<WantedDocument> wanted) {
    if (wanted.isEmpty()) {
      return NONE;
    }
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
      BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
      for (WantedDocument document : wanted) {
        WRITER.write(document, encoder);
      }
      encoder.flush();
      return ByteBuffer.wrap(bytes.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
