package io.waybill.schemas.wire;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Conversions;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.io.Encoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Writes the values of one schema in Avro's binary encoding. The schema is looked at once, when the
 * writer is made; Avro's own looks at it again for each value, which is much of what it does. Knows
 * what Waybill's schemas use, and refuses the rest when it is made.
 */
@FunctionalInterface
interface ValueWriter {

  /** A number of so many digits fits a long. */
  int LONG_DIGITS = 18;

  /**
   * @throws AvroTypeException if the value does not fit the schema; names the field
   */
  void write(Object value, Encoder out) throws IOException;

  /** A writer for the values of {@code schema}, whose classes {@code data} knows. */
  static ValueWriter of(Schema schema, SpecificData data) {
    return of(schema, data, new HashMap<>());
  }

  private static ValueWriter of(Schema schema, SpecificData data, Map<String, Fields> known) {
    LogicalType meaning = schema.getLogicalType();
    if (meaning instanceof LogicalTypes.Decimal decimal) {
      return decimal(schema, decimal);
    }
    return switch (schema.getType()) {
      case STRING -> (value, out) -> out.writeString((String) value);
      case LONG -> (value, out) -> out.writeLong((Long) value);
      case INT -> (value, out) -> out.writeInt((Integer) value);
      case DOUBLE -> (value, out) -> out.writeDouble((Double) value);
      case BOOLEAN -> (value, out) -> out.writeBoolean((Boolean) value);
      case BYTES -> (value, out) -> out.writeBytes((ByteBuffer) value);
      case NULL -> (value, out) -> out.writeNull();
      case ENUM -> (value, out) -> out.writeEnum(((Enum<?>) value).ordinal());
      case ARRAY -> array(of(schema.getElementType(), data, known));
      case UNION -> union(schema, data, known);
      case RECORD -> record(schema, data, known);
      default ->
          throw new IllegalArgumentException("No writer for %s.".formatted(schema.getType()));
    };
  }

  /** Nearly all fit a long, and then need no more than that. */
  private static ValueWriter decimal(Schema schema, LogicalTypes.Decimal meaning) {
    Conversions.DecimalConversion others = new Conversions.DecimalConversion();
    return (value, out) -> {
      BigDecimal number = (BigDecimal) value;
      if (number.scale() != meaning.getScale() || number.precision() > LONG_DIGITS) {
        out.writeBytes(others.toBytes(number, schema, meaning));
        return;
      }
      long unscaled = number.scaleByPowerOfTen(meaning.getScale()).longValue();
      int length = 1;
      while (length < Long.BYTES
          && unscaled >> length * Byte.SIZE - 1 != unscaled >> Long.SIZE - 1) {
        length++;
      }
      byte[] bytes = new byte[length];
      for (int i = 0; i < length; i++) {
        bytes[i] = (byte) (unscaled >> (length - 1 - i) * Byte.SIZE);
      }
      out.writeBytes(bytes, 0, length);
    };
  }

  private static ValueWriter array(ValueWriter element) {
    return (value, out) -> {
      List<?> elements = (List<?>) value;
      out.writeArrayStart();
      out.setItemCount(elements.size());
      for (Object one : elements) {
        out.startItem();
        element.write(one, out);
      }
      out.writeArrayEnd();
    };
  }

  private static ValueWriter union(Schema schema, SpecificData data, Map<String, Fields> known) {
    int branches = schema.getTypes().size();
    Class<?>[] types = new Class<?>[branches];
    ValueWriter[] writers = new ValueWriter[branches];
    for (int i = 0; i < branches; i++) {
      Schema branch = schema.getTypes().get(i);
      types[i] = type(branch, data);
      writers[i] = of(branch, data, known);
    }
    return (value, out) -> {
      for (int i = 0; i < branches; i++) {
        if (value == null ? types[i] == Void.class : types[i].isInstance(value)) {
          out.writeIndex(i);
          writers[i].write(value, out);
          return;
        }
      }
      throw new ClassCastException("none of " + List.of(types));
    };
  }

  /** What the values of a branch of a union are instances of; {@link Void} for null. */
  private static Class<?> type(Schema branch, SpecificData data) {
    if (branch.getLogicalType() instanceof LogicalTypes.Decimal) {
      return BigDecimal.class;
    }
    return switch (branch.getType()) {
      case NULL -> Void.class;
      case STRING -> String.class;
      case LONG -> Long.class;
      case INT -> Integer.class;
      case DOUBLE -> Double.class;
      case BOOLEAN -> Boolean.class;
      case ARRAY -> List.class;
      case BYTES -> ByteBuffer.class;
      default -> data.getClass(branch);
    };
  }

  private static ValueWriter record(Schema schema, SpecificData data, Map<String, Fields> known) {
    Fields fields = known.get(schema.getFullName());
    if (fields == null) {
      // Known before its fields are, since a record may contain itself.
      fields = new Fields(schema);
      known.put(schema.getFullName(), fields);
      fields.writers =
          schema.getFields().stream()
              .map(field -> of(field.schema(), data, known))
              .toArray(ValueWriter[]::new);
    }
    return isGenerated(data.getClass(schema)) ? generated(fields) : fields;
  }

  /** Records without decimals and unions of records have writers of their own, made by Avro. */
  private static boolean isGenerated(Class<?> type) {
    return Stream.of(type.getDeclaredMethods())
        .anyMatch(method -> method.getName().equals("customEncode"));
  }

  private static ValueWriter generated(Fields fields) {
    return (value, out) -> {
      try {
        ((SpecificRecordBase) value).customEncode(out);
      } catch (NullPointerException e) {
        // Names the field.
        fields.write(value, out);
      }
    };
  }

  /** Writes the fields of a record. */
  final class Fields implements ValueWriter {

    private final Schema schema;
    private ValueWriter[] writers;

    private Fields(Schema schema) {
      this.schema = schema;
    }

    @Override
    public void write(Object value, Encoder out) throws IOException {
      SpecificRecordBase record = (SpecificRecordBase) value;
      int field = 0;
      try {
        for (; field < writers.length; field++) {
          writers[field].write(record.get(field), out);
        }
      } catch (NullPointerException | ClassCastException e) {
        String name = schema.getName() + "." + schema.getFields().get(field).name();
        Object wrong = record.get(field);
        throw new AvroTypeException(
            wrong == null
                ? name + " is not set: every record has it."
                : "%s cannot be a %s.".formatted(name, wrong.getClass().getSimpleName()),
            e);
      }
    }
  }
}
