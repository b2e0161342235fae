package io.waybill.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratorTest {

  private static final GeneratorOptions OPTIONS = new GeneratorOptions(4711, 40, 2, 3);

  @Test
  void theSameSeedGivesTheSameFileByteForByte(@TempDir Path dir) throws IOException {
    Generator.generate(OPTIONS, dir.resolve("a"));
    Generator.generate(OPTIONS, dir.resolve("b"));
    for (String file : List.of("messages.jsonl", "run.json")) {
      assertThat(dir.resolve("a").resolve(file)).hasSameBinaryContentAs(dir.resolve("b/" + file));
    }
  }

  @Test
  void messagesComeByRecordedTimeAndNeverBeforeTheyWereMade() throws IOException {
    JsonMapper json = new JsonMapper();
    long previous = Long.MIN_VALUE;
    for (GeneratedMessage message : Generator.messages(OPTIONS)) {
      assertThat(message.recordedAt()).isGreaterThanOrEqualTo(previous);
      previous = message.recordedAt();
      if (message.partner().equals("canonical")) {
        JsonNode node = json.readTree(message.body());
        assertThat(message.recordedAt())
            .isGreaterThanOrEqualTo(Instant.parse(node.get("created").asText()).toEpochMilli());
      }
    }
  }

  @Test
  void messagesThatAreFetchedMoreSeldomAreTheSameMessages() {
    long minute = Duration.ofMinutes(1).toMillis();
    List<GeneratedMessage> messages =
        Generator.messages(new GeneratorOptions(4711, 40, 2, 3, Duration.ofMinutes(1)));
    assertThat(messages).allMatch(message -> message.recordedAt() % minute == 0);
    assertThat(recordedInMinutes(messages))
        .isEqualTo(recordedInMinutes(Generator.messages(OPTIONS)));
  }

  /** Each message with the end of the minute in which it was recorded, in no order. */
  private static List<String> recordedInMinutes(List<GeneratedMessage> messages) {
    return messages.stream()
        .map(
            message ->
                Instant.ofEpochMilli(message.recordedAt() - 1)
                        .truncatedTo(ChronoUnit.MINUTES)
                        .plus(1, ChronoUnit.MINUTES)
                    + message.body())
        .sorted()
        .toList();
  }

  @Test
  void arrivalOrdersBringTheSameMessagesToOtherOwners() {
    List<GeneratedMessage> messages = Generator.messages(OPTIONS);
    Set<String> first = distinctBodies(messages, "S1A1-");
    assertThat(first).hasSizeGreaterThan(200);
    assertThat(distinctBodies(messages, "S1A2-")).isEqualTo(first);
    assertThat(distinctBodies(messages, "S1A3-")).isEqualTo(first);
    assertThat(distinctBodies(messages, "S2A1-")).isNotEqualTo(first);
    assertThat(recordedTimes(messages, "S1A1-")).isNotEqualTo(recordedTimes(messages, "S1A2-"));
  }

  private static Set<String> distinctBodies(List<GeneratedMessage> messages, String owner) {
    return messages.stream()
        .map(GeneratedMessage::body)
        .filter(body -> body.contains(owner))
        .map(body -> body.replaceAll("\\s+([*|])ZZ[*|]WAYBILL", "$1ZZ$1WAYBILL").replace(owner, ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<Long> recordedTimes(List<GeneratedMessage> messages, String owner) {
    return messages.stream()
        .filter(message -> message.body().contains(owner))
        .map(GeneratedMessage::recordedAt)
        .toList();
  }

  @Test
  void aboutFiveInAHundredMessagesAreExactDuplicates() {
    List<GeneratedMessage> messages = Generator.messages(new GeneratorOptions(99, 500, 1, 1));
    Set<String> bodies = new HashSet<>();
    long repeated = messages.stream().filter(message -> !bodies.add(message.body())).count();
    assertThat(repeated / (double) messages.size()).isBetween(0.03, 0.07);
  }

  @Test
  void everyDialectIsSpokenAndComesWithItsProfile(@TempDir Path dir) throws IOException {
    Generator.generate(new GeneratorOptions(4711, 150, 1, 1), dir);
    Set<String> spoken =
        Generator.messages(new GeneratorOptions(4711, 150, 1, 1)).stream()
            .map(GeneratedMessage::partner)
            .collect(Collectors.toSet());
    assertThat(spoken)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Dialect.values()).map(dialect -> dialect.profile).toList());
    assertThat(dir.resolve("profiles"))
        .isDirectoryContaining("glob:**/carrier-local.yaml")
        .isDirectoryContaining("glob:**/csv-orders.yaml")
        .isDirectoryContaining("glob:**/csv-proofs.yaml")
        .isDirectoryContaining("glob:**/edifact-own.yaml");
  }

  @Test
  void interchangesCountTheirSegmentsRight() {
    Set<String> sets = new TreeSet<>();
    int joined = 0;
    for (GeneratedMessage message : Generator.messages(new GeneratorOptions(4711, 150, 1, 1))) {
      if (message.body().startsWith("ISA")) {
        joined += assertX12Counts(message.body(), sets) > 1 ? 1 : 0;
      } else if (message.body().startsWith("UN")) {
        assertEdifactCounts(message.body(), sets);
      }
    }
    assertThat(sets)
        .containsExactlyInAnyOrder(
            "204", "210", "214", "846", "850", "856", "861", "940", "943", "944", "945", "947",
            "990", "DESADV", "IFTMIN", "IFTSTA", "INVOIC", "INVRPT", "ORDERS", "RECADV");
    assertThat(joined).as("messages of several interchanges").isPositive();
  }

  /** Returns the number of interchanges. */
  private static int assertX12Counts(String text, Set<String> sets) {
    int inTransaction = 0;
    int transactions = 0;
    int interchanges = 0;
    for (String segment : text.split("~\n|~|\n")) {
      String[] elements = segment.split("[*|]");
      inTransaction++;
      switch (elements[0]) {
        case "ISA" -> {
          assertThat(segment).hasSize(105);
          transactions = 0;
          interchanges++;
        }
        case "ST" -> {
          sets.add(elements[1]);
          inTransaction = 1;
          transactions++;
        }
        case "SE" -> assertThat(elements[1]).isEqualTo(Integer.toString(inTransaction));
        case "GE" -> assertThat(elements[1]).isEqualTo(Integer.toString(transactions));
        default -> assertThat(elements[0]).matches("[A-Z][A-Z0-9]{1,2}");
      }
    }
    return interchanges;
  }

  private static void assertEdifactCounts(String text, Set<String> types) {
    int inMessage = 0;
    int messages = 0;
    for (String segment : text.split("(?<!\\?)'\n?")) {
      String[] elements = segment.split("(?<!\\?)\\+");
      inMessage++;
      switch (elements[0]) {
        case "UNB" -> messages = 0;
        case "UNH" -> {
          types.add(elements[2].split(":")[0]);
          inMessage = 1;
          messages++;
        }
        case "UNT" -> assertThat(elements[1]).isEqualTo(Integer.toString(inMessage));
        case "UNZ" -> assertThat(elements[1]).isEqualTo(Integer.toString(messages));
        default -> assertThat(elements[0]).matches("[A-Z]{3}|UNA:");
      }
    }
  }

  @Test
  void runFileNamesEveryOwnerAndTheRules(@TempDir Path dir) throws IOException {
    Generator.generate(OPTIONS, dir);
    JsonNode run = new JsonMapper().readTree(Files.readString(dir.resolve("run.json")));
    assertThat(run.get("owners")).hasSize(6);
    assertThat(run.get("owners").get(4).get("owner").asText()).isEqualTo("S2A2-");
    assertThat(run.get("owners").get(4).get("seed").asLong()).isEqualTo(4712);
    assertThat(run.get("rules").get(0).get("invoiceSettle").asText()).isEqualTo("PT2H");
    assertThat(Instant.parse(run.get("clockEnd").asText())).isAfter(Generator.ORIGIN);
  }

  @Test
  void refusesToGenerateNothing() {
    assertThatThrownBy(() -> new GeneratorOptions(1, 0, 1, 1))
        .hasMessage("shipments is 0, but it must be at least 1: nothing would be generated");
  }
}
