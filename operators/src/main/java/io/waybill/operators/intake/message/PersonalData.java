package io.waybill.operators.intake.message;

import java.math.BigDecimal;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Hides what a person's name, phone or position could be: every letter becomes x and every digit 9,
 * so that the form can still be seen. Separators stay.
 */
public final class PersonalData {

  /** The property by which the schemas tag a field that can hold it. */
  private static final String TAG = "personal";

  private PersonalData() {}

  public static String mask(String text) {
    StringBuilder masked = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> Character.isDigit(c) ? '9' : Character.isLetter(c) ? 'x' : c)
        .forEach(masked::appendCodePoint);
    return masked.toString();
  }

  /** Whether the field can hold it. */
  public static boolean isTagged(Schema.Field field) {
    return Boolean.TRUE.equals(field.getObjectProp(TAG));
  }

  /** A copy of a record in which the tagged fields are masked, at whatever depth. */
  public static <T extends SpecificRecordBase> T masked(T record) {
    T copy = record.getSpecificData().deepCopy(record.getSchema(), record);
    maskFields(copy);
    return copy;
  }

  private static void maskFields(Object value) {
    if (value instanceof SpecificRecordBase record) {
      for (Schema.Field field : record.getSchema().getFields()) {
        Object said = record.get(field.pos());
        if (isTagged(field)) {
          record.put(field.pos(), masked(field, said));
        } else {
          maskFields(said);
        }
      }
    } else if (value instanceof List<?> list) {
      list.forEach(PersonalData::maskFields);
    }
  }

  /** A number keeps its digits before and behind the point, as many nines. */
  private static Object masked(Schema.Field field, Object said) {
    if (said == null) {
      return null;
    }
    if (said instanceof String text) {
      return mask(text);
    }
    if (said instanceof Double number) {
      return Double.valueOf(mask(BigDecimal.valueOf(number).toPlainString()));
    }
    throw new IllegalStateException("No mask for " + field.name() + ", " + said.getClass());
  }
}
