package io.waybill.operators.intake.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.operators.intake.RawMessages;
import io.waybill.operators.intake.SharedFiles;
import io.waybill.operators.intake.check.SampleCheck;
import io.waybill.operators.intake.check.SampleReport;
import io.waybill.operators.intake.message.Decoded;
import io.waybill.operators.intake.profile.Profiles;
import io.waybill.schemas.DeadLetter;
import io.waybill.schemas.Milestone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every real message that stands beside the project: which facts of which kind it gives (milestones
 * by their code), what its transactions are recorded as, and what is wrong with it. The expectation
 * of each is declared in {@code golden/samples.txt}; {@code -Dgolden.write=true} writes it anew, to
 * be read before it is committed.
 */
@Tag("R-S1")
@Tag("R-S2")
@Tag("R-S4")
@Tag("R-S5")
@Tag("R-S6")
@Tag("R-F4")
class SampleTableTest {

  private static final Path TABLE = Path.of("src", "test", "resources", "golden", "samples.txt");

  /** What a dead letter points at: a segment, an element, a pointer; or the bytes as a whole. */
  private static final Pattern POSITION =
      Pattern.compile("[A-Z][A-Z0-9]{1,2}(\\d\\d(\\.\\d+)?)?|/.*|message|[a-zA-Z.\\[\\]0-9-]+");

  /** Messages that carry no business for us; they leave a record. */
  private static final Set<String> WITHOUT_BUSINESS =
      Set.of("X12-824", "X12-997-REJECTED", "EDIFACT-APERAK", "EASYPOST-NO-TRACKER");

  /** What is declared of a file: its profile, and what it came to. */
  private record Expected(String profile, String outcome) {}

