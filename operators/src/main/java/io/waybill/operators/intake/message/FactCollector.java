package io.waybill.operators.intake.message;

import io.waybill.schemas.Acknowledgement;
import io.waybill.schemas.Bucket;
import io.waybill.schemas.ControlNumber;
import io.waybill.schemas.DeadLetter;
import io.waybill.schemas.Envelope;
import io.waybill.schemas.Link;
import io.waybill.schemas.MessageOutcome;
import io.waybill.schemas.MessageRecord;
import io.waybill.schemas.RawPointer;
import io.waybill.schemas.Reference;
import io.waybill.schemas.ShipmentFact;
import io.waybill.schemas.StockCount;
import io.waybill.schemas.StockFact;
import io.waybill.schemas.StockMovement;
import io.waybill.schemas.StockPlace;
import io.waybill.schemas.Version;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Collects what one message says and puts the envelopes around it. Facts and links are counted in
 * the order in which they are added: that is their position in the message.
 *
 * <p>A fact's id is a digest of partner, message identity, position in that message and content, so
 * a duplicate of a message gives the same ids and a message that contradicts it under the same
 * identity does not. Where the raw bytes are, when they were recorded and which rules were in force
 * is not part of it.
 */
public final class FactCollector {

  private final RawMessage raw;
  private final int profileVersion;
  private final List<ShipmentFact> shipmentFacts = new ArrayList<>();
  private final List<StockFact> stockFacts = new ArrayList<>();
  private final List<Link> links = new ArrayList<>();
  private final List<DeadLetter> deadLetters = new ArrayList<>();
  private final List<MessageRecord> records = new ArrayList<>();
  private final List<Acknowledgement> acknowledgements = new ArrayList<>();
  private final List<ControlNumber> controlNumbers = new ArrayList<>();
  private int position;
  private int messageStart;

  public FactCollector(RawMessage raw, int profileVersion) {
    this.raw = raw;
    this.profileVersion = profileVersion;
  }

  public void shipmentFact(
      MessageHeader given, String subject, When occurred, SpecificRecordBase payload) {
    Reference reference = ContainerNumbers.plain(given.reference());
    MessageHeader header = reference == given.reference() ? given : given.about(reference);
    boolean direct = References.isShipment(reference);
    Envelope envelope =
        envelope(header, direct ? reference.getValue() : "", subject, occurred, payload);
    envelope.setReference(direct ? null : reference);
    shipmentFacts.add(new ShipmentFact(envelope, payload));
  }

  public void stockFact(
      MessageHeader header, String subject, When occurred, StockMovement movement) {
    String key = References.stockKey(movement.getOwner(), movement.getItem());
    stockFacts.add(
        new StockFact(envelope(header, key, subject, occurred, movement), movement, null));
  }

  /** What somebody counted of an item; it moves nothing by itself. */
  public void stockCount(
      MessageHeader header,
      String subject,
      When occurred,
      String owner,
      String item,
      String unit,
      StockCount count) {
    StockMovement none =
        new StockMovement(
            owner,
            item,
            Decimals.ZERO,
            unit,
            new StockPlace(Bucket.ADJUSTMENT, "", StockMoves.GOOD),
            count.getPlace());
    String key = References.stockKey(owner, item);
    stockFacts.add(new StockFact(envelope(header, key, subject, occurred, count), none, count));
  }

  public void link(MessageHeader header, Reference reference, String shipment) {
    links.add(
        new Link(
            ContainerNumbers.plain(reference),
            shipment,
            header.version(),
            raw.timestamp(),
            raw.partner(),
            profileVersion,
            pointer(header)));
  }

  /**
   * A weak link from an order of which the shipment may be a part only. Of several such links the
   * one that was made first stands, and any {@link #link} stands above all of them: an order is not
   * a shipment's name, and its facts do not wander from one of its shipments to the next.
   */
  public void linkOrder(MessageHeader header, Reference order, String shipment) {
    linkWeakly(header, order, shipment);
  }

  /** A link that gives way to any {@link #link} of the reference, and to a weak one made before. */
  public void linkWeakly(MessageHeader header, Reference reference, String shipment) {
    Version first =
        new Version(-1, -header.version().getCreatedAt(), header.version().getMessageId());
    links.add(
        new Link(
            reference,
            shipment,
            first,
            raw.timestamp(),
            raw.partner(),
            profileVersion,
            pointer(header)));
  }

  public void deadLetter(DeadLetter deadLetter) {
    deadLetters.add(deadLetter);
  }

