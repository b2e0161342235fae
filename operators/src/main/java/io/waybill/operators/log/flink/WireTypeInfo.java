package io.waybill.operators.log.flink;

import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/**
 * The type of streams and state of Avro records, which go by {@link WireSerializer}.
 *
 * @param <T> the record type
 */
public final class WireTypeInfo<T extends SpecificRecordBase> extends TypeInformation<T> {

  private static final long serialVersionUID = 1L;

  private final Class<T> type;

  public WireTypeInfo(Class<T> type) {
    this.type = type;
  }

  @Override
  public TypeSerializer<T> createSerializer(SerializerConfig config) {
    return new WireSerializer<>(type);
  }

  @Override
  public Class<T> getTypeClass() {
    return type;
  }

  @Override
  public boolean isBasicType() {
    return false;
  }

  @Override
  public boolean isTupleType() {
    return false;
  }

  @Override
  public boolean isKeyType() {
    return false;
  }

  @Override
  public int getArity() {
    return 1;
  }

  @Override
  public int getTotalFields() {
    return 1;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WireTypeInfo<?> wire && wire.type == type;
  }

  @Override
  public int hashCode() {
    return type.hashCode();
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof WireTypeInfo<?>;
  }

  @Override
  public String toString() {
    return "Wire<" + type.getSimpleName() + ">";
  }
}
