package io.waybill.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.local.deadletter.Letter;
import io.waybill.operators.intake.Intake;
import io.waybill.operators.intake.PublishedRules;
import io.waybill.operators.intake.message.Decoded;
import io.waybill.operators.intake.message.RawMessage;
import io.waybill.operators.intake.profile.ProfileReader;
import io.waybill.operators.intake.profile.Profiles;
import io.waybill.schemas.DeadLetter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * A name, a phone number and a position in every place of every golden message, whole and cut: they
 * stand in clear in no field and no remedy of a dead letter, in no listing of dead letters, and in
 * no line of a log.
 */
@Tag("R-G6")
class PersonalDataTest {

  private static final Path GOLDEN =
      Path.of("..", "..", "operators", "src", "test", "resources", "golden");
  private static final String NAME = "Quodlibetta";
  private static final List<String> PERSONAL = List.of(NAME, "9988776655", "48.137159913");
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]{2,}");

  /** Other names of the same message would only say the same. */
  private static final int MOST_PLACES = 250;

  @TestFactory
  Stream<DynamicTest> isInNoTextThatAnybodyMayRead() throws IOException {
    List<Path> messages;
    try (Stream<Path> files = Files.walk(GOLDEN, 2)) {
      messages =
          files
              .filter(Files::isRegularFile)
              .filter(file -> !file.getParent().equals(GOLDEN))
              .filter(file -> !file.toString().endsWith(".facts"))
              .filter(file -> !file.endsWith("profile.yaml"))
              .sorted()
              .toList();
    }
    assertThat(messages).hasSizeGreaterThan(50);
    return messages.stream()
        .map(
            file -> DynamicTest.dynamicTest(GOLDEN.relativize(file).toString(), () -> check(file)));
  }

  private static void check(Path file) throws IOException {
    Path own = file.resolveSibling("profile.yaml");
    Profiles profiles =
        Files.exists(own)
            ? Profiles.none().with(ProfileReader.read(own.toString(), Files.readString(own)))
            : Profiles.bundled();
    Intake intake = new Intake(profiles, PublishedRules.FIRST);
    String profile = file.getParent().getFileName().toString();
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    try (Log log = new Log()) {
      Matcher word = WORD.matcher(text);
      for (int place = 0; word.find() && place < MOST_PLACES; place++) {
        String personal = PERSONAL.get(place % PERSONAL.size());
        String said = text.substring(0, word.start()) + personal + text.substring(word.end());
        check(intake, profile, said, personal);
        check(intake, profile, said.substring(0, said.length() * 2 / 3), personal);
        check(intake, profile, said.replace(personal, NAME + "': {" + NAME), NAME);
      }
      assertThat(log.lines).noneMatch(line -> PERSONAL.stream().anyMatch(line::contains));
    }
  }

  private static void check(Intake intake, String profile, String text, String personal) {
    RawMessage raw =
        new RawMessage(
            profile,
            "raw",
            0,
            7,
            Instant.parse("2026-01-05T00:00:00Z").toEpochMilli(),
            text.getBytes(StandardCharsets.ISO_8859_1));
    Decoded decoded = intake.decode(raw);
    for (DeadLetter letter : decoded.deadLetters()) {
      assertThat(letter.getField() + letter.getRemedy()).doesNotContain(personal);
      StringWriter printed = new StringWriter();
      PrintWriter out = new PrintWriter(printed);
      DeadLetterListCommand.print(out, listed(letter), false);
      DeadLetterShowCommand.print(out, listed(letter), listed(letter).content(), false);
      out.flush();
      assertThat(printed.toString().lines())
          .noneMatch(
              line -> line.contains(personal) && (personal.equals(NAME) || !isControl(line)));
    }
  }

  /** Digits in the place of a control number are no phone number. */
  private static boolean isControl(String line) {
    return line.startsWith("control ");
  }

  private static Letter listed(DeadLetter letter) {
    return new Letter(
        letter.getDeadLetterId(),
        letter.getPartner(),
        letter.getReason(),
        letter.getField(),
        letter.getValue(),
        letter.getRemedy(),
        new Letter.RawPlace("raw", 0, 7),
        letter.getRaw().getPosition(),
        letter.getRaw().getControlNumbers(),
        Instant.ofEpochMilli(letter.getRecordedAt()),
        letter.getContent().array(),
        null,
        null);
  }

  /** Everything that is logged, at whatever level. */
  private static final class Log extends AbstractAppender implements AutoCloseable {

    private final List<String> lines = new ArrayList<>();
    private final LoggerContext context = LoggerContext.getContext(false);
    private final Level before = context.getConfiguration().getRootLogger().getLevel();

    Log() {
      super("personal data", null, null, false, Property.EMPTY_ARRAY);
      start();
      context.getConfiguration().getRootLogger().addAppender(this, Level.ALL, null);
      context.getConfiguration().getRootLogger().setLevel(Level.ALL);
      context.updateLoggers();
    }

    @Override
    public void append(LogEvent event) {
      lines.add(event.getMessage().getFormattedMessage() + " " + event.getThrown());
    }

    @Override
    public void close() {
      context.getConfiguration().getRootLogger().removeAppender(getName());
      context.getConfiguration().getRootLogger().setLevel(before);
      context.updateLoggers();
      stop();
    }
  }
}
