package io.waybill.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands of the README, as a person would type them. */
class FirstRunIT {

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();

  @Test
  void generateReplayAndReferee() throws Exception {
    String history = folder.resolve("history").toString();
    Path effects = folder.resolve("effects.jsonl");
    Path summary = folder.resolve("summary.json");
    assertThat(run("generate", "--seed", "7", "--shipments", "40", "--out", history)).isZero();
    assertThat(
            run(
                "replay",
                "--generated",
                history,
                "--effects",
                effects.toString(),
                "--summary",
                summary.toString()))
        .isZero();
    assertThat(run("referee", history, "--effects", effects.toString())).isZero();
    assertThat(lastLine()).startsWith("The referee agrees");

    String doubled = Files.readString(effects) + Files.readAllLines(effects).get(0) + "\n";
    Files.writeString(effects, doubled);
    assertThat(run("referee", history, "--effects", effects.toString())).isEqualTo(1);
    assertThat(lastLine()).startsWith("The referee disagrees");
  }

  @Test
  void theDoctorAnswers() {
    assertThat(run("doctor", "--data", folder.resolve("data").toString())).isBetween(0, 1);
    assertThat(out.toString()).contains("Java");
  }

  private int run(String... arguments) {
    CommandLine commandLine = Waybill.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
    return commandLine.execute(arguments);
  }

  private String lastLine() {
    return out.toString().stripTrailing().lines().reduce((before, last) -> last).orElse("");
  }
}
