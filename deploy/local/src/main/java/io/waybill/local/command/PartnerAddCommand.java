package io.waybill.local.command;

import io.waybill.local.partner.PublishedProfiles;
import io.waybill.operators.intake.profile.PartnerProfile;
import io.waybill.operators.intake.profile.Profiles;
import io.waybill.operators.intake.profile.Terms;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code waybill partner add}. */
@Command(
    name = "add",
    mixinStandardHelpOptions = true,
    description =
        "Publishes a profile, or a new version of one; a running intake takes it at once.")
final class PartnerAddCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(arity = "1", paramLabel = "PROFILE.yaml", description = "The profile.")
  private Path file;

  @Option(
      names = "--by",
      paramLabel = "NAME",
      description = "Who publishes it. Default: the user of this system.")
  private String by = System.getProperty("user.name", "");

  @Mixin private RunningStack stack;

  @Override
  public Integer call() {
    ProfileFile read = ProfileFile.read(spec, file);
    PartnerProfile profile = read.profile();
    PublishedProfiles published = new PublishedProfiles(stack.kafka());
    PublishedProfiles.Outcome outcome = published.add(profile, read.yaml(), by);
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%s version %d %s; it holds %s.%n",
        profile.name(),
        profile.version(),
        outcome == PublishedProfiles.Outcome.ADDED ? "published" : "was published before",
        holds(profile, published.profiles()));
    out.flush();
    return ExitCode.GOOD;
  }

  /** From when until when, in words. */
  static String holds(PartnerProfile profile, Profiles profiles) {
    List<PartnerProfile> versions = profiles.versions(profile.name());
    String from = effective(profile);
    for (int i = 0; i + 1 < versions.size(); i++) {
      if (versions.get(i).version() == profile.version()) {
        PartnerProfile next = versions.get(i + 1);
        return next.terms().effective() == profile.terms().effective()
            ? "never: version %d holds from the same time on".formatted(next.version())
            : "%s until %s, when version %d begins"
                .formatted(from, effective(next).replace("from ", ""), next.version());
      }
    }
    return from;
  }

  static String effective(PartnerProfile profile) {
    return profile.terms().effective() == Terms.SINCE_EVER
        ? "for messages of any time"
        : "from " + Instant.ofEpochMilli(profile.terms().effective());
  }
}
