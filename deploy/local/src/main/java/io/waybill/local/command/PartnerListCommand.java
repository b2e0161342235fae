package io.waybill.local.command;

import io.waybill.local.partner.OpenCircuits;
import io.waybill.local.partner.PartnerConnections;
import io.waybill.local.partner.PartnerConnections.Connected;
import io.waybill.local.partner.PublishedProfiles;
import io.waybill.operators.intake.profile.PartnerProfile;
import io.waybill.operators.intake.profile.Profiles;
import io.waybill.schemas.PartnerCircuit;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code waybill partner list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description =
        "Lists the profiles, and how long each partner took from its first message to its first"
            + " accepted fact. Says below whose circuit is open, and why.")
final class PartnerListCommand implements Callable<Integer> {

  private static final String LINE = "%-24s %8s  %-16s %-10s %s%n";

  @Spec private CommandSpec spec;

  @Mixin private RunningStack stack;

  @Override
  public Integer call() {
    Profiles profiles = new PublishedProfiles(stack.kafka()).profiles();
    Map<String, Connected> connected = stack.ask(PartnerConnections::read);
    Map<String, PartnerCircuit> circuits = OpenCircuits.read(stack.kafka());
    long now = System.currentTimeMillis();
    PrintWriter out = spec.commandLine().getOut();
    out.printf(LINE, "partner", "version", "format", "region", "first message to first fact");
    for (PartnerProfile newest : profiles.all()) {
      PartnerProfile profile = profiles.at(newest.name(), now).orElse(newest);
      out.printf(
          LINE,
          profile.name(),
          profile.version(),
          profile.format().label(),
          profile.terms().region().isEmpty() ? "-" : profile.terms().region(),
          connection(connected.get(profile.name())));
    }
    connected.forEach(
        (partner, since) -> {
          if (profiles.versions(partner).isEmpty()) {
            out.printf(LINE, partner, "none", "-", "-", connection(since));
          }
        });
    circuits
        .values()
        .forEach(
            circuit ->
                out.printf(
                    "%nThe circuit of %s is open since %s: %s%n",
                    circuit.getPartner(),
                    Instant.ofEpochMilli(circuit.getSince()),
                    circuit.getExplanation()));
    out.flush();
    return ExitCode.GOOD;
  }

  private static String connection(Connected connected) {
    if (connected == null) {
      return "no message yet";
    }
    return connected
        .took()
        .map(took -> "%s, first message %s".formatted(inWords(took), connected.firstMessage()))
        .orElse("no fact yet, first message " + connected.firstMessage());
  }

  private static String inWords(Duration took) {
    if (took.toMillis() == 0) {
      return "at once";
    }
    return took.toString().substring(2).toLowerCase(java.util.Locale.ROOT);
  }
}
