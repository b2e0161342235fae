package io.waybill.local.stack;

import io.waybill.jobs.DecisionJob;
import io.waybill.jobs.ErpDeliveryJob;
import io.waybill.jobs.IntakeJob;
import io.waybill.jobs.ShipmentJob;
import io.waybill.jobs.StockJob;
import io.waybill.jobs.ViewJob;
import io.waybill.local.stack.StackJob.Backend;
import io.waybill.local.stack.StackJob.Urgency;
import java.util.List;
import org.apache.flink.configuration.Configuration;

/** The jobs of Waybill, as the stack runs them. */
public final class StackJobs {

  private StackJobs() {}

  /** From raw messages to the ERP and the read tables. */
  public static List<StackJob> all(Configuration config) {
    IntakeJob intake = IntakeJob.onKafka(config);
    ShipmentJob shipment = ShipmentJob.onKafka(config);
    DecisionJob decision = DecisionJob.onKafka(config);
    StockJob stock = StockJob.onKafka(config);
    ErpDeliveryJob delivery = ErpDeliveryJob.onKafka(config);
    ViewJob view = ViewJob.onKafka(config);
    return List.of(
        new StackJob(
            IntakeJob.NAME,
            List.of("intake-control-numbers", "intake-identity", "intake-shipment", "intake-stock"),
            Urgency.RELAXED,
            Backend.ROCKSDB,
            intake::build),
        new StackJob(
            ShipmentJob.NAME,
            List.of(ShipmentJob.NAME),
            Urgency.RELAXED,
            Backend.ROCKSDB,
            shipment::build),
        new StackJob(
            DecisionJob.NAME,
            List.of(DecisionJob.NAME),
            Urgency.MONEY_LEAVES,
            Backend.HEAP,
            decision::build),
        new StackJob(
            StockJob.NAME, List.of(StockJob.NAME), Urgency.RELAXED, Backend.ROCKSDB, stock::build),
        new StackJob(
            ErpDeliveryJob.NAME, List.of(), Urgency.RELAXED, Backend.ROCKSDB, delivery::build),
        new StackJob(ViewJob.NAME, List.of(), Urgency.RELAXED, Backend.ROCKSDB, view::build));
  }

  /** The same from a kept fact log: no intake. */
  public static List<StackJob> behindTheFactLog(Configuration config) {
    return all(config).stream().filter(job -> !job.name().equals(IntakeJob.NAME)).toList();
  }
}
