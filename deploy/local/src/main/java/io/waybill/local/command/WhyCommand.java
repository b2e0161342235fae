package io.waybill.local.command;

import io.waybill.operators.view.BillingQuestion;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code waybill why}. */
@Command(
    name = "why",
    mixinStandardHelpOptions = true,
    description = "Says why a shipment is, or is not, billable, on a running stack.")
final class WhyCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(arity = "1", paramLabel = "SHIPMENT", description = "Name of the shipment.")
  private String shipment;

  @Mixin private RunningStack stack;

  @Override
  public Integer call() {
    List<String> answer = stack.ask(connection -> new BillingQuestion(connection).why(shipment));
    answer.forEach(spec.commandLine().getOut()::println);
    spec.commandLine().getOut().flush();
    return ExitCode.GOOD;
  }
}
