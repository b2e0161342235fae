package io.waybill.local.command;

import io.waybill.local.deadletter.LetterTable.Filter;
import io.waybill.operators.intake.message.Reason;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which dead letters, of which stack. */
final class LetterOptions {

  @Option(
      names = "--reason",
      paramLabel = "CODE",
      description = "Only those with this reason: ${COMPLETION-CANDIDATES}.")
  private Reason reason;

  @Option(names = "--partner", paramLabel = "NAME", description = "Only those of this partner.")
  private String partner;

  @Mixin private RunningStack stack;

  RunningStack stack() {
    return stack;
  }

  boolean filtered() {
    return reason != null || partner != null;
  }

  Filter filter(boolean redriven) {
    return new Filter(reason == null ? null : reason.name(), partner, redriven);
  }
}
