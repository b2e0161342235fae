package io.waybill.operators.intake.x12;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.operators.intake.SharedFiles;
import io.waybill.operators.intake.message.Decoded;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every public X12 message that stands beside the project: facts, a record, or why not. */
@Tag("R-S2")
@Tag("R-F4")
class SamplesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "204/EDI.Net__204-MGCTLYST-SAMPLE.EDI; 6; 3; "
            + "X12-204 ACCEPTED_WITH_ERRORS; "
            + "COUNT_MISMATCH SE01 41",
        "210/EDI.Net__210-MGCTLYST-SAMPLE.EDI; 1; 0; X12-210 ACCEPTED;",
        "214/EDI.Net__214-MGCTLYST-SAMPLE.EDI; 1; 0; X12-214 ACCEPTED;",
        "990/EDI.Net__990-MGCTLYST-SAMPLE.EDI; 1; 0; X12-990 ACCEPTED;",
        "810/EDI.Net__x12.810a.edi; 1; 0; X12-810 ACCEPTED;",
        "810/EDI.Net__x12.810b.edi; 1; 0; X12-810 ACCEPTED;",
        "850/EDI.Net__x12.850.edi; 2; 0; X12-850 ACCEPTED; COUNT_MISMATCH IEA02 000000001",
        "850/EDI.Net__x12.850a.edi; 4; 0; X12-850 ACCEPTED; COUNT_MISMATCH IEA02 000000001",
        "820/EDI.Net__x12.820.issue140.edi; 8; 0; X12-820 ACCEPTED;",
        "180/X12Parser__FromEasistandards.txt; 1; 0; X12-180 ACCEPTED;",
        "855/X12Parser__Example1_Adobe.txt; 1; 0; X12-855 ACCEPTED;",
        "856/X12Parser__Example2.txt; 3; 0; X12-856 ACCEPTED;",
        "856/X12Parser__Example3.txt; 4; 3; X12-856 ACCEPTED;",
        "856/X12Parser__Example4.txt; 8; 3; X12-856 ACCEPTED;",
        "210/X12Parser__CN_FreightInvoiceSample1.txt; 1; 0; X12-210 ACCEPTED;",
        "322/X12Parser__322Status.txt; 17; 0; X12-322 ACCEPTED;",
        "820/X12Parser__Example3_HomeDepot.txt; 0; 0; "
            + "X12-820 REJECTED; "
            + "INVALID BPR02 TOTAL DOLLAR AMT OF CHECK, COUNT_MISMATCH GE02 44",
        "820/X12Parser__Example4_Safeway.txt; 10; 0; X12-820 ACCEPTED;",
        "824/X12Parser__FromCnSpec.txt; 0; 0; X12-824 ACCEPTED;",
        "940/EdiEngine__940.OK.edi; 1; 1; X12-940 ACCEPTED;",
        "940/EdiEngine__940.2.OK.edi; 1; 2; X12-940 ACCEPTED;",
        "850/EdiEngine__850.OK.edi; 7; 0; X12-850 ACCEPTED;",
        "856/EdiEngine__856.Crossdock.OK.edi; 6; 4; X12-856 ACCEPTED;",
        "malformed/EdiEngine__WrongGroupsAndTranCount.edi; 1; 1; "
            + "X12-940 ACCEPTED; "
            + "COUNT_MISMATCH GE01 2, COUNT_MISMATCH IEA01 2",
        "malformed/EdiEngine__MultipleInterchangesAndGroups.edi; 6; 6; X12-940 ACCEPTED;",
        "malformed/EdiEngine__850.SyntaxNotes.ERR.edi; 6; 0; "
            + "X12-850 ACCEPTED_WITH_ERRORS; "
            + "INVALID PO107",
        "malformed/EdiEngine__AckTest.edi; 3; 6; "
            + "X12-940 ACCEPTED, X12-940 ACCEPTED_WITH_ERRORS; "
            + "MISSING N901",
        "214/staedi__ts214_ellipses_segterm.edi; 2; 0; X12-214 ACCEPTED;",
        "210/staedi__ts210_80char.edi; 1; 0; X12-210 ACCEPTED;",
        "997/staedi__simple997.edi; 0; 0; X12-997-REJECTED ACCEPTED;",
        "997/staedi__simple997-multiple-interchanges.edi; 0; 0; X12-997-REJECTED ACCEPTED;",
        "810/staedi__simple810.edi; 2; 0; X12-810 ACCEPTED;",
        "810/staedi__invoice810_po850_dual.edi; 3; 0; X12-810 ACCEPTED, X12-850 ACCEPTED;",
        "malformed/staedi__invalid997.edi; 0; 0; "
            + "X12-997 REJECTED; "
            + "INVALID AK101 HC NOT IN CODESET",
        "malformed/staedi__extraDelimiter997.edi; 0; 0; "
            + "X12-997 REJECTED; "
            + "INVALID AK302 AK302-R1^AK302-R2^AK302-R3-COMP1:AK302-R3-COMP2",
        "310/x12-types__004010_310.edi; 0; 0; "
            + "X12-310 REJECTED; "
            + "COUNT_MISMATCH SE02 32353, COUNT_MISMATCH GE02 61916, COUNT_MISMATCH IEA02 000061216",
        "315/x12-types__004010_315.edi; 1; 0; X12-315 ACCEPTED;",
        "850/x12-types__004010_850.edi; 8; 0; X12-850 ACCEPTED;",
        "856/x12-types__004060_856.edi; 3; 3; X12-856 ACCEPTED;",
        "824/x12-types__005010_824.edi; 0; 0; X12-824 ACCEPTED;",
        "990/node-x12-edi__990.edi; 3; 1; X12-990 ACCEPTED;",
        "850/node-x12__850_fat.edi; 14; 0; X12-850 ACCEPTED;",
        "855/node-x12__855.edi; 5; 0; X12-855 ACCEPTED;",
        "856/node-x12__856.edi; 3; 3; X12-856 ACCEPTED;",
        "810/libedi__Sample_4010_810.txt; 1; 0; "
            + "X12-810 ACCEPTED_WITH_ERRORS; "
            + "COUNT_MISMATCH SE01 53",
        "856/libedi__Sample_4010_856.txt; 0; 0; "
            + "X12-856 REJECTED; "
            + "INVALID ISA06 InterchangeSenderID",
        "990/libedi__Sample_4010_990.txt; 1; 1; X12-990 ACCEPTED;",
        "856/vscode-edi-x12-support__old.edi; 2; 2; X12-856 ACCEPTED;",
      })
  void eachGivesFactsOrARecordOrAPreciseReason(
      String file, int facts, int links, String records, String faults) throws IOException {
    Decoded decoded = read(file);
    assertThat(Interchange.faults(decoded))
        .isEqualTo(faults == null ? List.of() : List.of(faults.split(", ")));
    assertThat(decoded.shipmentFacts()).hasSize(facts);
    assertThat(decoded.links()).hasSize(links);
    assertThat(
            String.join(
                ", ",
                new TreeSet<>(
                    decoded.records().stream()
                        .map(record -> record.getType() + " " + record.getOutcome())
                        .toList())))
        .isEqualTo(records);
    boolean unanswered = records.contains("X12-997") || faults != null && faults.contains("ISA06");
    assertThat(decoded.acknowledgements().isEmpty()).isEqualTo(unanswered);
  }

  @Test
  void noneIsLeftOut() throws IOException {
    List<String> listed = new ArrayList<>();
    for (var method : SamplesTest.class.getDeclaredMethods()) {
      CsvSource source = method.getAnnotation(CsvSource.class);
      if (source != null) {
        for (String row : source.value()) {
          listed.add("x12/" + row.split(";")[0].strip());
        }
      }
    }
    List<String> there = new ArrayList<>();
    String manifest = new String(SharedFiles.read("samples/MANIFEST.tsv"), StandardCharsets.UTF_8);
    for (String line : manifest.split("\n")) {
      String file = line.split("\t")[0];
      if (file.startsWith("x12/")) {
        there.add(file);
      }
    }
    assertThat(listed).containsExactlyInAnyOrderElementsOf(there);
  }

  private static Decoded read(String file) throws IOException {
    return Interchange.read(SharedFiles.read("samples/x12/" + file));
  }
}
