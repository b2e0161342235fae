package io.waybill.operators.intake.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.operators.intake.Formats;
import io.waybill.operators.intake.message.Decoded;
import io.waybill.operators.intake.message.MessageType;
import io.waybill.operators.intake.profile.Format;
import io.waybill.schemas.Milestone;
import io.waybill.schemas.ShipmentFact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/formats.md} says what the decoders declare: {@code ./mvnw -pl operators -am test
 * -Dtest=FormatsTableTest -Dsurefire.failIfNoSpecifiedTests=false -Ddocs.write=true} writes it, and
 * this test fails when it is out of date. What they declare is what the golden messages give: no
 * type without a golden message, no kind of fact that none of them shows, none that is not
 * declared.
 */
@Tag("R-S2")
@Tag("R-P8")
class FormatsTableTest {

  private static final Path DOCUMENT = Path.of("..", "docs", "formats.md");

  @Test
  void theDocumentSaysWhatTheDecodersDeclare() throws IOException {
    String expected = document();
    if (Boolean.getBoolean("docs.write")) {
      Files.writeString(DOCUMENT, expected);
    }
    assertThat(Files.readString(DOCUMENT))
        .as("write it with -Ddocs.write=true")
        .isEqualTo(expected);
  }

  @Test
  void everyFormatIsThere() {
    assertThat(Formats.all()).extracting(Formats.Family::format).containsOnly(Format.values());
  }

  @Test
  void whatIsDeclaredIsWhatGoldenMessagesGive() throws IOException {
    Map<Formats.Family, Map<String, TreeSet<String>>> shown = new HashMap<>();
    for (Path message : GoldenFactsTest.messages()) {
      Formats.Family family = family(message);
      String name = message.getFileName().toString();
      Optional<MessageType> type = type(family, name);
      assertThat(type).as("a declared type for %s", message).isPresent();
      TreeSet<String> kinds =
          shown
              .computeIfAbsent(family, missing -> new HashMap<>())
              .computeIfAbsent(type.get().message(), missing -> new TreeSet<>());
      Decoded decoded = GoldenFactsTest.decode(message);
      kinds.addAll(kinds(decoded));
      assertThat(kinds).as(message.toString()).isSubsetOf(type.get().facts());
      for (ShipmentFact fact : decoded.shipmentFacts()) {
        if (fact.getPayload() instanceof Milestone milestone) {
          assertThat(isDeclared(type.get(), milestone))
              .as("%s of %s is declared", milestone.getCode(), message)
              .isTrue();
        }
      }
    }
    for (Formats.Family family : Formats.all()) {
      for (MessageType type : family.types()) {
        Map<String, TreeSet<String>> ofFamily = shown.getOrDefault(family, Map.of());
        assertThat(ofFamily)
            .as("a golden message of %s %s", family.name(), type.message())
            .containsKey(type.message());
        assertThat(ofFamily.get(type.message()))
            .as("golden messages of %s %s show each kind of fact", family.name(), type.message())
            .containsAll(type.facts());
      }
    }
  }

  private static List<String> kinds(Decoded decoded) {
    List<String> kinds = new ArrayList<>();
    decoded
        .shipmentFacts()
        .forEach(fact -> kinds.add(fact.getPayload().getClass().getSimpleName()));
    decoded
        .stockFacts()
        .forEach(fact -> kinds.add(fact.getCount() == null ? "StockMovement" : "StockCount"));
    decoded.links().forEach(link -> kinds.add("Link"));
    return kinds;
  }

  /** Its code, or the code of the source with a list before it. */
  private static boolean isDeclared(MessageType type, Milestone milestone) {
    String code = milestone.getCode();
    return code.endsWith("-" + milestone.getOriginalCode())
        || type.milestones().stream()
            .anyMatch(
                declared ->
                    declared.endsWith("*")
                        ? code.startsWith(declared.substring(0, declared.length() - 1))
                        : code.equals(declared));
  }

