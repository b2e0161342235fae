package io.waybill.operators.intake.edifact;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.operators.intake.SharedFiles;
import io.waybill.operators.intake.message.Decoded;
import io.waybill.schemas.DeadLetter;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real files, doubled and cut; what each comes to as it is stands in SampleTableTest. */
@Tag("R-S2")
class EdifactSamplesTest {

  @Test
  @Tag("R-F1")
  void theSameMessageInTwoInterchangesOfAFileGivesTheSameFacts() throws IOException {
    Decoded decoded =
        Edifact.read(SharedFiles.read("samples/edifact/DESADV/vscode-edi-support__DESADV.edifact"));
    assertThat(decoded.shipmentFacts().stream().map(f -> f.getEnvelope().getFactId()).distinct())
        .hasSize(decoded.shipmentFacts().size() / 2);
  }

  @ParameterizedTest
  @Tag("R-F4")
  @ValueSource(
      strings = {
        "DESADV/vscode-edi-support__DESADV.edifact",
        "INVOIC/staedi__invoic_d93a_una.edi",
        "ORDRSP/EDI.Net__edifact.ORDRSP.edi",
      })
  void whereverItIsCutItSaysSomethingAndNothingThatIsNotThere(String file) throws IOException {
    byte[] whole = SharedFiles.read("samples/edifact/" + file);
    var facts =
        Edifact.read(whole).shipmentFacts().stream()
            .map(fact -> fact.getPayload())
            .collect(Collectors.toSet());
    for (int length = 0; length < whole.length; length++) {
      Decoded decoded = Edifact.read(Arrays.copyOf(whole, length));
      assertThat(decoded.deadLetters().size() + decoded.records().size())
          .as("cut at %d", length)
          .isPositive();
      assertThat(decoded.deadLetters()).extracting(DeadLetter::getReason).doesNotContain("FAULT");
      assertThat(decoded.shipmentFacts()).allMatch(fact -> facts.contains(fact.getPayload()));
    }
  }
}