  @TestFactory
  Stream<DynamicTest> everySampleComesToWhatTheTableSays() throws IOException {
    Map<String, Expected> table = table();
    if (Boolean.getBoolean("golden.write")) {
      write(table);
      table = table();
    }
    Map<String, Expected> declared = table;
    return files().stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file,
                    () -> {
                      assertThat(declared).as("golden/samples.txt").containsKey(file);
                      Expected expected = declared.get(file);
                      Decoded decoded = decode(expected.profile(), file);
                      assertThat(outcome(decoded)).isEqualTo(expected.outcome());
                      assertThat(decode(expected.profile(), file)).isEqualTo(decoded);
                      saysSomethingPrecise(decoded);
                      isRecognised(file, expected.profile(), decoded);
                    }));
  }

  @Test
  void theTableNamesNoFileThatIsNotThere() throws IOException {
    assertThat(table().keySet()).containsExactlyInAnyOrderElementsOf(files());
  }

  /** Facts; or the record of a message without business; or which segment, element or member. */
  private static void saysSomethingPrecise(Decoded decoded) {
    boolean facts =
        decoded.shipmentFacts().size() + decoded.stockFacts().size() + decoded.links().size() > 0;
    boolean recorded =
        decoded.records().stream().anyMatch(record -> WITHOUT_BUSINESS.contains(record.getType()));
    assertThat(facts || recorded || !decoded.deadLetters().isEmpty()).isTrue();
    assertThat(decoded.deadLetters())
        .allSatisfy(
            letter -> {
              assertThat(letter.getField()).matches(POSITION);
              assertThat(letter.getRemedy()).isNotBlank();
            });
  }

  /** {@code waybill partner check --auto} takes the same profile, and finds the same facts. */
  private static void isRecognised(String file, String profile, Decoded decoded)
      throws IOException {
    SampleReport report =
        new SampleCheck(RawMessages.RECORDED, true)
            .recognise(file, Profiles.bundled(), SharedFiles.read("samples/" + file));
    int facts =
        decoded.shipmentFacts().size() + decoded.stockFacts().size() + decoded.links().size();
    if (facts > 0) {
      assertThat(report.profile()).isEqualTo(profile);
      assertThat(report.facts()).hasSize(facts);
    } else {
      assertThat(report.messages().size() + report.problems().size()).isPositive();
    }
  }

  private static Decoded decode(String profile, String file) throws IOException {
    return RawMessages.intake()
        .decode(RawMessages.of(profile, SharedFiles.read("samples/" + file)));
  }

  private static String outcome(Decoded decoded) {
    List<String> kinds = new ArrayList<>();
    decoded.shipmentFacts().forEach(fact -> kinds.add(kind(fact.getPayload())));
    decoded
        .stockFacts()
        .forEach(fact -> kinds.add(fact.getCount() == null ? "StockMovement" : "StockCount"));
    decoded.links().forEach(link -> kinds.add("Link"));
    Map<String, Integer> counts = new LinkedHashMap<>();
    kinds.forEach(kind -> counts.merge(kind, 1, Integer::sum));
    StringBuilder text = new StringBuilder();
    line(
        text,
        "facts",
        counts.entrySet().stream().map(e -> e.getValue() + " " + e.getKey()).toList());
    line(
        text,
        "recorded",
        new TreeSet<>(
            decoded.records().stream().map(r -> r.getType() + " " + r.getOutcome()).toList()));
    line(text, "wrong", decoded.deadLetters().stream().map(SampleTableTest::wrong).toList());
    line(
        text,
        "answered",
        new TreeSet<>(
            decoded.acknowledgements().stream()
                .map(answer -> answer.getType() + " " + answer.getOutcome())
                .toList()));
    return text.toString();
  }

  private static String kind(Object payload) {
    return payload instanceof Milestone milestone
        ? milestone.getCode()
        : payload.getClass().getSimpleName();
  }

  private static String wrong(DeadLetter letter) {
    String value = letter.getValue();
    return letter.getReason()
        + " "
        + letter.getField()
        + (value.isEmpty() ? "" : " '" + value.substring(0, Math.min(30, value.length())) + "'");
  }

  private static void line(StringBuilder text, String name, Collection<String> values) {
    if (!values.isEmpty()) {
      text.append("  ").append(name).append(": ").append(String.join(", ", values)).append('\n');
    }
  }

  private static Map<String, Expected> table() throws IOException {
    Map<String, Expected> table = new TreeMap<>();
    String file = null;
    String profile = "";
    StringBuilder outcome = new StringBuilder();
    for (String line : Files.exists(TABLE) ? Files.readAllLines(TABLE) : List.<String>of()) {
      if (line.startsWith("  ")) {
        outcome.append(line).append('\n');
      } else if (line.contains(" by ")) {
        if (file != null) {
          table.put(file, new Expected(profile, outcome.toString()));
        }
        file = line.substring(0, line.indexOf(" by "));
        profile = line.substring(line.indexOf(" by ") + 4);
        outcome.setLength(0);
      }
    }
    if (file != null) {
      table.put(file, new Expected(profile, outcome.toString()));
    }
    return table;
  }

  private static void write(Map<String, Expected> table) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String file : files()) {
      Expected known = table.get(file);
      String profile = known == null ? standardProfile(file) : known.profile();
      text.append(file).append(" by ").append(profile).append('\n');
      text.append(outcome(decode(profile, file)));
    }
    Files.writeString(TABLE, text);
  }

  /** Its folder tells the format. */
  private static String standardProfile(String file) {
    String[] folders = file.split("/");
    return switch (folders[0]) {
      case "json" -> folders[1].replace("-tnt", "").replace("-2.0", "");
      default -> folders[0];
    };
  }

  private static List<String> files() throws IOException {
    SharedFiles.read("samples/MANIFEST.tsv");
    Path samples = SharedFiles.folder("samples").orElseThrow();
    try (Stream<Path> files = Files.walk(samples)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> samples.relativize(file).toString())
          .filter(file -> !file.equals("MANIFEST.tsv"))
          .sorted()
          .collect(Collectors.toList());
    }
  }
}
