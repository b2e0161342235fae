package io.waybill.operators.intake.x12;

import io.waybill.operators.intake.RawMessages;
import io.waybill.operators.intake.message.Decoded;
import io.waybill.schemas.Milestone;
import io.waybill.schemas.Reference;
import io.waybill.schemas.ShipmentFact;
import io.waybill.schemas.StockFact;
import io.waybill.schemas.StockPlace;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes interchanges for tests, and reads them by the standard profile. */
final class Interchange {

  private Interchange() {}

  /** One transaction in an envelope of its own; the group was created 2026-01-05 at 10:00. */
  static String of(String set, String... segments) {
    return numbered("000000007", set, segments);
  }

  static String numbered(String control, String set, String... segments) {
    return "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       "
        + "*260105*1000*U*00401*"
        + control
        + "*0*P*>~GS*ZZ*SEND*RECV*20260105*1000*8*X*004010~ST*"
        + set
        + "*0001~"
        + String.join("~", segments)
        + "~SE*"
        + (segments.length + 2)
        + "*0001~GE*1*8~IEA*1*"
        + control
        + "~";
  }

  static Decoded read(String text) {
    return RawMessages.intake().decode(RawMessages.of("x12", text));
  }

  static Decoded read(byte[] bytes) {
    return RawMessages.intake().decode(RawMessages.of("x12", bytes));
  }

  static Decoded read(String set, String... segments) {
    return read(of(set, segments));
  }

  /** Each milestone as: code, original code, reference it goes by, when. */
  static List<String> milestones(Decoded decoded) {
    return decoded.shipmentFacts().stream()
        .filter(fact -> fact.getPayload() instanceof Milestone)
        .map(
            fact -> {
              Milestone milestone = (Milestone) fact.getPayload();
              return milestone.getCode()
                  + " "
                  + milestone.getOriginalCode()
                  + " "
                  + about(fact)
                  + " "
                  + java.time.Instant.ofEpochMilli(fact.getEnvelope().getOccurredAt());
            })
        .toList();
  }

  /** The milestone at a place among the facts. */
  static Milestone milestone(Decoded decoded, int index) {
    return (Milestone) decoded.shipmentFacts().get(index).getPayload();
  }

  /** Each movement as: quantity, unit, item, from, to. */
  static List<String> movements(Decoded decoded) {
    return decoded.stockFacts().stream().map(Interchange::movement).toList();
  }

  private static String movement(StockFact fact) {
    return fact.getMovement().getQuantity().stripTrailingZeros().toPlainString()
        + " "
        + fact.getMovement().getUnit()
        + " "
        + fact.getMovement().getOwner()
        + "/"
        + fact.getMovement().getItem()
        + " "
        + place(fact.getMovement().getSource())
        + " > "
        + place(fact.getMovement().getTarget())
        + (fact.getEnvelope().getRetracted() ? " retracted" : "");
  }

  private static String place(StockPlace place) {
    return place.getBucket()
        + (place.getNode().isEmpty() ? "" : "@" + place.getNode())
        + (place.getStatus().equals("GOOD") ? "" : "!" + place.getStatus());
  }

  static List<String> measures(Milestone milestone) {
    return milestone.getDetail().getMeasures().stream()
        .map(
            measure ->
                measure.getName()
                    + " = "
                    + measure.getValue().stripTrailingZeros().toPlainString()
                    + (measure.getUnit().isEmpty() ? "" : " " + measure.getUnit()))
        .toList();
  }

  /** Each link as: type/issuer/value &gt; shipment. */
  static List<String> links(Decoded decoded) {
    return decoded.links().stream()
        .map(link -> path(link.getReference()) + " > " + link.getShipment())
        .toList();
  }

  /** What a fact is about. */
  static String about(ShipmentFact fact) {
    Reference reference = fact.getEnvelope().getReference();
    return reference == null ? fact.getEnvelope().getKey() : path(reference);
  }

  static String path(Reference reference) {
    return reference.getType() + "/" + reference.getIssuer() + "/" + reference.getValue();
  }

  /** Each dead letter as: reason, field, value. */
  static List<String> faults(Decoded decoded) {
    return decoded.deadLetters().stream()
        .map(fault -> fault.getReason() + " " + fault.getField() + " " + fault.getValue())
        .map(String::strip)
        .toList();
  }

  /** The answers to the sender. */
  static List<String> answers(Decoded decoded) {
    return decoded.acknowledgements().stream()
        .map(answer -> StandardCharsets.UTF_8.decode(answer.getContent().duplicate()).toString())
        .toList();
  }
}
