package io.waybill.operators.intake.message;

import io.waybill.schemas.Acknowledgement;
import io.waybill.schemas.ControlNumber;
import io.waybill.schemas.DeadLetter;
import io.waybill.schemas.Link;
import io.waybill.schemas.MessageRecord;
import io.waybill.schemas.ShipmentFact;
import io.waybill.schemas.StockFact;
import java.util.List;

/**
 * What a message says, in the order in which it says it. A message that says nothing has at least
 * one dead letter or record.
 *
 * @param shipmentFacts facts whose reference is null (they name their shipment, see {@code key}) or
 *     which wait for a link (their {@code key} is empty)
 * @param stockFacts keyed by owner and item
 * @param links from references to shipments
 * @param deadLetters what could not be read, each with its reason
 * @param records one for each transaction of an interchange, and for each message that carries no
 *     business: what became of it
 * @param acknowledgements answers to the sender
 * @param controlNumbers of the envelopes of EDI, each with its answer among those
 */
public record Decoded(
    List<ShipmentFact> shipmentFacts,
    List<StockFact> stockFacts,
    List<Link> links,
    List<DeadLetter> deadLetters,
    List<MessageRecord> records,
    List<Acknowledgement> acknowledgements,
    List<ControlNumber> controlNumbers) {

  public Decoded {
    shipmentFacts = List.copyOf(shipmentFacts);
    stockFacts = List.copyOf(stockFacts);
    links = List.copyOf(links);
    deadLetters = List.copyOf(deadLetters);
    records = List.copyOf(records);
    acknowledgements = List.copyOf(acknowledgements);
    controlNumbers = List.copyOf(controlNumbers);
  }

  /** A message of which nothing could be read. */
  public static Decoded rejected(DeadLetter deadLetter) {
    return new Decoded(
        List.of(), List.of(), List.of(), List.of(deadLetter), List.of(), List.of(), List.of());
  }
}
