package io.waybill.operators.shipment;

import io.waybill.schemas.RawPointer;
import io.waybill.schemas.Reference;
import io.waybill.schemas.Version;
import java.util.Arrays;

/**
 * What a shipment keeps of a fact: the fact as it stands in the log, and what each judgement reads
 * of it. A shipment is open for weeks, and there are many: what is seldom asked for is read from
 * the bytes when it is.
 *
 * @param logged the record of the fact log, as this release writes it
 * @param versionAt where in it the version is
 * @param rawAt where in it the pointer to the raw message is
 * @param subject what it is about; of all facts of one subject the highest version stands
 * @param reference by which it found its shipment, or null
 * @param linkVersion of the link from that reference, or null
 * @param occurredAt milliseconds since 1970
 * @param retracted the source takes the subject back
 * @param payload one of the types that {@code ShipmentFact.payload} has
 */
public record Fact<P>(
    byte[] logged,
    int versionAt,
    int rawAt,
    String subject,
    Reference reference,
    Version linkVersion,
    int rulesVersion,
    long occurredAt,
    boolean retracted,
    P payload) {

  /** The same for the same content of the same message. */
  public String factId() {
    return FactReader.factId(logged);
  }

  boolean isSameFact(Fact<?> other) {
    return FactReader.sameFactId(logged, other.logged);
  }

  public Version version() {
    return FactReader.version(logged, versionAt);
  }

  /** Where its message is. */
  public RawPointer raw() {
    return FactReader.raw(logged, rawAt);
  }

  @SuppressWarnings("unchecked")
  <T> Fact<T> with(Class<T> type) {
    type.cast(payload);
    return (Fact<T>) this;
  }

  /** All else is read from the record. */
  @Override
  public boolean equals(Object other) {
    return this == other || other instanceof Fact<?> fact && Arrays.equals(logged, fact.logged);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(logged);
  }

  @Override
  public String toString() {
    return subject + " " + factId();
  }
}
