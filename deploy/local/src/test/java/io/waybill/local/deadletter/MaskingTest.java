package io.waybill.local.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R-G6")
class MaskingTest {

  @Test
  void lettersAndDigitsAreHiddenAndTheFormStays() {
    assertThat(Masking.mask("Jürgen, +49 170/12\u0663")).isEqualTo("xxxxxx, +99 999/999");
  }

  @Test
  void aRemedyKeepsItsWordsAndHidesTheValuesItQuotes() {
    assertThat(
            Masking.maskRemedy(
                "Write it like 2026-01-05. Also signedBy 'Jane O'Neil': Leave it out. Also phone"
                    + " '+1 555': Send it."))
        .isEqualTo(
            "Write it like 2026-01-05. Also signedBy 'xxxx x'xxxx': Leave it out. Also phone"
                + " '+9 999': Send it.");
  }

  @Test
  void bytesAreShownWithoutControlCharacters() {
    assertThat(Masking.text("a\u0000b\u001b[1m\nc".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("a?b?[1m\nc");
  }
}
