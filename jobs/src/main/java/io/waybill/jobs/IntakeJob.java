package io.waybill.jobs;

import io.waybill.operators.identity.flink.IdentityFunction;
import io.waybill.operators.identity.flink.RecordedOrder;
import io.waybill.operators.intake.PublishedRules;
import io.waybill.operators.intake.circuit.flink.CircuitFunction;
import io.waybill.operators.intake.control.flink.ControlNumberFunction;
import io.waybill.operators.intake.flink.DecodeFunction;
import io.waybill.operators.intake.flink.HistoryOrder;
import io.waybill.operators.intake.flink.LogEntry;
import io.waybill.operators.intake.flink.RawRecord;
import io.waybill.operators.intake.profile.Profiles;
import io.waybill.operators.log.Topics;
import io.waybill.operators.log.flink.ClockedOperator;
import io.waybill.operators.log.flink.LogAppender;
import io.waybill.operators.log.flink.LogClock;
import io.waybill.operators.log.flink.NoClock;
import io.waybill.operators.log.flink.TickWatermarks;
import io.waybill.operators.log.flink.TopicRecord;
import io.waybill.operators.log.flink.WireTypeInfo;
import io.waybill.schemas.ControlNumber;
import io.waybill.schemas.PartnerProfileVersion;
import io.waybill.schemas.ReferenceMessage;
import io.waybill.schemas.RubbishTally;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.OutputTag;

/**
 * Raw messages to fact logs: decode by partner profile, find the shipment, append. At least once;
 * fact ids are deterministic, so the readers of the logs drop what is written again.
 *
 * @param config the options of the jobs
 * @param profiles that are known when the job starts
 * @param source of raw records, each partition with its clock records
 * @param overflow raw records of partners beyond their quota, without a clock
 * @param publishedProfiles versions of profiles, those that are known and those to come
 * @param shipmentFacts takes the shipment log, its ticks and progress
 * @param stockFacts takes the stock log, its ticks and progress
 * @param notices takes dead letters, exceptions and progress
 */