  public void acknowledgement(Acknowledgement acknowledgement) {
    acknowledgements.add(acknowledgement);
  }

  /**
   * That an envelope came; without a number nothing is told.
   *
   * @param standard X12 or EDIFACT
   * @param level ISA, GS, UNB or UNG
   * @param kind of the group; empty for an interchange
   * @param digest of what is in the envelope
   * @param answer to the sender, which was told by {@link #acknowledgement} too; or null
   * @param answerToRepeat the answer if the number was seen before; null for the same
   */
  public void controlNumber(
      String standard,
      String level,
      String sender,
      String receiver,
      String kind,
      String number,
      long digest,
      Acknowledgement answer,
      Acknowledgement answerToRepeat) {
    if (number.isEmpty()) {
      return;
    }
    String series = String.join("|", raw.partner(), standard, level, sender, receiver) + "|" + kind;
    controlNumbers.add(
        new ControlNumber(
            series,
            raw.partner(),
            standard,
            level,
            sender,
            receiver,
            number,
            digest,
            false,
            new RawPointer(
                raw.topic(), raw.partition(), raw.offset(), controlNumbers.size(), number),
            raw.timestamp(),
            answer,
            answerToRepeat));
  }

  /** How many facts, links and dead letters there are so far. */
  public record Counted(int facts, int deadLetters) {}

  public Counted counted() {
    return new Counted(shipmentFacts.size() + stockFacts.size() + links.size(), deadLetters.size());
  }

  /**
   * Says what became of a message or transaction.
   *
   * @param type such as X12-214
   * @param version as the message says it
   * @param sender empty without an envelope
   * @param controlNumbers of an EDI message, or null
   * @param before what was counted before it was read
   */
  public void record(
      String type,
      String version,
      String sender,
      String receiver,
      String controlNumbers,
      Counted before) {
    Counted now = counted();
    int found = now.facts() - before.facts();
    boolean rejected = now.deadLetters() > before.deadLetters();
    MessageOutcome outcome =
        !rejected
            ? MessageOutcome.ACCEPTED
            : found > 0 ? MessageOutcome.ACCEPTED_WITH_ERRORS : MessageOutcome.REJECTED;
    records.add(
        new MessageRecord(
            raw.topic() + '/' + raw.partition() + '/' + raw.offset() + '/' + records.size(),
            raw.partner(),
            type,
            version,
            outcome,
            found,
            sender,
            receiver,
            new RawPointer(
                raw.topic(), raw.partition(), raw.offset(), records.size(), controlNumbers),
            raw.timestamp()));
  }

  /**
   * What is added from now on belongs to another message of the source; the fact ids count its
   * positions from 0.
   */
  public void nextMessage() {
    messageStart = position;
  }

  /** The next position, left out for a part of the message that became a dead letter. */
  public int skipPosition() {
    return position++;
  }

  /** A collector for a part that may be left out as a whole; it counts on from here. */
  public FactCollector ofPart() {
    FactCollector part = new FactCollector(raw, profileVersion);
    part.position = position;
    part.messageStart = messageStart;
    return part;
  }

  /** Takes in what a part collected. */
  public void addAll(FactCollector part) {
    shipmentFacts.addAll(part.shipmentFacts);
    stockFacts.addAll(part.stockFacts);
    links.addAll(part.links);
    deadLetters.addAll(part.deadLetters);
    position = part.position;
  }

  public Decoded decoded() {
    return new Decoded(
        shipmentFacts, stockFacts, links, deadLetters, records, acknowledgements, controlNumbers);
  }

  private Envelope envelope(
      MessageHeader header, String key, String subject, When occurred, SpecificRecordBase payload) {
    String factId =
        new ContentDigest()
            .add(raw.partner())
            .add(header.messageId())
            .add(position - messageStart)
            .add(header.reference())
            .add(subject)
            .add(header.identifying())
            .add(header.retracted())
            .add(occurred.at())
            .add(occurred.offset())
            .add(payload)
            .hex();
    return new Envelope(
        factId,
        key,
        null,
        null,
        0,
        occurred.at(),
        occurred.offset(),
        raw.timestamp(),
        raw.partner(),
        profileVersion,
        header.messageId(),
        subject,
        header.version(),
        header.retracted(),
        pointer(header));
  }

  private RawPointer pointer(MessageHeader header) {
    return new RawPointer(
        raw.topic(), raw.partition(), raw.offset(), position++, header.controlNumbers());
  }
}
