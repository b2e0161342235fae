package io.waybill.operators.intake.flink;

import io.waybill.operators.intake.FirstMessages;
import io.waybill.operators.intake.Intake;
import io.waybill.operators.intake.PublishedRules;
import io.waybill.operators.intake.circuit.RubbishCount;
import io.waybill.operators.intake.message.Decoded;
import io.waybill.operators.intake.profile.ProfileReader;
import io.waybill.operators.intake.profile.Profiles;
import io.waybill.operators.log.Topics;
import io.waybill.operators.log.flink.TopicRecord;
import io.waybill.operators.log.flink.WireTypeInfo;
import io.waybill.schemas.Acknowledgement;
import io.waybill.schemas.ControlNumber;
import io.waybill.schemas.DeadLetter;
import io.waybill.schemas.Link;
import io.waybill.schemas.MessageRecord;
import io.waybill.schemas.PartnerProfileVersion;
import io.waybill.schemas.ReferenceMessage;
import io.waybill.schemas.RubbishTally;
import io.waybill.schemas.ShipmentFact;
import io.waybill.schemas.StockFact;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads raw messages by the profile of their partner, among whose versions the recorded time of the
 * message chooses; the versions that are published while the job runs come by broadcast. Facts that
 * name their shipment go on; what is by a reference, stock and notices (dead letters, records of
 * messages, acknowledgements) leave by the side, and so do the control numbers of EDI, which take
 * the answers to the sender with them. Clock records end here: they have become watermarks at the
 * source.
 *
 * <p>Of each partner the first message and the first that gave a fact leave a record, at least one
 * of each: how long it took to connect a partner follows from them.
 *
 * <p>State: the published versions of profiles (broadcast). They are never forgotten. Timers: none.
 */
public class DecodeFunction
    extends BroadcastProcessFunction<RawRecord, PartnerProfileVersion, LogEntry> {

  private static final long serialVersionUID = 1L;

  /** Links, and facts by a reference other than the shipment's own name. */
  public static final OutputTag<ReferenceMessage> BY_REFERENCE =
      new OutputTag<>("by-reference", new WireTypeInfo<>(ReferenceMessage.class));

  public static final OutputTag<LogEntry> STOCK = new OutputTag<>("stock") {};

  public static final OutputTag<TopicRecord> NOTICES = new OutputTag<>("notices") {};

  /** Of envelopes of EDI, each with its answer. */
  public static final OutputTag<ControlNumber> CONTROL_NUMBERS =
      new OutputTag<>("control-numbers", new WireTypeInfo<>(ControlNumber.class));

  /** Of partners who sent rubbish. */
  public static final OutputTag<RubbishTally> RUBBISH =
      new OutputTag<>("rubbish", new WireTypeInfo<>(RubbishTally.class));

  /** The published versions of profiles, by name and number. */
  public static final MapStateDescriptor<String, PartnerProfileVersion> PROFILE_VERSIONS =
      new MapStateDescriptor<>(
          "profile-versions", Types.STRING, new AvroTypeInfo<>(PartnerProfileVersion.class));

  private static final Logger LOG = LoggerFactory.getLogger(DecodeFunction.class);

  private final Profiles base;
  private final PublishedRules rules;
  private final int partitions;

  /** The base and what was published; null until the state has been read. */
  private transient Profiles profiles;

  private transient Intake intake;
  private transient FirstMessages firstMessages;
  private transient RubbishCount rubbish;
  private transient LogEntries entries;
  private transient TopicRecord.Encoder<DeadLetter> deadLetters;
  private transient TopicRecord.Encoder<MessageRecord> records;
  private transient TopicRecord.Encoder<Acknowledgement> acknowledgements;

  /**
   * @param base profiles that are known when the job starts
   */
  public DecodeFunction(Profiles base, PublishedRules rules, int partitions) {
    this.base = base;
    this.rules = rules;
    this.partitions = partitions;
  }

  @Override
  public void open(OpenContext context) {
    intake = new Intake(base, rules);
    firstMessages = new FirstMessages();
    rubbish = new RubbishCount();
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
  public void processBroadcastElement(
      PartnerProfileVersion version, Context context, Collector<LogEntry> out) throws Exception {
    readState(context.getBroadcastState(PROFILE_VERSIONS).immutableEntries());
    if (accept(version)) {
      context.getBroadcastState(PROFILE_VERSIONS).put(key(version), version);
      intake.use(profiles);
    }
  }

  /** Name and number of a version. */
  public static String key(PartnerProfileVersion version) {
    return version.getPartner() + "/" + version.getVersion();
  }

  private void readState(Iterable<Map.Entry<String, PartnerProfileVersion>> published) {
    if (profiles == null) {
      profiles = base;
      published.forEach(version -> accept(version.getValue()));
      intake.use(profiles);
    }
  }

  /** A version that this build cannot read changes nothing: what holds goes on holding. */
  private boolean accept(PartnerProfileVersion version) {
    try {
      profiles = profiles.with(ProfileReader.read(key(version), version.getYaml()));
      return true;
    } catch (IllegalArgumentException e) {
      LOG.error("A published profile is left out, and what held before goes on holding.", e);
      return false;
    }
  }

  @Override
  public void processElement(RawRecord raw, ReadOnlyContext context, Collector<LogEntry> out)
      throws Exception {
    if (raw.clock) {
      return;
    }
    if (profiles == null) {
      readState(context.getBroadcastState(PROFILE_VERSIONS).immutableEntries());
    }
    Decoded decoded = intake.decode(raw.message());
    for (Link link : decoded.links()) {
      context.output(BY_REFERENCE, new ReferenceMessage(link));
    }
    for (ShipmentFact fact : decoded.shipmentFacts()) {
      if (fact.getEnvelope().getReference() == null) {
        out.collect(entries.of(fact, raw.timestamp));
      } else {
        context.output(BY_REFERENCE, new ReferenceMessage(entries.byReference(fact)));
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
    firstMessages
        .recordOf(raw.message(), decoded)
        .ifPresent(
            record ->
                context.output(
                    NOTICES,
                    records.encode(record.getPartner(), recordedAt, record.getRecordId(), record)));
    Set<String> answered = decoded.controlNumbers().isEmpty() ? Set.of() : new HashSet<>();
    for (ControlNumber number : decoded.controlNumbers()) {
      number.setRedriven(raw.redriven);
      context.output(CONTROL_NUMBERS, number);
      if (number.getAnswer() != null) {
        answered.add(number.getAnswer().getAcknowledgementId());
      }
    }
    rubbish
        .count(raw.message(), decoded, intake::rubbishPercent)
        .ifPresent(tally -> context.output(RUBBISH, tally));
    for (Acknowledgement acknowledgement : decoded.acknowledgements()) {
      if (answered.contains(acknowledgement.getAcknowledgementId())) {
        continue;
      }
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
