package io.waybill.operators.intake.flink;

import io.waybill.operators.intake.Intake;
import io.waybill.operators.intake.PublishedRules;
import io.waybill.operators.intake.message.Decoded;
import io.waybill.operators.intake.profile.Profiles;
import io.waybill.operators.log.Topics;
import io.waybill.operators.log.flink.TopicRecord;
import io.waybill.schemas.Acknowledgement;
import io.waybill.schemas.DeadLetter;
import io.waybill.schemas.Link;
import io.waybill.schemas.MessageRecord;
import io.waybill.schemas.ReferenceMessage;
import io.waybill.schemas.ShipmentFact;
import io.waybill.schemas.StockFact;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Reads raw messages by the profile of their partner. Facts that name their shipment go on; what is
 * by a reference, stock and notices (dead letters, records of messages, acknowledgements) leave by
 * the side. Clock records end here: they have become watermarks at the source.
 *
 * <p>State: none. Timers: none.
 */
public class DecodeFunction extends ProcessFunction<RawRecord, LogEntry> {

  private static final long serialVersionUID = 1L;

  /** Links, and facts by a reference other than the shipment's own name. */
  public static final OutputTag<ReferenceMessage> BY_REFERENCE =
      new OutputTag<>("by-reference", new AvroTypeInfo<>(ReferenceMessage.class));

  public static final OutputTag<LogEntry> STOCK = new OutputTag<>("stock") {};

  public static final OutputTag<TopicRecord> NOTICES = new OutputTag<>("notices") {};

  private final Profiles profiles;
  private final PublishedRules rules;
  private final int partitions;

  private transient Intake intake;
  private transient LogEntries entries;
  private transient TopicRecord.Encoder<DeadLetter> deadLetters;
  private transient TopicRecord.Encoder<MessageRecord> records;
  private transient TopicRecord.Encoder<Acknowledgement> acknowledgements;

  public DecodeFunction(Profiles profiles, PublishedRules rules, int partitions) {
    this.profiles = profiles;
    this.rules = rules;
    this.partitions = partitions;
  }

  @Override
  public void open(OpenContext context) {
    intake = new Intake(profiles, rules);
    entries = new LogEntries();
    deadLetters =
        new TopicRecord.Encoder<>(Topics.DEAD_LETTERS, partitions, DeadLetter.class, "DeadLetter");
    records =
        new TopicRecord.Encoder<>(
            Topics.MESSAGES, partitions, MessageRecord.class, "MessageRecord");
    acknowledgements =
        new TopicRecord.Encoder<>(
            Topics.ACKNOWLEDGEMENTS, partitions, Acknowledgement.class, "Acknowledgement");
  }

  @Override
  public void processElement(RawRecord raw, Context context, Collector<LogEntry> out) {
    if (raw.clock) {
      return;
    }
    Decoded decoded = intake.decode(raw.message());
    for (Link link : decoded.links()) {
      context.output(BY_REFERENCE, new ReferenceMessage(link));
    }
    for (ShipmentFact fact : decoded.shipmentFacts()) {
      if (fact.getEnvelope().getReference() == null) {
        out.collect(entries.of(fact, raw.timestamp));
      } else {
        context.output(BY_REFERENCE, new ReferenceMessage(fact));
      }
    }
    for (StockFact fact : decoded.stockFacts()) {
      context.output(STOCK, entries.of(fact, raw.timestamp));
    }
    long recordedAt = Math.max(0, raw.timestamp);
    for (DeadLetter deadLetter : decoded.deadLetters()) {
      context.output(
          NOTICES,
          deadLetters.encode(
              deadLetter.getPartner(), recordedAt, deadLetter.getDeadLetterId(), deadLetter));
    }
    for (MessageRecord record : decoded.records()) {
      context.output(
          NOTICES, records.encode(record.getPartner(), recordedAt, record.getRecordId(), record));
    }
    for (Acknowledgement acknowledgement : decoded.acknowledgements()) {
      context.output(
          NOTICES,
          acknowledgements.encode(
              acknowledgement.getPartner(),
              recordedAt,
              acknowledgement.getAcknowledgementId(),
              acknowledgement));
    }
  }
}
