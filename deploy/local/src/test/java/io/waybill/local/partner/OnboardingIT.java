package io.waybill.local.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.waybill.gateway.Signature;
import io.waybill.local.command.CommandRun;
import io.waybill.local.feed.LiveFeed;
import io.waybill.local.feed.RawProducer;
import io.waybill.local.feed.TopicReader;
import io.waybill.local.gateway.StackGateway;
import io.waybill.local.stack.DataFolder;
import io.waybill.local.stack.StackJob;
import io.waybill.local.stack.StackJobs;
import io.waybill.local.stack.StackOptions;
import io.waybill.local.stack.StackTables;
import io.waybill.local.stack.WaybillStack;
import io.waybill.operators.intake.circuit.Circuit;
import io.waybill.operators.intake.json.JsonDocument;
import io.waybill.operators.log.RawHeaders;
import io.waybill.operators.log.Topics;
import io.waybill.schemas.DeadLetterAction;
import io.waybill.schemas.wire.AvroCodec;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A partner is connected to a running stack, with the commands that the documentation gives. */
@Tag("R-P8")
class OnboardingIT {

  private static final Path DOCS = Path.of("..", "..", "docs");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path data;
  @TempDir private Path files;

  private final List<AutoCloseable> open = new ArrayList<>();
  private WaybillStack stack;
  private LiveFeed feed;

  @BeforeEach
  void start() throws Exception {
    stack =
        opened(
            WaybillStack.start(
                opened(DataFolder.kept(data)), StackOptions.throwaway(1), StackTables::create));
    stack.runJobs(
        new Configuration(),
        config ->
            StackJobs.all(config).stream()
                .filter(job -> List.of("intake", "view").contains(job.name()))
                .toList());
    stack.runningJobs().awaitRunning(PATIENCE);
    feed =
        opened(
            new LiveFeed(
                opened(new RawProducer(stack.bootstrapServers(), stack.options().partitions())),
                0));
    feed.start();
    assertThat(stack.jobs()).extracting(StackJob::name).hasSize(2);
  }

