package io.waybill.local.command;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.waybill.operators.intake.check.SampleCheck;
import io.waybill.operators.intake.check.SampleReport;
import io.waybill.operators.intake.check.SampleReport.Verdict;
import io.waybill.operators.intake.profile.PartnerProfile;
import io.waybill.operators.intake.profile.Profiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code waybill partner check}. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description =
        "Shows what samples of a partner would come to: facts, problems, unmapped codes and unused"
            + " fields. Needs no running stack and writes nothing.",
    customSynopsis = {
      "waybill partner check PROFILE SAMPLE...",
      "waybill partner check --auto SAMPLE..."
    })
final class PartnerCheckCommand implements Callable<Integer> {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final long MAX_SAMPLE = 64L * 1024 * 1024;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "PROFILE|SAMPLE",
      description =
          "A profile file, or the name of a profile that comes with Waybill; then the samples.")
  private List<String> arguments;

  @Option(
      names = "--auto",
      description = "Recognise the format of each sample and take the standard profile for it.")
  private boolean auto;

  @Option(names = "--json", description = "Write the reports as one JSON array.")
  private boolean json;

  @Option(
      names = "--strict",
      description = "Codes without a canonical meaning are findings too, not only notes.")
  private boolean strict;

  @Option(
      names = "--unmask",
      description = "Show names, positions, free texts and faulty values as they are.")
  private boolean unmask;

  @Option(
      names = "--facts",
      paramLabel = "N",
      defaultValue = "20",
      description = "Facts to print of each sample. Default: ${DEFAULT-VALUE}.")
  private int printed;

  @Override
  public Integer call() throws IOException {
    Profiles standard = Profiles.bundled();
    PartnerProfile profile = auto ? null : profile(standard);
    List<String> samples = auto ? arguments : arguments.subList(1, arguments.size());
    if (samples.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "Name a profile and at least one sample, or --auto and at least one sample.");
    }
    SampleCheck check = new SampleCheck(System.currentTimeMillis(), unmask);
    List<SampleReport> reports = new ArrayList<>();
    for (String sample : samples) {
      byte[] file = read(Path.of(sample));
      reports.add(
          auto ? check.recognise(sample, standard, file) : check.check(sample, profile, file));
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(JSON.writeValueAsString(reports));
    } else {
      SampleText text = new SampleText(out, printed);
      reports.forEach(text::print);
      text.summary(reports);
    }
    out.flush();
    return reports.stream().allMatch(this::good) ? ExitCode.GOOD : ExitCode.FINDINGS;
  }

  private boolean good(SampleReport report) {
    return report.verdict() == Verdict.ACCEPTED && (!strict || report.unmappedCodes().isEmpty());
  }

  private PartnerProfile profile(Profiles standard) {
    String name = arguments.get(0);
    return Files.isRegularFile(Path.of(name))
        ? ProfileFile.read(spec, Path.of(name)).profile()
        : standard
            .find(name)
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(),
                        ("There is no file %s and no profile of that name; those that come with"
                                + " Waybill are %s.")
                            .formatted(name, standard.names())));
  }

  private byte[] read(Path sample) throws IOException {
    Arguments.requireFile(spec, sample);
    if (Files.size(sample) > MAX_SAMPLE) {
      throw new ParameterException(
          spec.commandLine(), "%s is larger than 64 MB: cut a sample out of it.".formatted(sample));
    }
    return Files.readAllBytes(sample);
  }
}
