package io.waybill.operators.log.flink;

import io.waybill.schemas.wire.AvroCodec;
import java.io.IOException;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.formats.avro.typeutils.AvroSerializerSnapshot;

/**
 * Records between tasks and in state as they stand in topics: in single-object encoding, with their
 * length before them. Flink's own serializer of Avro reads and writes them byte by byte; state that
 * it wrote is written anew when it is restored. State is read with the schema that wrote it, as
 * every record of a topic is.
 *
 * @param <T> the record type
 */
public final class WireSerializer<T extends SpecificRecordBase> extends TypeSerializer<T> {

  private static final long serialVersionUID = 1L;

  private final Class<T> type;
  private transient AvroCodec<T> codec;

  WireSerializer(Class<T> type) {
    this.type = type;
  }

  private AvroCodec<T> codec() {
    if (codec == null) {
      codec = AvroCodec.of(type);
    }
    return codec;
  }

  @Override
  public void serialize(T record, DataOutputView target) throws IOException {
    byte[] encoded = codec().encode(record);
    target.writeInt(encoded.length);
    target.write(encoded);
  }

  @Override
  public T deserialize(DataInputView source) throws IOException {
    byte[] encoded = new byte[source.readInt()];
    source.readFully(encoded);
    return codec().decode(encoded);
  }

  @Override
  public T deserialize(T reuse, DataInputView source) throws IOException {
    return deserialize(source);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    int length = source.readInt();
    target.writeInt(length);
    target.write(source, length);
  }

  @Override
  public T copy(T from) {
    return codec().decode(codec().encode(from));
  }

  @Override
  public T copy(T from, T reuse) {
    return copy(from);
  }

  @Override
  public TypeSerializer<T> duplicate() {
    return new WireSerializer<>(type);
  }

  @Override
  public T createInstance() {
    return null;
  }

  @Override
  public boolean isImmutableType() {
    return false;
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WireSerializer<?> wire && wire.type == type;
  }

  @Override
  public int hashCode() {
    return type.hashCode();
  }

  @Override
  public TypeSerializerSnapshot<T> snapshotConfiguration() {
    return new Snapshot<>(type);
  }

  /** Of state: the record's type. What it looked like, each value tells. */
  public static final class Snapshot<T extends SpecificRecordBase>
      implements TypeSerializerSnapshot<T> {

    private Class<T> type;

    /** For Flink. */
    public Snapshot() {}

    private Snapshot(Class<T> type) {
      this.type = type;
    }

    @Override
    public int getCurrentVersion() {
      return 1;
    }

    @Override
    public void writeSnapshot(DataOutputView out) throws IOException {
      out.writeUTF(type.getName());
    }

    @Override
    @SuppressWarnings("unchecked")
    public void readSnapshot(int version, DataInputView in, ClassLoader classes)
        throws IOException {
      String name = in.readUTF();
      try {
        type = (Class<T>) Class.forName(name, true, classes).asSubclass(SpecificRecordBase.class);
      } catch (ClassNotFoundException e) {
        throw new IOException(
            "The state holds records of %s, which this build does not know: restore it with a build that does."
                .formatted(name),
            e);
      }
    }

    @Override
    public TypeSerializer<T> restoreSerializer() {
      return new WireSerializer<>(type);
    }

    @Override
    public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(
        TypeSerializerSnapshot<T> old) {
      if (old instanceof AvroSerializerSnapshot) {
        return TypeSerializerSchemaCompatibility.compatibleAfterMigration();
      }
      return old instanceof Snapshot<T> same && Objects.equals(same.type, type)
          ? TypeSerializerSchemaCompatibility.compatibleAsIs()
          : TypeSerializerSchemaCompatibility.incompatible();
    }
  }
}
