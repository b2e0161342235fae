package io.waybill.operators.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.operators.intake.profile.PartnerProfile;
import io.waybill.operators.intake.profile.Profiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Jazzer against every decoder, for {@code -Dfuzz.seconds} each (5 unless given), which the bundled
 * profiles of one decoder share. It begins with what it found before ({@code
 * src/test/resources/fuzz}), the golden messages and the real messages beside the project, where
 * they are. What it finds is kept under {@code target/fuzz} with the seed that found it. A minute
 * for each: {@code ./mvnw -pl operators -am test -Dtest=DecoderFuzzTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dfuzz.seconds=60}.
 */
@Tag("R-F4")
@Tag("fuzz")
class DecoderFuzzTest {

  private static final int SECONDS = Integer.getInteger("fuzz.seconds", 5);
  private static final int SEED = Integer.getInteger("fuzz.seed", 20260705);

  @TempDir Path samples;

  @TestFactory
  Stream<DynamicTest> noInputBreaksADecoder() {
    Map<String, List<PartnerProfile>> byDecoder =
        Profiles.bundled().all().stream()
            .collect(
                Collectors.groupingBy(
                    DecoderFuzzTest::decoder, TreeMap::new, Collectors.toUnmodifiableList()));
    return byDecoder.values().stream()
        .flatMap(
            profiles ->
                profiles.stream()
                    .map(
                        profile ->
                            DynamicTest.dynamicTest(
                                profile.name(),
                                () ->
                                    fuzz(profile.name(), Math.max(2, SECONDS / profiles.size())))));
  }

  /** What tells the decoders apart; see {@link Intake}. */
  private static String decoder(PartnerProfile profile) {
    return switch (profile.format()) {
      case EASYPOST, AFTERSHIP, SHIPPO, TRACKER -> "tracker";
      default -> profile.format().label();
    };
  }

  private void fuzz(String profile, int seconds) throws IOException, InterruptedException {
    Path found = Files.createDirectories(Path.of("target", "fuzz", profile).toAbsolutePath());
    Path log = found.resolve("log.txt");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-Dorg.apache.avro.SERIALIZABLE_PACKAGES=io.waybill,java",
                "-D" + DecoderFuzzer.PROFILE + "=" + profile,
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + DecoderFuzzer.class.getName(),
                "--instrumentation_includes=io.waybill.operators.intake.**",
                "--reproducer_path=" + found,
                "-artifact_prefix=" + found + "/",
                "-seed=" + SEED,
                "-timeout=10",
                "-max_len=65536",
                "-max_total_time=" + seconds,
                Files.createDirectories(found.resolve("corpus")).toString()));
    corpora(profile).forEach(folder -> command.add(folder.toString()));
    Process jazzer =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    boolean ended = jazzer.waitFor(seconds + 120L, TimeUnit.SECONDS);
    if (!ended) {
      jazzer.destroyForcibly();
    }
    String said = Files.readString(log);
    assertThat(ended && jazzer.exitValue() == 0)
        .as("profile %s, seed %d; what Jazzer says:%n%s", profile, SEED, end(said))
        .isTrue();
    System.out.printf("fuzz %s: %s%n", profile, lastLine(said));
  }

  private List<Path> corpora(String profile) throws IOException {
    List<Path> corpora = new ArrayList<>();
    Path own = Path.of("src/test/resources/fuzz", profile).toAbsolutePath();
    if (Files.isDirectory(own)) {
      corpora.add(own);
    }
    Path golden = Path.of("src/test/resources/golden", profile).toAbsolutePath();
    if (Files.isDirectory(golden)) {
      corpora.add(golden);
    }
    Optional<Path> shared = SharedFiles.folder("samples");
    if (shared.isPresent()) {
      // Flat and small: libFuzzer reads a corpus file by file, and long ones only slow it down.
      Path folder = Files.createDirectories(samples.resolve(profile));
      try (Stream<Path> files = Files.walk(shared.get())) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          if (Files.size(file) < 16_384) {
            Files.copy(file, folder.resolve(file.getFileName()));
          }
        }
      }
      corpora.add(folder);
    }
    return corpora;
  }

  private static String lastLine(String said) {
    return said.lines()
        .filter(line -> line.startsWith("Done ") || line.startsWith("stat::"))
        .reduce((one, other) -> other)
        .orElse("done");
  }

  private static String end(String said) {
    return said.substring(Math.max(0, said.length() - 4000));
  }
}
