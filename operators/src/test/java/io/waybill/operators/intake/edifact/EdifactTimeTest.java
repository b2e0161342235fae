package io.waybill.operators.intake.edifact;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.operators.intake.message.When;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("R-S1")
class EdifactTimeTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @ParameterizedTest
  @CsvSource({
    "20260705,           102, 2026-07-05T00:00:00Z, Z",
    "20260705,           '',  2026-07-05T00:00:00Z, Z",
    "202607050930,       203, 2026-07-05T07:30:00Z, local",
    "202601050930,       203, 2026-01-05T08:30:00Z, local",
    "20260105093015,     203, 2026-01-05T08:30:15Z, local",
    "20260105093015,     204, 2026-01-05T08:30:15Z, local",
    "202601052400,       203, 2026-01-05T23:00:00Z, local",
    "202601050930UTC,    303, 2026-01-05T09:30:00Z, Z",
    "202601050930EST,    303, 2026-01-05T14:30:00Z, -05:00",
    "202601050930+01,    303, 2026-01-05T08:30:00Z, +01:00",
    "202601050930+0530,  205, 2026-01-05T04:00:00Z, +05:30",
    "202601050930-05:00, 303, 2026-01-05T14:30:00Z, -05:00",
    "202601050930,       303, 2026-01-05T08:30:00Z, local",
    "20260105093015CET,  304, 2026-01-05T08:30:15Z, +01:00",
    "260105,             101, 2026-01-05T00:00:00Z, Z",
    "990105,             101, 1999-01-05T00:00:00Z, Z",
    "050126,             2,   2026-01-05T00:00:00Z, Z",
    "010526,             3,   2026-01-05T00:00:00Z, Z",
    "05012026,           4,   2026-01-05T00:00:00Z, Z",
    "2601050930,         201, 2026-01-05T08:30:00Z, local",
    "260105093015,       202, 2026-01-05T08:30:15Z, local",
    "2601050930UTC,      301, 2026-01-05T09:30:00Z, Z",
    "20260105-20260110,  718, 2026-01-05T00:00:00Z, Z",
    "2026010520260110,   718, 2026-01-05T00:00:00Z, Z",
    "20260105,           718, 2026-01-05T00:00:00Z, Z",
    "202601050930202601101030, 719, 2026-01-05T08:30:00Z, local",
    "26010509302601101030, 713, 2026-01-05T08:30:00Z, local",
    "260105260110,       717, 2026-01-05T00:00:00Z, Z",
    "202601,             616, 2025-12-29T00:00:00Z, Z",
    "202601,             610, 2026-01-01T00:00:00Z, Z",
  })
  void formatsAreRead(String value, String format, Instant expected, String offset) {
    When when = EdifactTime.read(value, format, BERLIN).orElseThrow();
    assertThat(Instant.ofEpochMilli(when.at())).isEqualTo(expected);
    assertThat(when.offset()).isEqualTo(offset);
  }

  @ParameterizedTest
  @CsvSource({
    "20260230, 102",
    "202601052530, 203",
    "202601050930XYZ, 303",
    "18990105, 102",
    "260105, ''",
    "today, 102",
    "'', 203",
    "'', 718",
    "20260105, 616",
    "202654, 616",
    "202613, 610",
    "202601052026011, 718",
    "20260105202, 719",
    "9, 201",
    "2026010509300, 203",
    "202601050930+99, 303",
  })
  void whatIsNoTimeIsNone(String value, String format) {
    assertThat(EdifactTime.read(value, format, BERLIN)).isEmpty();
  }
}
