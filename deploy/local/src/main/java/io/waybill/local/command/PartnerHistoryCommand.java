package io.waybill.local.command;

import io.waybill.local.partner.PublishedProfiles;
import io.waybill.operators.intake.profile.Profiles;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code waybill partner history}. */
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    description = "Lists the versions of a profile: from when each holds, who published it, when.")
final class PartnerHistoryCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(arity = "1", paramLabel = "NAME", description = "Name of the profile.")
  private String name;

  @Option(names = "--yaml", description = "Print the text of each published version too.")
  private boolean yaml;

  @Mixin private RunningStack stack;

  @Override
  public Integer call() {
    PublishedProfiles published = new PublishedProfiles(stack.kafka());
    Profiles profiles = published.profiles();
    List<PublishedProfiles.Version> history = published.history(name);
    PrintWriter out = spec.commandLine().getOut();
    if (history.isEmpty()) {
      out.printf("No profile has the name %s; known are %s.%n", name, profiles.names());
    }
    for (PublishedProfiles.Version version : history) {
      out.printf(
          "version %d, %s, of %s: %s; %s%n",
          version.profile().version(),
          version.profile().format().label(),
          version.profile().owner(),
          PartnerAddCommand.holds(version.profile(), profiles),
          version.published() == null
              ? "it comes with Waybill"
              : "published %s by %s"
                  .formatted(
                      Instant.ofEpochMilli(version.published().getPublishedAt()),
                      version.published().getPublishedBy()));
      if (yaml && version.published() != null) {
        version.published().getYaml().lines().forEach(line -> out.println("    " + line));
      }
    }
    out.flush();
    return history.isEmpty() ? ExitCode.FINDINGS : ExitCode.GOOD;
  }
}