  private static Formats.Family family(Path message) throws IOException {
    Format format = GoldenFactsTest.profile(message).format();
    return Formats.all().stream()
        .filter(family -> family.format() == format)
        .findFirst()
        .orElseThrow();
  }

  /** The type whose name the file's name begins with: the longest one. */
  private static Optional<MessageType> type(Formats.Family family, String file) {
    return family.types().stream()
        .filter(
            type -> file.startsWith(type.message() + ".") || file.startsWith(type.message() + "-"))
        .max(Comparator.comparingInt(type -> type.message().length()));
  }

  private static String document() {
    StringBuilder text = new StringBuilder();
    text.append("# Formats\n\n");
    text.append(
        """
        What Waybill reads, and what becomes of it. This page is written by `FormatsTableTest` from what
        the decoders declare. What the kinds of facts hold stands in `schemas/src/main/avro/waybill.avdl`;
        examples of every message with its facts are in `operators/src/test/resources/golden`.

        | format | profile | versions | messages |
        | --- | --- | --- | --- |
        """);
    for (Formats.Family family : Formats.all()) {
      text.append(
          "| [%s](#%s) | `%s` | %s | %s |%n"
              .formatted(
                  family.name(),
                  anchor(family.name()),
                  profile(family),
                  family.versions(),
                  String.join(", ", family.types().stream().map(MessageType::message).toList())));
    }
    for (Formats.Family family : Formats.all()) {
      text.append("\n## ").append(family.name()).append("\n\n");
      if (!family.note().isEmpty()) {
        text.append(family.note()).append("\n\n");
      }
      describe(text, family.types());
    }
    return text.toString();
  }

  /** What several types say in the same words is said once, before them. */
  private static void describe(StringBuilder text, List<MessageType> types) {
    Map<String, Long> said =
        types.stream()
            .flatMap(type -> sentences(type).stream())
            .collect(
                Collectors.groupingBy(words -> words, LinkedHashMap::new, Collectors.counting()));
    List<String> common =
        types.size() < 2
            ? List.of()
            : said.entrySet().stream()
                .filter(entry -> entry.getValue() == types.size())
                .map(Map.Entry::getKey)
                .toList();
    if (!common.isEmpty()) {
      text.append("All: ").append(String.join(" ", common)).append("\n\n");
    }
    for (MessageType type : types) {
      List<String> own = sentences(type).stream().filter(words -> !common.contains(words)).toList();
      text.append("- **").append(type.message()).append("**, ").append(type.title()).append('.');
      own.forEach(words -> text.append(' ').append(words));
      text.append('\n');
    }
  }

  private static List<String> sentences(MessageType type) {
    List<String> sentences = new ArrayList<>();
    sentences.add(
        type.facts().isEmpty()
            ? "No facts."
            : "Gives %s; about %s.".formatted(String.join(", ", type.facts()), type.about()));
    if (!type.note().isEmpty()) {
      sentences.add(type.note());
    }
    if (!type.milestones().isEmpty() && !type.milestones().equals(List.of("*"))) {
      sentences.add("Milestones: " + String.join(", ", type.milestones()) + ".");
    }
    if (!type.gaps().isEmpty()) {
      sentences.add("Not read: " + type.gaps() + ".");
    }
    return sentences;
  }

  private static String profile(Formats.Family family) {
    return switch (family.format()) {
      case CANONICAL_JSON -> "canonical";
      case CSV -> "scms";
      default -> family.format().label();
    };
  }

  private static String anchor(String name) {
    return name.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9 -]", "").replace(' ', '-');
  }

  @Test
  void everyLinkOfItLeadsSomewhere() throws IOException {
    try (Stream<String> lines = Files.lines(DOCUMENT)) {
      assertThat(
              lines
                  .flatMap(
                      line ->
                          java.util.regex.Pattern.compile("\\]\\(([a-z0-9-]+\\.md)\\)")
                              .matcher(line)
                              .results()
                              .map(found -> found.group(1)))
                  .distinct())
          .isNotEmpty()
          .allSatisfy(file -> assertThat(DOCUMENT.resolveSibling(file)).exists());
    }
  }
}
