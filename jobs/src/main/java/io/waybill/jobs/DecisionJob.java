package io.waybill.jobs;

import io.waybill.operators.billing.Release;
import io.waybill.operators.billing.RuleBook;
import io.waybill.operators.billing.flink.OutputRecords;
import io.waybill.operators.billing.flink.Readiness;
import io.waybill.operators.billing.flink.ReleaseFunction;
import io.waybill.operators.billing.flink.TransitionReader;
import io.waybill.operators.exception.flink.Alerts;
import io.waybill.operators.log.Topics;
import io.waybill.operators.log.flink.ClockedOperator;
import io.waybill.operators.log.flink.LogClock;
import io.waybill.operators.log.flink.TickWatermarks;
import io.waybill.operators.log.flink.TopicRecord;
import io.waybill.schemas.ExceptionRaised;
import io.waybill.schemas.Tick;
import io.waybill.schemas.Transition;
import io.waybill.schemas.TransitionLogRecord;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Detects billing readiness and exceptions in the transitions with Flink CEP, and writes the ERP's
 * effects exactly once.
 *
 * @param config the options of the jobs
 * @param transitions the transition log
 * @param effects for effects and the progress that goes with them; transactional
 * @param alerts for exceptions and billing decisions, at least once and at once
 */
public record DecisionJob(
    Configuration config,
    Source<TransitionLogRecord, ?, ?> transitions,
    Sink<TopicRecord> effects,
    Sink<TopicRecord> alerts) {

  public static final String NAME = "decision";

  public static DecisionJob onKafka(Configuration config) {
    return new DecisionJob(
        config,
        LogSources.transitions(config),
        TopicSinks.exactlyOnce(config, "waybill-decision-effects", Topics.EFFECTS, Topics.PROGRESS),
        TopicSinks.atLeastOnce(config, Topics.EXCEPTIONS, Topics.BILLING_DECISIONS));
  }

  public void build(StreamExecutionEnvironment env) {
    JobEnvironment.prepare(env, config);
    RuleBook ruleBook = JobEnvironment.ruleBook(config);
    int partitions = config.get(WaybillOptions.LOG_PARTITIONS);
    Duration retention =
        config.get(WaybillOptions.RETENTION).plus(ruleBook.longestDisputeHorizon());
    AvroTypeInfo<Transition> transitionType = new AvroTypeInfo<>(Transition.class);
    TypeInformation<TopicRecord> recordType = TypeInformation.of(TopicRecord.class);

    SingleOutputStreamOperator<TransitionLogRecord> log =
        env.fromSource(
                transitions,
                TickWatermarks.exactly(
                    entry -> entry.getBody() instanceof Tick tick ? tick.getLogTime() : null),
                "transitions",
                new AvroTypeInfo<>(TransitionLogRecord.class))
            .uid("transitions");
    DataStream<Transition> once =
        FailurePoints.in(NAME, log, config)
            .<Transition>flatMap(
                (entry, out) -> {
                  if (entry.getBody() instanceof Transition transition) {
                    out.collect(transition);
                    entry.getFollowing().forEach(out::collect);
                  }
                })
            .returns(transitionType)
            .name("transitions without ticks")
            .uid("without-ticks")
            .keyBy(Transition::getShipment)
            .process(new TransitionReader(retention))
            .returns(transitionType)
            .name("each transition once")
            .uid("transition-reader");

    DataStream<Transition> immediate =
        once.filter(Release::isImmediate).name("released at once").uid("immediate");
    Readiness.detect(once, config.get(WaybillOptions.MAX_SETTLE))
        .union(immediate)
        .keyBy(Transition::getShipment)
        .transform(
            "release",
            recordType,
            new ClockedOperator<>(
                new ReleaseFunction(partitions, retention), new LogClock(NAME, null, partitions)))
        .uid("release")
        .sinkTo(effects)
        .name("effects")
        .uid("effects-sink");

    DataStream<ExceptionRaised> exceptions = Alerts.detect(once, ruleBook.longestAlert());
    exceptions
        .map(new OutputRecords.OfException(partitions))
        .returns(recordType)
        .name("exceptions")
        .uid("exception-records")
        .union(
            once.flatMap(new OutputRecords.OfGate(partitions))
                .returns(recordType)
                .name("billing decisions")
                .uid("decision-records"))
        .sinkTo(alerts)
        .name("exceptions and decisions")
        .uid("alert-sink");
  }

  /** Runs on a cluster; the arguments are {@code --key value} options. */
  public static void main(String[] args) throws Exception {
    JobMain.run(NAME, args, config -> onKafka(config)::build);
  }
}