public record IntakeJob(
    Configuration config,
    Profiles profiles,
    Source<RawRecord, ?, ?> source,
    Source<RawRecord, ?, ?> overflow,
    Source<PartnerProfileVersion, ?, ?> publishedProfiles,
    Sink<TopicRecord> shipmentFacts,
    Sink<TopicRecord> stockFacts,
    Sink<TopicRecord> notices) {

  public static final String NAME = "intake";

  private static final TypeInformation<TopicRecord> TOPIC_RECORD =
      TypeInformation.of(TopicRecord.class);
  private static final TypeInformation<LogEntry> LOG_ENTRY = TypeInformation.of(LogEntry.class);

  public static IntakeJob onKafka(Configuration config) {
    return new IntakeJob(
        config,
        ProfileTopic.known(config),
        RawSource.of(config),
        RawSource.overflow(config),
        ProfileTopic.source(config),
        TopicSinks.atLeastOnce(config, Topics.SHIPMENT_FACTS, Topics.PROGRESS),
        TopicSinks.atLeastOnce(config, Topics.STOCK_FACTS, Topics.PROGRESS),
        TopicSinks.atLeastOnce(
            config,
            Topics.DEAD_LETTERS,
            Topics.MESSAGES,
            Topics.ACKNOWLEDGEMENTS,
            Topics.EXCEPTIONS,
            Topics.PARTNER_CIRCUITS,
            Topics.PROGRESS));
  }

  public void build(StreamExecutionEnvironment env) {
    JobEnvironment.prepare(env, config);
    PublishedRules rules = publishedRules();

    DataStream<PartnerProfileVersion> profileVersions = profileVersions(env);
    SingleOutputStreamOperator<LogEntry> onTime =
        decode(rawRecords(env), profileVersions, "decode");
    SingleOutputStreamOperator<LogEntry> beyondQuota =
        decode(overflow(env), profileVersions, "decode-overflow");
    DataStream<LogEntry> decoded = onTime.union(beyondQuota);
    notices(onTime, "dead-letter-sink");
    notices(beyondQuota, "dead-letter-sink-overflow");

    SingleOutputStreamOperator<TopicRecord> identity =
        identity(side(onTime, beyondQuota, DecodeFunction.BY_REFERENCE), rules);
    identity.sinkTo(notices).uid("identity-sink").name("unmatched, progress");

    controlNumbers(side(onTime, beyondQuota, DecodeFunction.CONTROL_NUMBERS))
        .sinkTo(notices)
        .uid("control-number-sink")
        .name("repeats, gaps, answers");
    circuits(side(onTime, beyondQuota, DecodeFunction.RUBBISH))
        .sinkTo(notices)
        .uid("circuit-sink")
        .name("circuits");

    append(
        decoded.union(identity.getSideOutput(IdentityFunction.FACTS)),
        "intake-shipment",
        LogClock.Log.SHIPMENT_FACTS,
        shipmentFacts);
    append(
        side(onTime, beyondQuota, DecodeFunction.STOCK),
        "intake-stock",
        LogClock.Log.STOCK_FACTS,
        stockFacts);
  }

  private SingleOutputStreamOperator<LogEntry> decode(
      DataStream<RawRecord> raw, DataStream<PartnerProfileVersion> versions, String name) {
    return raw.connect(versions.broadcast(DecodeFunction.PROFILE_VERSIONS))
        .process(new DecodeFunction(profiles, publishedRules(), partitions()))
        .uid(name)
        .name(name);
  }

  /** Of each decoder by a sink of its own, since then no notice leaves its task. */
  private void notices(SingleOutputStreamOperator<LogEntry> decoded, String uid) {
    decoded
        .getSideOutput(DecodeFunction.NOTICES)
        .sinkTo(notices)
        .uid(uid)
        .name("dead letters, records, acknowledgements");
  }

  private static <T> DataStream<T> side(
      SingleOutputStreamOperator<LogEntry> one,
      SingleOutputStreamOperator<LogEntry> other,
      OutputTag<T> tag) {
    return one.getSideOutput(tag).union(other.getSideOutput(tag));
  }

  private DataStream<RawRecord> overflow(StreamExecutionEnvironment env) {
    return env.fromSource(
            overflow, NoClock.watermarks(), "overflow", TypeInformation.of(RawRecord.class))
        .uid("overflow")
        .filter(new OverflowPace<>(config.get(WaybillOptions.OVERFLOW_RATE)))
        .uid("overflow-pace")
        .name("pace");
  }

  private DataStream<RawRecord> rawRecords(StreamExecutionEnvironment env) {
    return FailurePoints.in(
        NAME,
        env.fromSource(
                source,
                TickWatermarks.<RawRecord>justBefore(
                    record -> record.clock ? record.timestamp : null),
                "raw messages",
                TypeInformation.of(RawRecord.class))
            .uid("raw-messages"),
        config);
  }

  private DataStream<PartnerProfileVersion> profileVersions(StreamExecutionEnvironment env) {
    return env.fromSource(
            publishedProfiles,
            NoClock.watermarks(),
            "published profiles",
            new AvroTypeInfo<>(PartnerProfileVersion.class))
        .uid("published-profiles")
        .setParallelism(1);
  }

  private SingleOutputStreamOperator<TopicRecord> identity(
      DataStream<ReferenceMessage> messages, PublishedRules rules) {
    IdentityFunction function =
        new IdentityFunction(
            rules,
            config.get(WaybillOptions.UNMATCHED_AFTER).toMillis(),
            config.get(WaybillOptions.RETENTION).toMillis(),
            partitions(),
            config.get(WaybillOptions.CACHED_REFERENCES));
    KeyedStream<ReferenceMessage, String> byReference =
        messages.keyBy(IdentityFunction::keyOf, Types.STRING);
    if (config.get(WaybillOptions.HISTORY)) {
      byReference =
          byReference
              .process(new RecordedOrder(), new WireTypeInfo<>(ReferenceMessage.class))
              .uid("recorded-order")
              .name("recorded order")
              .keyBy(IdentityFunction::keyOf, Types.STRING);
    }
    return byReference
        .transform(
            "identity",
            TOPIC_RECORD,
            new ClockedOperator<>(function, new LogClock("intake-identity", null, partitions())))
        .uid("identity");
  }

  private SingleOutputStreamOperator<TopicRecord> controlNumbers(
      DataStream<ControlNumber> numbers) {
    ControlNumberFunction function =
        new ControlNumberFunction(
            config.get(WaybillOptions.CONTROL_NUMBER_WAIT).toMillis(),
            config.get(WaybillOptions.RETENTION).toMillis(),
            partitions());
    return numbers
        .keyBy(ControlNumber::getSeries, Types.STRING)
        .transform(
            "control numbers",
            TOPIC_RECORD,
            new ClockedOperator<>(
                function, new LogClock("intake-control-numbers", null, partitions())))
        .uid("control-numbers");
  }

  private SingleOutputStreamOperator<TopicRecord> circuits(DataStream<RubbishTally> tallies) {
    return tallies
        .keyBy(RubbishTally::getPartner, Types.STRING)
        .process(
            new CircuitFunction(config.get(WaybillOptions.CIRCUIT_WINDOW).toMillis(), partitions()),
            TOPIC_RECORD)
        .uid("circuits")
        .name("circuits");
  }

  /** The end of a log: whole partitions in each task, in their order, then the clock. */
  private void append(
      DataStream<LogEntry> facts, String task, LogClock.Log log, Sink<TopicRecord> sink) {
    int partitions = partitions();
    KeyedStream<LogEntry, String> byKey = facts.keyBy(LogEntry::key, Types.STRING);
    DataStream<LogEntry> ordered =
        config.get(WaybillOptions.HISTORY)
            ? byKey
                .transform("history order", LOG_ENTRY, new HistoryOrder())
                .uid(task + "-history-order")
            : byKey;
    ordered
        .map(entry -> entry.toTopicRecord(log, partitions), TOPIC_RECORD)
        .uid(task + "-record")
        .name("record")
        .transform("log", TOPIC_RECORD, new LogAppender(new LogClock(task, log, partitions)))
        .uid(task + "-log")
        .sinkTo(sink)
        .uid(task + "-sink")
        .name(task);
  }

  private int partitions() {
    return config.get(WaybillOptions.LOG_PARTITIONS);
  }

  private PublishedRules publishedRules() {
    return new PublishedRules(
        JobEnvironment.ruleBook(config).versions().stream()
            .map(
                version ->
                    new PublishedRules.Published(
                        version.version(), version.publishedAt().toEpochMilli()))
            .toList());
  }

  /** Runs on a cluster; the arguments are {@code --key value} options. */
  public static void main(String[] args) throws Exception {
    JobMain.run(NAME, args, config -> onKafka(config)::build);
  }
}
