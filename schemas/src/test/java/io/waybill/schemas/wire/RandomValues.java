package io.waybill.schemas.wire;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;

/** Values of all that Waybill's schemas allow, the same in each run. */
final class RandomValues {

  static final long SEED = 20260105;

  private static final String[] TEXTS = {"", "a", "Straße 4", "東京", "😀 ok", "x".repeat(700)};

  private final Random random = new Random(SEED);

  <T extends SpecificRecordBase> T of(Class<T> type) {
    SpecificData data = SpecificData.getForClass(type);
    return type.cast(value(data.getSchema(type), data));
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
