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
 * @param idHash of the fact id: where it differs, the bytes need not be looked at
 * @param subjectHash of the subject, likewise
 * @param referenceAt where in it the reference is by which it found its shipment, if any
 * @param linkVersionAt where in it the version of the link from that reference is, if any
 * @param versionAt where in it the version is
 * @param rawAt where in it the pointer to the raw message is
 * @param subjectAt where in it the subject is: what the fact is about
 * @param occurredAt milliseconds since 1970
 * @param retracted the source takes the subject back
 * @param payload one of the types that {@code ShipmentFact.payload} has
 */
public record Fact<P>(
    byte[] logged,
    int idHash,
    int subjectHash,
    int referenceAt,
    int linkVersionAt,
    int versionAt,
    int rawAt,
    int subjectAt,
    int rulesVersion,
    long occurredAt,
    boolean retracted,
    P payload) {

  /** The same for the same content of the same message. */
  public String factId() {
    return FactReader.factId(logged);
  }

  /** What it is about; of all facts of one subject the highest version stands. */
  public String subject() {
    return FactReader.subject(logged, subjectAt);
  }

  /** Letter by letter. */
  int compareSubject(Fact<?> other) {
    return FactReader.compareSubjects(logged, subjectAt, other.logged, other.subjectAt);
  }

  boolean isOfSubject(Fact<?> other) {
    return subjectHash == other.subjectHash && compareSubject(other) == 0;
  }

  boolean hasFactId(String factId) {
    return FactReader.hasFactId(logged, factId);
  }

  /** By which it found its shipment, or null. */
  Reference reference() {
    return FactReader.reference(logged, referenceAt);
  }

  /** Of the link from that reference, or null. */
  Version linkVersion() {
    return FactReader.linkVersion(logged, linkVersionAt);
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
    return subject() + " " + factId();
  }
}
