package io.waybill.local.stack;

import io.waybill.jobs.LogSources;
import io.waybill.jobs.TopicSinks;
import io.waybill.operators.log.Topics;
import io.waybill.operators.log.flink.TopicRecord;
import io.waybill.schemas.Effect;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Counts effects and writes each count down: a job small enough to see whether it was restored. */
final class CountingJob {

  private CountingJob() {}

  static List<StackJob> on(Configuration config) {
    return List.of(
        new StackJob(
            "counting",
            List.of(),
            StackJob.Urgency.MONEY_LEAVES,
            StackJob.Backend.ROCKSDB,
            environment -> build(environment, config)));
  }

  private static void build(StreamExecutionEnvironment environment, Configuration config) {
    environment
        .fromSource(
            LogSources.effects(config),
            WatermarkStrategy.noWatermarks(),
            "effects",
            new AvroTypeInfo<>(Effect.class))
        .uid("effects")
        .keyBy(effect -> "all")
        .process(new Count())
        .returns(TypeInformation.of(TopicRecord.class))
        .uid("count")
        .sinkTo(TopicSinks.exactlyOnce(config, "counting", Topics.EXCEPTIONS))
        .uid("sink");
  }

  private static final class Count extends KeyedProcessFunction<String, Effect, TopicRecord> {

    private static final long serialVersionUID = 1L;

    private transient ValueState<Integer> count;

    @Override
    public void open(OpenContext context) {
      count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.INT));
    }

    @Override
    public void processElement(Effect effect, Context context, Collector<TopicRecord> out)
        throws Exception {
      int next = count.value() == null ? 1 : count.value() + 1;
      count.update(next);
      byte[] text = String.valueOf(next).getBytes(java.nio.charset.StandardCharsets.UTF_8);
      out.collect(
          TopicRecord.keyed(Topics.EXCEPTIONS, 8, "all", 0, "count-" + next, "Count", text));
    }
  }
}
