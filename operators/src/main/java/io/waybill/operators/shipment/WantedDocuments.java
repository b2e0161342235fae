package io.waybill.operators.shipment;

import io.waybill.schemas.WantedDocument;
import io.waybill.schemas.wire.AvroCodec;
import java.nio.ByteBuffer;
import java.util.List;

/** Wanted documents as bytes: kept only to see whether they are still the same. */
final class WantedDocuments {

  /** Never read, only compared: so one serves all. */
  static final ByteBuffer NONE = ByteBuffer.allocate(0);

  private final AvroCodec<WantedDocument> codec = AvroCodec.of(WantedDocument.class);

  /** Equal bytes for equal documents; empty for none. */
  ByteBuffer encode(List<WantedDocument> wanted) {
    return wanted.isEmpty() ? NONE : ByteBuffer.wrap(codec.encodeBare(wanted));
  }
}
