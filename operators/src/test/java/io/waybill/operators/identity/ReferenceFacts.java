package io.waybill.operators.identity;

import io.waybill.operators.intake.flink.LogEntries;
import io.waybill.schemas.Classifier;
import io.waybill.schemas.Envelope;
import io.waybill.schemas.Link;
import io.waybill.schemas.Milestone;
import io.waybill.schemas.RawPointer;
import io.waybill.schemas.Reference;
import io.waybill.schemas.ReferenceMessage;
import io.waybill.schemas.ShipmentFact;
import io.waybill.schemas.Version;

/** Facts and links of one reference, for tests. */
public final class ReferenceFacts {

  public static final Reference PRO = new Reference("PRO", "ABCD", "7");

  private ReferenceFacts() {}

  public static ShipmentFact fact(String id, long recordedAt) {
    Envelope envelope =
        new Envelope(
            id,
            "",
            PRO,
            null,
            0,
            recordedAt - 1,
            "Z",
            recordedAt,
            "carrier",
            1,
            id,
            "milestone/" + id,
            new Version(0, recordedAt, id),
            false,
            new RawPointer("raw", 0, recordedAt, 0, null));
    return new ShipmentFact(
        envelope, new Milestone("DEPARTED", "AF", null, Classifier.ACTUAL, null, null, null));
  }

  public static Link link(String shipment, int revision, long recordedAt) {
    return new Link(
        PRO,
        shipment,
        new Version(revision, recordedAt, "plan-" + revision),
        recordedAt,
        "planner",
        1,
        new RawPointer("raw", 1, recordedAt, 0, null));
  }

  public static ReferenceMessage message(Object body) {
    return new ReferenceMessage(
        body instanceof ShipmentFact fact ? new LogEntries().byReference(fact) : body);
  }
}
