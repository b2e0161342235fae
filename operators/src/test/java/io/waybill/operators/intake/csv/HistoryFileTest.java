package io.waybill.operators.intake.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.waybill.operators.intake.profile.PartnerProfile;
import io.waybill.operators.intake.profile.ProfileReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("R-S14")
class HistoryFileTest {

  private static final PartnerProfile PROFILE =
      ProfileReader.read(
          "small.yaml",
          """
          name: small
          version: 1
          owner: a test
          format: csv
          zone: UTC
          csv:
            separator: ","
            columns: [id, day, text, n]
            dates: [uuuu-MM-dd]
            identity: id
            recorded: day
            shipment: id
            order:
              line: id
              customer: text
              item: text
              quantity: n
              unit-price: n
              unit: piece
              currency: EUR
          """);

  @ParameterizedTest
  @ValueSource(strings = {"\r", "\n", "\r\n"})
  void rowsAreCutAtAnyLineEndButNotInsideQuotes(String end) {
    String file =
        "\uFEFFid,day,text,n"
            + end
            + "1,2026-01-03,\"a\r\n\"\"b\"\", c\",1"
            + end
            + end
            + "2,2026-01-02,5\" pipe,1"
            + end
            + "3,2026-01-02,x,1";
    List<HistoryFile.Row> rows = read(file);
    assertThat(rows)
        .extracting(HistoryFile.Row::identity, HistoryFile.Row::number)
        .containsExactly(tuple("2", 2), tuple("3", 3), tuple("1", 1));
    assertThat(Instant.ofEpochMilli(rows.get(2).recordedAt())).isEqualTo("2026-01-03T00:00:00Z");
    assertThat(new String(rows.get(2).bytes(), StandardCharsets.UTF_8))
        .isEqualTo("1,2026-01-03,\"a\r\n\"\"b\"\", c\",1");
  }

  @Test
  void aRowWithoutARecordedDateComesWithTheOneBeforeIt() {
    assertThat(read("id,day,text,n\n1,2026-01-03,a,1\n2,never,b,1\nbroken\n3,2026-01-04,c,1\n"))
        .extracting(HistoryFile.Row::identity)
        .containsExactly("1", "2", "", "3");
  }

  @Test
  void anotherFileIsRefusedWithASentence() {
    assertThatThrownBy(() -> read("id,text\n1,a\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("does not list the columns of profile small")
        .hasMessageContaining("[id, text]");
    assertThatThrownBy(() -> read("")).isInstanceOf(IllegalArgumentException.class);
  }

  private static List<HistoryFile.Row> read(String file) {
    return HistoryFile.read(PROFILE, file.getBytes(StandardCharsets.UTF_8));
  }
}
