package io.waybill.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.operators.intake.profile.Profiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("R-G5")
class DropFolderTest {

  private static final String MILESTONE =
      """
      {"message":"milestone","id":"m","created":"2026-01-05T10:00:00Z",
       "reference":{"type":"PRO","issuer":"ABCD","value":"1"},"event":"e","code":"DEPARTED",
       "classifier":"ACTUAL","occurredAt":"2026-01-05"}
      """;

  @TempDir private Path folder;

  private final KeptLog log = new KeptLog();
  private DropFolder drop;
  private Path partner;

  @BeforeEach
  void open() throws IOException {
    Profiles profiles = Profiles.bundled();
    drop =
        new DropFolder(
            folder,
            2_000,
            name -> profiles.find(name),
            new Uploads(log, new Quotas(() -> 0, partner -> false), () -> 1_767_571_200_000L));
    partner = Files.createDirectories(folder.resolve("canonical"));
  }

  @Test
  void filesAreTakenWhenTheyStandStill() throws IOException {
    Path file = Files.writeString(partner.resolve("a.json"), MILESTONE.substring(0, 50));
    drop.look();
    Files.writeString(file, MILESTONE);
    drop.look();
    assertThat(log.messages()).isEmpty();
    drop.look();
    assertThat(log.messages()).hasSize(1);
    assertThat(names("done")).hasSize(2).anyMatch(name -> name.endsWith("a.json.answer.json"));
    drop.look();
    drop.look();
    assertThat(log.messages()).hasSize(1);
  }

  @Test
  void whatCannotBeReadGoesToFailedWithItsAnswer() throws IOException {
    Files.writeString(partner.resolve("b.json"), "{");
    Files.write(partner.resolve("c.json"), new byte[2_001]);
    Files.write(partner.resolve("d.json"), new byte[0]);
    drop.look();
    drop.look();
    assertThat(names("failed")).hasSize(6);
    assertThat(Files.list(partner.resolve("failed")))
        .filteredOn(file -> file.toString().endsWith("b.json.answer.json"))
        .singleElement()
        .satisfies(file -> assertThat(Files.readString(file)).contains("UNREADABLE"));
    assertThat(log.messages()).isEmpty();
  }

  @Test
  void filesWaitWhileKafkaIsAwayOrThePartnerHasNoProfile() throws IOException {
    log.away(true);
    Path unknown = Files.createDirectories(folder.resolve("not-yet")).resolve("x.json");
    Files.writeString(unknown, MILESTONE);
    Files.writeString(partner.resolve("a.json"), MILESTONE);
    Files.writeString(partner.resolve("b.json.part"), MILESTONE);
    drop.look();
    drop.look();
    drop.look();
    assertThat(partner.resolve("a.json")).exists();
    log.away(false);
    drop.look();
    assertThat(log.messages()).hasSize(1);
    assertThat(unknown).exists();
    assertThat(partner.resolve("b.json.part")).exists();
  }

  @Test
  void aFileOfRowsIsTakenRowByRow() throws IOException {
    Path scms = Files.createDirectories(folder.resolve("scms"));
    String header = String.join(",", Profiles.bundled().find("scms").orElseThrow().csv().columns());
    Files.write(
        scms.resolve("rows.csv"), (header + "\ntoo,short\n").getBytes(StandardCharsets.UTF_8));
    drop.look();
    drop.look();
    assertThat(scms.resolve("failed")).isDirectory();
  }

  private List<String> names(String kind) throws IOException {
    try (Stream<Path> files = Files.list(partner.resolve(kind))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
