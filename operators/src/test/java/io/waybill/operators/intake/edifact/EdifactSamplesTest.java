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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real files: facts, a record, or a precise reason for each. */
@Tag("R-S2")
class EdifactSamplesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "APERAK/EDI.Net__Apperak_edi_out_issue235.edi | EDIFACT-APERAK ACCEPTED 0"
            + " | MISSING UNZ, COUNT_MISMATCH UNZ02",
        "COPRAR/edifact-types__d95b_coprar.edi | EDIFACT-COPRAR REJECTED 0"
            + " | UNSUPPORTED UNH02.1, MISSING UNB",
        "DELFOR/EDI.Net__edifact.Issue196.edi | EDIFACT-DELFOR REJECTED 0"
            + " | UNSUPPORTED UNH02.1",
        "DESADV/vscode-edi-support__DESADV.edifact"
            + " | EDIFACT-DESADV ACCEPTED 15, EDIFACT-DESADV ACCEPTED 15 | ''",
        "IFCSUM/EDI.Net__edifact.D01B.IFCSUM.EDI | EDIFACT-IFCSUM REJECTED 0"
            + " | UNSUPPORTED UNH02.1",
        "INVOIC/staedi__invoic_d93a_una.edi | EDIFACT-INVOIC ACCEPTED 1 | ''",
        "INVOIC/staedi__invoic_d97b.edi | EDIFACT-INVOIC ACCEPTED 1 | ''",
        "ORDRSP/EDI.Net__edifact.ORDRSP.edi | EDIFACT-ORDRSP ACCEPTED_WITH_ERRORS 1"
            + " | COUNT_MISMATCH UNT01, COUNT_MISMATCH UNT02, COUNT_MISMATCH UNZ02",
      })
  void eachFileSaysWhatItIs(String file, String records, String deadLetters) throws IOException {
    Decoded decoded = Edifact.read(SharedFiles.read("samples/edifact/" + file));
    assertThat(
            decoded.records().stream()
                .map(r -> r.getType() + " " + r.getOutcome() + " " + r.getFacts())
                .collect(Collectors.joining(", ")))
        .isEqualTo(records);
    assertThat(
            decoded.deadLetters().stream()
                .map(letter -> letter.getReason() + " " + letter.getField())
                .collect(Collectors.joining(", ")))
        .isEqualTo(deadLetters);
  }

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
