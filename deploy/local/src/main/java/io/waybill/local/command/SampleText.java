package io.waybill.local.command;

import io.waybill.operators.intake.check.SampleReport;
import io.waybill.operators.intake.check.SampleReport.Verdict;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;

/** What a sample came to, for a person. */
final class SampleText {

  private static final int MAX_CONTENT = 160;

  private final PrintWriter out;
  private final int maxFacts;

  SampleText(PrintWriter out, int maxFacts) {
    this.out = out;
    this.maxFacts = maxFacts;
  }

  void print(SampleReport report) {
    out.printf("%s%n", report.sample());
    if (!report.profile().isEmpty()) {
      out.printf(
          "  profile %s version %d, format %s%n",
          report.profile(), report.profileVersion(), report.format());
    }
    out.printf("  %s%n", verdict(report));
    report
        .messages()
        .forEach(
            message ->
                out.printf(
                    "  message  %s %s: %s, %d facts%n",
                    message.type(), message.version(), words(message.outcome()), message.facts()));
    report.facts().stream()
        .limit(maxFacts)
        .forEach(
            fact ->
                out.printf(
                    "  fact     %s, %s, %s: %s%n",
                    fact.kind(), fact.about(), fact.subject(), shorten(fact.content())));
    if (report.facts().size() > maxFacts) {
      out.printf("           and %d more facts%n", report.facts().size() - maxFacts);
    }
    report
        .problems()
        .forEach(
            problem ->
                out.printf(
                    "  problem  %s at %s%s (part %d): %s%n",
                    problem.reason(),
                    problem.field(),
                    problem.value().isEmpty() ? "" : " '" + problem.value() + "'",
                    problem.position(),
                    problem.remedy()));
    if (!report.unmappedCodes().isEmpty()) {
      out.printf(
          "  unmapped codes: %s (kept as they are; give them a meaning in status-codes)%n",
          String.join(", ", report.unmappedCodes()));
    }
    if (!report.unusedFields().isEmpty()) {
      out.printf(
          "  fields whose values stand in no fact: %s%n",
          report.unusedFields().stream()
              .map(field -> field.field() + " '" + field.example() + "'")
              .collect(Collectors.joining(", ")));
    }
  }

  void summary(List<SampleReport> reports) {
    long accepted = count(reports, Verdict.ACCEPTED);
    out.printf(
        "%d of %d samples accepted, %d with errors, %d rejected; %d facts%n",
        accepted,
        reports.size(),
        count(reports, Verdict.ACCEPTED_WITH_ERRORS),
        count(reports, Verdict.REJECTED),
        reports.stream().mapToInt(report -> report.facts().size()).sum());
  }

  private static long count(List<SampleReport> reports, Verdict verdict) {
    return reports.stream().filter(report -> report.verdict() == verdict).count();
  }

  private static String verdict(SampleReport report) {
    return switch (report.verdict()) {
      case ACCEPTED ->
          report.facts().isEmpty()
              ? "accepted: read, it carries no business"
              : "accepted: %d facts".formatted(report.facts().size());
      case ACCEPTED_WITH_ERRORS ->
          "accepted with errors: %d facts, %d dead letters"
              .formatted(report.facts().size(), report.problems().size());
      case REJECTED -> "rejected: %d dead letters".formatted(report.problems().size());
    };
  }

  private static String words(String name) {
    return name.toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }

  private static String shorten(String content) {
    return content.length() > MAX_CONTENT ? content.substring(0, MAX_CONTENT) + "..." : content;
  }
}
