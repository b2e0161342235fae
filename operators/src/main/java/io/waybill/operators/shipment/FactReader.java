package io.waybill.operators.shipment;

import io.waybill.operators.log.Topics;
import io.waybill.schemas.Charge;
import io.waybill.schemas.Classifier;
import io.waybill.schemas.DeliveredLine;
import io.waybill.schemas.FreightBill;
import io.waybill.schemas.FreightBillShare;
import io.waybill.schemas.Milestone;
import io.waybill.schemas.OrderLine;
import io.waybill.schemas.ProofOfDelivery;
import io.waybill.schemas.RawPointer;
import io.waybill.schemas.Reference;
import io.waybill.schemas.ShipmentLogRecord;
import io.waybill.schemas.Shipped;
import io.waybill.schemas.TransportPlan;
import io.waybill.schemas.Unlinked;
import io.waybill.schemas.Version;
import io.waybill.schemas.wire.ArrayDecoder;
import io.waybill.schemas.wire.AvroCodec;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads what a shipment keeps of a fact out of its record in the log; knows the fields of {@link
 * ShipmentLogRecord} by heart, since the join does little else. A milestone's detail is left in the
 * bytes. Not thread-safe; make one where it is used.
 */
final class FactReader {

  private static final Classifier[] CLASSIFIERS = Classifier.values();

  /** Behind the header and the kind of the record. */
  private static final int FACT_ID = ArrayDecoder.START + 1;

  private final AvroCodec<ShipmentLogRecord> codec = AvroCodec.of(ShipmentLogRecord.class);
  private final ArrayDecoder in = new ArrayDecoder();

  /** A record of the log as this release writes it. */
  byte[] ofThisRelease(byte[] logged) {
    return codec.isOfThisRelease(logged) ? logged : codec.encode(codec.decode(logged));
  }

  /**
   * @param record {@link #ofThisRelease}; kept, not copied
   */
  Fact<?> read(byte[] record) {
    in.from(record, ArrayDecoder.START);
    in.readInt(); // A fact, not a tick.
    in.skipString(); // Fact id.
    in.skipString(); // Key.
    int referenceAt = in.position();
    if (in.readInt() != 0) {
      in.skipString();
      in.skipString();
      in.skipString();
    }
    int linkVersionAt = in.position();
    if (in.readInt() != 0) {
      in.readInt();
      in.readLong();
      in.skipString();
    }
    int rulesVersion = in.readInt();
    long occurredAt = in.readLong();
    in.skipString(); // Offset of the source's clock.
    in.readLong(); // Recorded.
    in.skipString(); // Partner.
    in.readInt(); // Version of the partner's profile.
    in.skipString(); // Message id.
    int subjectAt = in.position();
    in.skipString();
    int versionAt = in.position();
    in.readInt();
    in.readLong();
    in.skipString();
    boolean retracted = in.readBoolean();
    int rawAt = in.position();
    in.skipString();
    in.readInt();
    in.readLong();
    in.readInt();
    if (in.readInt() != 0) {
      in.skipString();
    }
    return new Fact<>(
        record,
        idHash(record),
        hash(record, subjectAt, versionAt),
        referenceAt,
        linkVersionAt,
        versionAt,
        rawAt,
        subjectAt,
        rulesVersion,
        occurredAt,
        retracted,
        payload());
  }

  static String factId(byte[] record) {
    return new ArrayDecoder().from(record, FACT_ID).readString();
  }

  static boolean hasFactId(byte[] record, String factId) {
    return new ArrayDecoder().from(record, FACT_ID).isString(factId);
  }

  /** Of the fact id. */
  static int idHash(byte[] record) {
    return hash(record, FACT_ID, endOfId(record));
  }