  @AfterEach
  void stop() throws Exception {
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).close();
    }
  }

  @Test
  @Tag("R-F4")
  @Tag("R-K7")
  void aPartnerIsConnectedWhileTheStackRuns() throws Exception {
    byte[] order = Files.readAllBytes(DOCS.resolve("examples/corner-shop-order.json"));
    feed.send("corner-shop", "4711", order);
    String id = awaitLetter("--partner", "corner-shop");
    awaitOutput("no profile", () -> run(0, "partner", "list"), "corner-shop +none .*no fact yet");
    assertThat(run(1, "dead-letters", "redrive", id)).contains("UNKNOWN_PARTNER");

    for (String line : commandsOf("partners.md")) {
      CommandRun command = CommandRun.of(withData(line));
      assertThat(command.exitCode()).as("%s: %s", line, command.output()).isZero();
    }
    assertThat(run(0, "partner", "history", "corner-shop"))
        .contains("version 1, canonical-json, of Corner Shop: for messages of any time; published");

    awaitOutput("letters are gone", () -> run(0, "dead-letters", "list"), "0 of 0 dead letters");
    awaitOutput(
        "how long it took",
        () -> run(0, "partner", "list"),
        "corner-shop +1 +canonical-json +EMEA +[0-9m.]+s, first message 2");
    assertThat(run(0, "dead-letters", "list", "--redriven"))
        .contains("sent again by")
        .contains("accepted");
    assertThat(run(1, "dead-letters", "redrive", id)).contains("It was sent again by");

    List<ConsumerRecord<byte[], byte[]>> sent = messagesOf("4711");
    assertThat(sent).hasSize(2);
    assertThat(sent.get(1).value()).isEqualTo(order);
    assertThat(sent.get(1).partition()).isEqualTo(sent.get(0).partition());
    assertThat(
            new String(
                sent.get(1).headers().lastHeader(RawHeaders.DEAD_LETTER).value(),
                StandardCharsets.UTF_8))
        .isEqualTo(id);
  }

  @Test
  @Tag("R-F4")
  @Tag("R-G6")
  void aLetterIsCorrectedAndSentAgainOnce() throws Exception {
    String wrong =
        """
        {"message":"milestone","id":"m","created":"2026-01-05T10:00:00Z",
         "reference":{"type":"SHIPMENT","value":"S9"},"event":"e","code":"DEPARTED",
         "classifier":"ACTUAL","occurredAt":"Jane Roe"}
        """;
    feed.send("canonical", "9", wrong.getBytes(StandardCharsets.UTF_8));
    String id = awaitLetter("--reason", "INVALID");
    assertThat(run(0, "dead-letters", "list")).contains("xxxx xxx").doesNotContain("Jane");
    assertThat(run(0, "dead-letters", "show", id)).contains("masked").doesNotContain("Jane");
    Path file = files.resolve("letter.json");
    assertThat(run(0, "dead-letters", "show", id, "--unmask", "--save", file.toString()))
        .contains("Jane Roe");
    assertThat(run(1, "dead-letters", "redrive", id)).contains("It would be a dead letter again");
    Files.writeString(file, Files.readString(file).replace("Jane Roe", "2026-01-05"));
    run(0, "dead-letters", "edit", id, file.toString(), "--by", "ann");
    assertThat(run(0, "dead-letters", "redrive", "--partner", "canonical", "--by", "ann"))
        .contains("1 sent again: 1 accepted");
    assertThat(run(0, "dead-letters", "list", "--redriven")).contains("edited by ann");
    assertThat(run(1, "dead-letters", "edit", id, file.toString())).contains("already");
    assertThat(run(0, "dead-letters", "redrive", "--all")).contains("0 sent again");
    theReadTableIsBuiltAnewFromItsTopic(id);
  }

  @Test
  @Tag("R-F4")
  void aMessageBeyondEveryLimitIsADeadLetterAndTheNextOneIsRead() throws Exception {
    byte[] large = new byte[JsonDocument.MAX_BYTES + 1];
    Arrays.fill(large, (byte) '[');
    feed.send("canonical", "large", large);
    String id = awaitLetter("--reason", "TOO_LARGE");
    Path whole = files.resolve("large.json");
    assertThat(run(0, "dead-letters", "show", id, "--save", whole.toString()))
        .contains("the raw topic has it all")
        .contains("content       %d bytes".formatted(large.length));
    assertThat(whole).hasBinaryContent(large);
    feed.send("canonical", "large", new byte[] {'['});
    awaitLetter("--reason", "UNREADABLE");
  }

  @Test
  @Tag("R-F5")
  void whoseCircuitIsOpenIsListedWithTheReason() throws Exception {
    assertThat(run(0, "partner", "list")).doesNotContain("circuit");
    for (int i = 0; i < Circuit.FEWEST; i++) {
      feed.send("canonical", "rubbish", new byte[] {'['});
    }
    awaitOutput(
        "the circuit is listed",
        () -> run(0, "partner", "list"),
        "The circuit of canonical is open since 2.*20 of 20 messages of canonical");
  }

  /** What an operator did stands on a topic too: nothing is sent twice after a new start. */
  private void theReadTableIsBuiltAnewFromItsTopic(String id) {
    AvroCodec<DeadLetterAction> codec = AvroCodec.of(DeadLetterAction.class);
    try (TopicReader reader =
        new TopicReader(stack.bootstrapServers(), Topics.DEAD_LETTER_ACTIONS)) {
      assertThat(reader.readToEnd().stream().map(record -> codec.decode(record.value())))
          .extracting(
              DeadLetterAction::getDeadLetterId,
              DeadLetterAction::getBy,
              action -> action.getContent() != null,
              action -> action.getSentTo() != null)
          .containsExactly(tuple(id, "ann", true, false), tuple(id, "ann", false, true));
    }
  }

  /** Webhook, upload and drop folder, with a secret that stands in the data folder. */
  @Test
  @Tag("R-G5")
  void theGatewayTakesMessagesOfAPartner() throws Exception {
    Files.writeString(
        Files.createDirectories(data.resolve("secrets")).resolve("corner-shop-webhook"), "s3cret");
    Files.writeString(data.resolve("secrets").resolve("corner-shop-token"), "t0ken");
    run(0, "partner", "add", DOCS.resolve("examples/corner-shop.yaml").toString());
    byte[] order = Files.readAllBytes(DOCS.resolve("examples/corner-shop-order.json"));
    StackGateway gateway = opened(StackGateway.start(stack.bootstrapServers(), data, 0, feed));
    Signature signature = Signature.of("s3cret", System.currentTimeMillis() / 1000, order);
    HttpRequest webhook =
        HttpRequest.newBuilder(URI.create(gateway.address() + "/webhooks/corner-shop"))
            .header("Waybill-Timestamp", signature.timestamp())
            .header("Waybill-Signature", signature.text())
            .header("Waybill-Key", "by-webhook")
            .POST(HttpRequest.BodyPublishers.ofByteArray(order))
            .build();
    HttpRequest upload =
        HttpRequest.newBuilder(URI.create(gateway.address() + "/upload/corner-shop"))
            .header("Authorization", "Bearer t0ken")
            .header("Waybill-Key", "by-upload")
            .POST(HttpRequest.BodyPublishers.ofByteArray(order))
            .build();
    HttpClient client = HttpClient.newHttpClient();
    for (HttpRequest request : List.of(webhook, upload)) {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
    assertThat(messagesOf("by-webhook")).as("Kafka has it when it is answered").hasSize(1);
    assertThat(messagesOf("by-upload")).hasSize(1);

    Path file = Files.createDirectories(gateway.dropFolder().resolve("corner-shop"));
    Files.write(file.resolve("order.json"), order);
    awaitOutput(
        "the drop folder is emptied",
        () -> String.join(",", file.toFile().list()) + ",",
        "^done,$");
    awaitOutput(
        "its facts are accepted", () -> run(0, "partner", "list"), "corner-shop .*at once, first");
    assertThat(run(0, "dead-letters", "list")).contains("0 of 0 dead letters");

    Path interchange = Files.createDirectories(gateway.dropFolder().resolve("x12"));
    Files.writeString(
        interchange.resolve("status.edi"),
        "ISA*00*          *00*          *02*CARR           *ZZ*WAYBILL        *260105*1000*U*00401"
            + "*000000007*1*P*>~GS*QM*CARR*WAYBILL*20260105*1000*7*X*004010~ST*214*0001~"
            + "B10*PRO1*LOAD1*CARR~LX*1~AT7*AF*NS***20260105*0930*UT~SE*5*0001~GE*1*7~IEA*1*000000007~");
    Path out = data.resolve("out").resolve("x12");
    awaitOutput(
        "a 997 goes out",
        () -> firstFile(out),
        "TA1\\*000000007\\*260105\\*1000\\*A\\*000~.*ST\\*997.*AK5\\*A");
  }

  private static String firstFile(Path folder) {
    File[] files = folder.toFile().listFiles((parent, name) -> name.endsWith(".edi"));
    try {
      return files == null || files.length == 0 ? "" : Files.readString(files[0].toPath());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<ConsumerRecord<byte[], byte[]>> messagesOf(String key) {
    try (TopicReader reader = new TopicReader(stack.bootstrapServers(), Topics.RAW)) {
      return reader.readToEnd().stream()
          .filter(record -> key.equals(new String(record.key(), StandardCharsets.UTF_8)))
          .toList();
    }
  }

  /** The commands in the shell blocks of a document, without the script's name. */
  private static List<String> commandsOf(String document) throws Exception {
    List<String> commands = new ArrayList<>();
    boolean shell = false;
    for (String line : Files.readAllLines(DOCS.resolve(document))) {
      if (line.startsWith("```")) {
        shell = line.equals("```sh");
      } else if (shell && line.startsWith("deploy/waybill ")) {
        commands.add(line.substring("deploy/waybill ".length()));
      }
    }
    assertThat(commands).isNotEmpty();
    return commands;
  }

  private String[] withData(String command) {
    List<String> words = new ArrayList<>();
    for (String word : command.split(" +")) {
      words.add(word.startsWith("docs/") ? DOCS.resolve(word.substring(5)).toString() : word);
    }
    if (!command.startsWith("partner check")) {
      words.add("--data");
      words.add(data.toString());
    }
    return words.toArray(String[]::new);
  }

  private String awaitLetter(String... filter) throws Exception {
    List<String> words = new ArrayList<>(List.of("dead-letters", "list"));
    words.addAll(List.of(filter));
    String output =
        awaitOutput(
            "a dead letter", () -> run(0, words.toArray(String[]::new)), "1 of 1 dead letters");
    return output.split(" ")[0];
  }

  private static String awaitOutput(String what, Supplier<String> output, String wanted)
      throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    String last = output.get();
    Pattern pattern = Pattern.compile(wanted);
    while (!pattern.matcher(last).find() && System.nanoTime() < deadline) {
      Thread.sleep(200);
      last = output.get();
    }
    assertThat(last).as(what).containsPattern(pattern);
    return last;
  }

  private String run(int exitCode, String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.add("--data");
    all.add(data.toString());
    CommandRun command = CommandRun.of(all.toArray(String[]::new));
    assertThat(command.exitCode()).as("%s: %s", all, command.output()).isEqualTo(exitCode);
    return command.output();
  }

  private <T extends AutoCloseable> T opened(T closeable) {
    open.add(closeable);
    return closeable;
  }
}
