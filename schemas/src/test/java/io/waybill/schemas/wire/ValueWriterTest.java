package io.waybill.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.Acknowledgement;
import io.waybill.schemas.ControlNumber;
import io.waybill.schemas.DeadLetter;
import io.waybill.schemas.Dossier;
import io.waybill.schemas.Effect;
import io.waybill.schemas.MessageRecord;
import io.waybill.schemas.ReferenceMessage;
import io.waybill.schemas.ShipmentLogRecord;
import io.waybill.schemas.ShipmentStatus;
import io.waybill.schemas.StockLogRecord;
import io.waybill.schemas.TransitionLogRecord;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Avro's own writer says what is right. */
@Tag("R-G1")
class ValueWriterTest {

  private final RandomValues values = new RandomValues();

  @ParameterizedTest
  @ValueSource(
      classes = {
        Acknowledgement.class,
        ControlNumber.class,
        DeadLetter.class,
        Dossier.class,
        Effect.class,
        MessageRecord.class,
        ReferenceMessage.class,
        ShipmentLogRecord.class,
        ShipmentStatus.class,
        StockLogRecord.class,
        TransitionLogRecord.class
      })
  <T extends SpecificRecordBase> void itWritesTheBytesThatAvroWrites(Class<T> type)
      throws Exception {
    SpecificData data = SpecificData.getForClass(type);
    Schema schema = data.getSchema(type);
    AvroCodec<T> codec = AvroCodec.of(type);
    SpecificDatumWriter<T> writer = new SpecificDatumWriter<>(schema, data);
    for (int i = 0; i < 300; i++) {
      T value = values.of(type);
      ByteArrayOutputStream byAvro = new ByteArrayOutputStream();
      BinaryEncoder out = EncoderFactory.get().binaryEncoder(byAvro, null);
      writer.write(value, out);
      out.flush();
      byte[] encoded = codec.encode(value);
      assertThat(ByteBuffer.wrap(encoded, 10, encoded.length - 10).slice())
          .as("seed %d, value %d", RandomValues.SEED, i)
          .isEqualTo(ByteBuffer.wrap(byAvro.toByteArray()));
      assertThat(codec.encode(codec.decode(encoded))).isEqualTo(encoded);
    }
  }
}
