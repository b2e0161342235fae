package io.waybill.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.schemas.Envelope;
import io.waybill.schemas.ShipmentFact;
import io.waybill.schemas.ShipmentLogRecord;
import io.waybill.schemas.TransportPlan;
import io.waybill.schemas.Version;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.message.BinaryMessageEncoder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R-F3")
class FactAddressTest {

  private static final Version LINK = new Version(2, 1_767_571_200_000L, "plan-2");

  private final RandomValues values = new RandomValues();
  private final AvroCodec<ShipmentLogRecord> codec = AvroCodec.of(ShipmentLogRecord.class);
  private final FactAddress address = new FactAddress();

  @Test
  void nothingButTheAddressChanges() {
    for (int i = 0; i < 2_000; i++) {
      ShipmentFact fact = values.of(ShipmentFact.class);
      byte[] waiting = codec.encode(new ShipmentLogRecord(fact));
      byte[] before = waiting.clone();
      byte[] addressed = address.put(waiting, "S-" + i, LINK, i);
      Envelope envelope = fact.getEnvelope();
      envelope.setKey("S-" + i);
      envelope.setLinkVersion(LINK);
      envelope.setRulesVersion(i);
      assertThat(addressed)
          .as("seed %d, fact %d", RandomValues.SEED, i)
          .isEqualTo(codec.encode(new ShipmentLogRecord(fact)));
      assertThat(waiting).isEqualTo(before);
    }
  }

  @Test
  void aRecordThatEndsTooEarlyIsRefused() {
    byte[] fact = codec.encode(new ShipmentLogRecord(values.of(ShipmentFact.class)));
    for (int length : new int[] {0, 5, 10, 12}) {
      assertThatThrownBy(() -> address.put(Arrays.copyOf(fact, length), "S", LINK, 1))
          .isInstanceOf(UncheckedIOException.class);
    }
  }

  @Test
  void aFactThatAnEarlierReleaseWroteBecomesOneOfThisRelease() throws IOException {
    ShipmentFact fact = values.of(ShipmentFact.class);
    fact.setPayload(new TransportPlan("load-1", "ABCD", new BigDecimal("80.000000"), "USD"));
    byte[] today = codec.encode(new ShipmentLogRecord(fact));
    Schema current = ShipmentLogRecord.getClassSchema();
    Schema first = SchemaHistory.bundled().versions().get("ShipmentLogRecord").get(0);
    assertThat(SchemaNormalization.toParsingForm(first))
        .isNotEqualTo(SchemaNormalization.toParsingForm(current));

    GenericData asBytes = new GenericData();
    Object read =
        new GenericDatumReader<>(current, first, asBytes)
            .read(
                null,
                DecoderFactory.get()
                    .binaryDecoder(today, AvroCodec.HEADER, today.length - AvroCodec.HEADER, null));
    ByteBuffer then = new BinaryMessageEncoder<>(asBytes, first).encode(read);
    byte[] waiting = new byte[then.remaining()];
    then.get(waiting);

    ShipmentLogRecord addressed = codec.decode(address.put(waiting, "S-1", LINK, 7));
    fact.getEnvelope().setKey("S-1");
    fact.getEnvelope().setLinkVersion(LINK);
    fact.getEnvelope().setRulesVersion(7);
    assertThat(addressed).isEqualTo(new ShipmentLogRecord(fact));
  }
}
