package io.waybill.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class CommandLineTest {

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          replya                                        | Did you mean: waybill replay
          up --frobnicate                               | Unknown option: '--frobnicate'
          up --demo=fast                                | 'fast' is not a double
          up --demo=0                                   | would show nothing
          up --for soon                                 | write it like 500ms, 90s, 5m or 2h
          up --for 0s                                   | is no time at all
          up --parallelism 3                            | Parallelism 3 does not divide the 8 partitions
          replay                                        | Missing required argument
          replay --generated nowhere                    | There is no folder nowhere
          replay --from-log nowhere                     | There is no folder nowhere
          replay --profile scms nothing.csv             | There is no file nothing.csv
          replay --generated . --from-log .             | mutually exclusive
          replay --generated . --parallelism 3          | Parallelism 3 does not divide the 8 partitions
          replay --generated . --clock-end yesterday    | write it like 2016-01-01T00:00:00Z
          replay --from-log . --fail-every 5s           | a kept log has none
          generate --seed 1 --shipments 5               | Missing required option: '--out=DIR'
          generate --seed 1 --shipments 0 --out x       | it must be at least 1
          referee . --effects nothing.jsonl             | There is no file nothing.jsonl
          referee .                                     | Missing required argument
          why                                           | Missing required parameter: 'SHIPMENT'
          partner                                       | Missing required subcommand
          partner check canonical                       | Name a profile and at least one sample
          partner check nowhere pom.xml                 | There is no file nowhere and no profile of that name
          partner check pom.xml pom.xml                 | Profile pom.xml
          partner check --auto nothing.edi              | There is no file nothing.edi
          partner add nothing.yaml                      | There is no file nothing.yaml
          dead-letters                                  | Missing required subcommand
          dead-letters redrive                          | Say which: their ids, --reason, --partner, or --all
          dead-letters list --reason WRONG              | expected one of [NO_PARTNER, UNKNOWN_PARTNER
          dead-letters edit x nothing.edi               | There is no file nothing.edi
          """)
  void saysWhatIsWrongAndStartsNothing(String arguments, String sentence) {
    assertThat(execute(arguments.split(" +"))).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains(sentence).contains("--help").doesNotContain("Exception");
  }

  @Test
  void refusesAProfileThatReadsNoHistory() throws Exception {
    Path file = Files.writeString(folder.resolve("some.csv"), "a,b\r1,2");
    assertThat(execute("replay", "--profile", "canonical", file.toString()))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("No profile canonical reads a history of files");
  }

  @Test
  void failsWithASentenceWhenThereIsNoKeptLog() {
    assertThat(execute("replay", "--from-log", folder.toString())).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString()).contains("There is no kept log in").contains("--keep-log");
  }

  @Test
  void failsWithASentenceWhenNothingWasGenerated() {
    assertThat(execute("replay", "--generated", folder.toString())).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString()).contains("is not a folder of generated messages");
  }

  @Test
  void whyNeedsARunningStack() {
    assertThat(execute("why", "SHIPMENT-1", "--data", folder.toString()))
        .isEqualTo(ExitCode.FAILED);
    assertThat(err.toString()).contains("No stack is running on").contains("waybill up");
  }

  @Test
  void partnersAndDeadLettersNeedARunningStack() throws Exception {
    String data = folder.toString();
    assertThat(execute("partner", "list", "--data", data)).isEqualTo(ExitCode.FAILED);
    assertThat(execute("dead-letters", "list", "--data", data)).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString()).contains("No stack is running on").contains("waybill up");
  }

  @Test
  @Tag("R-P8")
  void aCheckOfSamplesSaysWhatTheyWouldComeTo() throws Exception {
    Path good = Path.of("..", "..", "docs", "examples", "corner-shop-order.json");
    Path bad = Files.writeString(folder.resolve("bad.json"), "{\"message\":\"order\"}");
    assertThat(execute("partner", "check", "--auto", good.toString())).isEqualTo(ExitCode.GOOD);
    assertThat(out.toString()).contains("profile canonical", "OrderLine, shipment CS-4711");
    assertThat(execute("partner", "check", "canonical", good.toString(), bad.toString()))
        .isEqualTo(ExitCode.FINDINGS);
    assertThat(out.toString()).contains("MISSING at created", "1 of 2 samples accepted");
    out.getBuffer().setLength(0);
    assertThat(execute("partner", "check", "--json", "--auto", good.toString()))
        .isEqualTo(ExitCode.GOOD);
    assertThat(new ObjectMapper().readTree(out.toString()).at("/0/verdict").asText())
        .isEqualTo("ACCEPTED");
  }

  @Test
  @Tag("R-G6")
  void aCheckOfSamplesMasksPeople() throws Exception {
    Path edi =
        Files.writeString(
            folder.resolve("notice.edi"),
            "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260105*1000*U"
                + "*00401*000000001*0*P*>~GS*SH*SEND*RECV*20260105*1000*1*X*004010~ST*204*0001~"
                + "B2**ABCD**L1**PP~B2A*00*LT~NTE*GEN*Ring Quodlibet 0170~S5*1*CU~"
                + "G62*68*20260106~N1*CN*Quodlibet~N3*Quodlibet road~G61*CN*Quodlibet*TE*0170~"
                + "SE*10*0001~GE*1*1~IEA*1*000000001~");
    Path bad =
        Files.writeString(
            folder.resolve("bad.json"), "{\"message\":\"order\",\"created\":\"Quodlibet 0170\"}");
    for (String[] words :
        List.of(
            new String[] {"partner", "check", "x12", edi.toString()},
            new String[] {"partner", "check", "--json", "x12", edi.toString()},
            new String[] {"partner", "check", "canonical", bad.toString()})) {
      out.getBuffer().setLength(0);
      execute(words);
      assertThat(out.toString())
          .contains("xxxxxxxxx")
          .doesNotContainIgnoringCase("quodlibet")
          .doesNotContain("0170");
      out.getBuffer().setLength(0);
      String[] unmasked = Arrays.copyOf(words, words.length + 1);
      unmasked[words.length] = "--unmask";
      execute(unmasked);
      assertThat(out.toString()).contains("Quodlibet").doesNotContain("xxxxxxxxx");
    }
  }

  @Test
  void theDoctorLooksAtEverything() {
    execute("doctor", "--data", folder.toString());
    assertThat(out.toString())
        .contains("Java", "memory", "disk", "ports", "versions", "Flink 2.3", "Kafka 4.2", "data");
  }

  @Test
  void generatesTheSameForTheSameSeed() throws Exception {
    for (String name : new String[] {"one", "other"}) {
      assertThat(
              execute(
                  "generate",
                  "--seed",
                  "7",
                  "--shipments",
                  "3",
                  "--out",
                  folder.resolve(name).toString()))
          .isEqualTo(ExitCode.GOOD);
    }
    assertThat(folder.resolve("one/messages.jsonl"))
        .hasSameTextualContentAs(folder.resolve("other/messages.jsonl"));
  }

  private int execute(String... arguments) {
    CommandLine commandLine = Waybill.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(arguments);
  }
}