  private static int hash(byte[] record, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + record[i];
    }
    return hash;
  }

  /** Whether the fact ids of two records are the same. */
  static boolean sameFactId(byte[] one, byte[] other) {
    int end = endOfId(one);
    return end <= other.length && Arrays.equals(one, FACT_ID, end, other, FACT_ID, end);
  }

  private static int endOfId(byte[] record) {
    ArrayDecoder in = new ArrayDecoder().from(record, FACT_ID);
    in.skipString();
    return in.position();
  }

  static String subject(byte[] record, int position) {
    return new ArrayDecoder().from(record, position).readString();
  }

  /** The order of two subjects, letter by letter: that of a bill's lines. */
  static int compareSubjects(byte[] one, int position, byte[] other, int otherPosition) {
    ArrayDecoder in = new ArrayDecoder().from(one, position);
    int length = in.readInt();
    int from = in.position();
    int otherLength = in.from(other, otherPosition).readInt();
    int otherFrom = in.position();
    return Arrays.compareUnsigned(
        one, from, from + length, other, otherFrom, otherFrom + otherLength);
  }

  static Reference reference(byte[] record, int position) {
    ArrayDecoder in = new ArrayDecoder().from(record, position);
    return in.readInt() == 0 ? null : reference(in);
  }

  static Version linkVersion(byte[] record, int position) {
    ArrayDecoder in = new ArrayDecoder().from(record, position);
    return in.readInt() == 0 ? null : version(in);
  }

  static Version version(byte[] record, int position) {
    return version(new ArrayDecoder().from(record, position));
  }

  static RawPointer raw(byte[] record, int position) {
    ArrayDecoder in = new ArrayDecoder().from(record, position);
    return new RawPointer(
        in.readString(Topics.RAW),
        in.readInt(),
        in.readLong(),
        in.readInt(),
        in.readInt() == 0 ? null : in.readString());
  }

  private static Version version(ArrayDecoder in) {
    return new Version(in.readInt(), in.readLong(), in.readString());
  }

  private static Reference reference(ArrayDecoder in) {
    return new Reference(in.readString(), in.readString(), in.readString());
  }

  /** In the order of the union. */
  private Object payload() {
    int kind = in.readInt();
    return switch (kind) {
      case 0 -> orderLine();
      case 1 -> new TransportPlan(in.readString(), in.readName(), decimalOrNull(), in.readName());
      case 2 ->
          new Shipped(in.readName(), in.readName(), in.readName(), in.readDecimal(), in.readName());
      case 3 -> milestone();
      case 4 ->
          new ProofOfDelivery(in.readString(), in.readBoolean(), nameOrNull(), deliveredLines());
      case 5 ->
          new FreightBill(
              in.readString(), in.readName(), in.readName(), in.readDecimal(), charges());
      case 6 ->
          new FreightBillShare(
              in.readString(),
              in.readName(),
              in.readName(),
              decimalOrNull(),
              in.readDecimal(),
              in.readDecimal());
      case 7 -> new Unlinked(reference(in), in.readString(), version(in));
      default -> throw new IllegalStateException("A shipment fact of the unknown kind " + kind);
    };
  }

  private OrderLine orderLine() {
    return new OrderLine(
        in.readName(),
        in.readName(),
        in.readDecimal(),
        in.readName(),
        in.readName(),
        in.readName(),
        in.readDecimal(),
        decimalOrNull(),
        decimalOrNull(),
        in.readInt() == 0 ? null : in.readLong());
  }

  private Milestone milestone() {
    return new Milestone(
        in.readName(),
        in.readName(),
        nameOrNull(),
        CLASSIFIERS[in.readInt()],
        nameOrNull(),
        nameOrNull(),
        null);
  }

  private List<DeliveredLine> deliveredLines() {
    List<DeliveredLine> lines = new ArrayList<>(1);
    for (int block = in.readBlock(); block > 0; block = in.readBlock()) {
      for (int i = 0; i < block; i++) {
        lines.add(
            new DeliveredLine(
                in.readName(),
                in.readName(),
                in.readDecimal(),
                in.readDecimal(),
                in.readDecimal(),
                in.readName()));
      }
    }
    return List.copyOf(lines);
  }

  private List<Charge> charges() {
    List<Charge> charges = new ArrayList<>(0);
    for (int block = in.readBlock(); block > 0; block = in.readBlock()) {
      for (int i = 0; i < block; i++) {
        charges.add(new Charge(in.readName(), in.readDecimal()));
      }
    }
    return List.copyOf(charges);
  }

  private String nameOrNull() {
    return in.readInt() == 0 ? null : in.readName();
  }

  private BigDecimal decimalOrNull() {
    return in.readInt() == 0 ? null : in.readDecimal();
  }
}
