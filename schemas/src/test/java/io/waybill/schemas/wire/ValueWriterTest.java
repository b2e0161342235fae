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
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.avro.LogicalTypes;
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

  private static final long SEED = 20260105;
  private static final String[] TEXTS = {"", "a", "Straße 4", "東京", "😀 ok", "x".repeat(700)};

  private final Random random = new Random(SEED);

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
      T value = type.cast(value(schema, data));
      ByteArrayOutputStream byAvro = new ByteArrayOutputStream();
      BinaryEncoder out = EncoderFactory.get().binaryEncoder(byAvro, null);
      writer.write(value, out);
      out.flush();
      byte[] encoded = codec.encode(value);
      assertThat(ByteBuffer.wrap(encoded, 10, encoded.length - 10).slice())
          .as("seed %d, value %d", SEED, i)
          .isEqualTo(ByteBuffer.wrap(byAvro.toByteArray()));
      assertThat(codec.encode(codec.decode(encoded))).isEqualTo(encoded);
    }
  }

  private Object value(Schema schema, SpecificData data) {
    if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
      return new BigDecimal(new BigInteger(random.nextInt(80), random), decimal.getScale())
          .multiply(BigDecimal.valueOf(random.nextInt(3) - 1L));
    }
    return switch (schema.getType()) {
      case NULL -> null;
      case BOOLEAN -> random.nextBoolean();
      case INT -> random.nextInt() >> random.nextInt(32);
      case LONG -> random.nextLong() >> random.nextInt(64);
      case DOUBLE -> random.nextGaussian();
      case STRING -> TEXTS[random.nextInt(TEXTS.length)];
      case BYTES -> ByteBuffer.wrap(new byte[random.nextInt(3_000)]);
      case ENUM -> data.createEnum(one(schema.getEnumSymbols()), schema);
      case UNION -> value(one(schema.getTypes()), data);
      case ARRAY -> {
        List<Object> values = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          values.add(value(schema.getElementType(), data));
        }
        yield values;
      }
      case RECORD -> {
        SpecificRecordBase made =
            (SpecificRecordBase) SpecificData.newInstance(data.getClass(schema), schema);
        schema.getFields().forEach(field -> made.put(field.pos(), value(field.schema(), data)));
        yield made;
      }
      default -> throw new IllegalArgumentException("No values of " + schema.getType());
    };
  }

  private <X> X one(List<X> many) {
    return many.get(random.nextInt(many.size()));
  }
}
