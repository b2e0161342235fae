package io.waybill.operators.log.flink;

import io.waybill.schemas.Transition;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.apache.flink.cep.CEP;
import org.apache.flink.cep.EventComparator;
import org.apache.flink.cep.functions.PatternProcessFunction;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Runs a CEP pattern over transitions, in a fixed number of buckets of shipments. The conditions of
 * a pattern compare the shipment themselves.
 */
public final class TransitionBuckets {

  /**
   * Keys that Flink CEP sees. It keeps something of every key for ever, and tries each event on
   * every open partial match of its bucket: few enough for the first, many enough for the second.
   */
  static final int BUCKETS = 4096;

  private static final AvroTypeInfo<Transition> TRANSITION = new AvroTypeInfo<>(Transition.class);

  private TransitionBuckets() {}

  /**
   * The transitions that complete the pattern.
   *
   * @param last name of the pattern's last step, whose event is the result
   * @param name of the operator for people
   * @param uid of the operator for its state
   */
  public static DataStream<Transition> match(
      DataStream<Transition> transitions,
      Pattern<Transition, ?> pattern,
      String last,
      String name,
      String uid) {
    OutputTag<Transition> late = new OutputTag<>(uid + "-late", TRANSITION);
    SingleOutputStreamOperator<Transition> matches =
        CEP.pattern(
                transitions.keyBy(transition -> bucketOf(transition.getShipment())),
                pattern,
                new ByShipmentAndNumber())
            .inEventTime()
            .sideOutputLateData(late)
            .process(new LastEvent(last), TRANSITION)
            .name(name)
            .uid(uid);
    SingleOutputStreamOperator<Transition> never =
        matches
            .getSideOutput(late)
            .process(new NothingIsLate(name))
            .returns(TRANSITION)
            .name(name + ": nothing is late")
            .uid(uid + "-nothing-late");
    return matches.union(never);
  }

  static int bucketOf(String shipment) {
    return Math.floorMod(shipment.hashCode(), BUCKETS);
  }

  /** Transitions of one time: each shipment's in the order of their numbers. */
  private static final class ByShipmentAndNumber
      implements EventComparator<Transition>, Serializable {

    private static final long serialVersionUID = 1L;

    @Override
    public int compare(Transition one, Transition other) {
      int shipment = one.getShipment().compareTo(other.getShipment());
      return shipment != 0 ? shipment : Long.compare(one.getNumber(), other.getNumber());
    }
  }

  private static final class LastEvent extends PatternProcessFunction<Transition, Transition> {

    private static final long serialVersionUID = 1L;

    private final String last;

    LastEvent(String last) {
      this.last = last;
    }

    @Override
    public void processMatch(
        Map<String, List<Transition>> match, Context context, Collector<Transition> out) {
      out.collect(match.get(last).get(0));
    }
  }

  /** An assertion: the ticks of the transition log leave nothing behind them. */
  private static final class NothingIsLate extends ProcessFunction<Transition, Transition> {

    private static final long serialVersionUID = 1L;

    private final String pattern;

    NothingIsLate(String pattern) {
      this.pattern = pattern;
    }

    @Override
    public void processElement(Transition late, Context context, Collector<Transition> out) {
      throw new IllegalStateException(
          ("Transition %d of shipment %s came behind the tick of its log, too late for %s. Two"
                  + " writers may share a partition: check that the parallelism of the shipment"
                  + " job divides the partitions.")
              .formatted(late.getNumber(), late.getShipment(), pattern));
    }
  }
}
