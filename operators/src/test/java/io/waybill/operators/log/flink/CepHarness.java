package io.waybill.operators.log.flink;

import io.waybill.operators.billing.flink.Readiness;
import io.waybill.operators.exception.flink.Alerts;
import io.waybill.schemas.PodComplete;
import io.waybill.schemas.Transition;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.runtime.state.storage.JobManagerCheckpointStorage;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** The CEP operators of the decision job, as the job makes them, each alone on the heap. */
public final class CepHarness {

  private static final AvroTypeInfo<Transition> TRANSITION = new AvroTypeInfo<>(Transition.class);
  private static final int MAX_STATE_BYTES = 1 << 30;

  private CepHarness() {}

  /**
   * @param uid of the operator
   * @param longest settle time and threshold of a rule
   */
  @SuppressWarnings("unchecked")
  public static KeyedOneInputStreamOperatorTestHarness<?, Transition, Transition> of(
      String uid, Duration longest) throws Exception {
    OneInputTransformation<Transition, Transition> cep = operator(uid, longest);
    return harness(
        cep,
        (KeySelector<Transition, Object>) cep.getStateKeySelector(),
        (TypeInformation<Object>) cep.getStateKeyType());
  }

  /** The same with a key for each shipment, as it is not in the job. */
  static KeyedOneInputStreamOperatorTestHarness<?, Transition, Transition> byShipment(
      String uid, Duration longest) throws Exception {
    return harness(operator(uid, longest), Transition::getShipment, Types.STRING);
  }

  @SuppressWarnings("unchecked")
  private static OneInputTransformation<Transition, Transition> operator(
      String uid, Duration longest) {
    DataStream<Transition> transitions =
        StreamExecutionEnvironment.getExecutionEnvironment()
            .fromData(TRANSITION, new Transition("S", 1L, 0L, 1, new PodComplete(0L)));
    return (OneInputTransformation<Transition, Transition>)
        Stream.of(Readiness.detect(transitions, longest), Alerts.detect(transitions, longest))
            .map(DataStream::getTransformation)
            .map(Transformation::getTransitivePredecessors)
            .flatMap(List::stream)
            .filter(transformation -> uid.equals(transformation.getUid()))
            .findFirst()
            .orElseThrow();
  }

  private static <K> KeyedOneInputStreamOperatorTestHarness<K, Transition, Transition> harness(
      OneInputTransformation<Transition, Transition> cep,
      KeySelector<Transition, K> key,
      TypeInformation<K> keyType)
      throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            cep.getOperatorFactory(), key, keyType, 128, 1, 0);
    harness.setCheckpointStorage(new JobManagerCheckpointStorage(MAX_STATE_BYTES));
    harness.setup(
        TRANSITION.createSerializer(
            StreamExecutionEnvironment.getExecutionEnvironment()
                .getConfig()
                .getSerializerConfig()));
    return harness;
  }
}
