package io.waybill.operators.billing.flink;

import io.waybill.operators.log.Topics;
import io.waybill.operators.log.flink.TopicRecord;
import io.waybill.schemas.BillingDecision;
import io.waybill.schemas.ExceptionRaised;
import io.waybill.schemas.GateChanged;
import io.waybill.schemas.Transition;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.util.Collector;

/** What the decision job writes for others to read, each under a deterministic id. */
public final class OutputRecords {

  private OutputRecords() {}

  /** An exception as it is. */
  public static final class OfException extends RichMapFunction<ExceptionRaised, TopicRecord> {

    private static final long serialVersionUID = 1L;

    private final int partitions;
    private transient TopicRecord.Encoder<ExceptionRaised> encoder;

    public OfException(int partitions) {
      this.partitions = partitions;
    }

    @Override
    public void open(OpenContext context) {
      encoder =
          new TopicRecord.Encoder<>(
              Topics.EXCEPTIONS, partitions, ExceptionRaised.class, "ExceptionRaised");
    }

    @Override
    public TopicRecord map(ExceptionRaised raised) {
      return encoder.encode(
          raised.getSubject(), raised.getRaisedAt(), raised.getExceptionId(), raised);
    }
  }

  /** The answer of a gate, whenever it changes. */
  public static final class OfGate extends RichFlatMapFunction<Transition, TopicRecord> {

    private static final long serialVersionUID = 1L;

    private final int partitions;
    private transient TopicRecord.Encoder<BillingDecision> encoder;

    public OfGate(int partitions) {
      this.partitions = partitions;
    }

    @Override
    public void open(OpenContext context) {
      encoder =
          new TopicRecord.Encoder<>(
              Topics.BILLING_DECISIONS, partitions, BillingDecision.class, "BillingDecision");
    }

    @Override
    public void flatMap(Transition transition, Collector<TopicRecord> out) {
      if (transition.getPayload() instanceof GateChanged gate) {
        BillingDecision decision =
            new BillingDecision(
                transition.getShipment(),
                transition.getNumber(),
                gate.getGate(),
                gate.getState(),
                gate.getGateNumber(),
                gate.getConditions(),
                gate.getWanted(),
                transition.getRulesVersion(),
                transition.getTime());
        out.collect(
            encoder.encode(
                transition.getShipment(),
                transition.getTime(),
                transition.getShipment() + "/" + transition.getNumber(),
                decision));
      }
    }
  }
}
