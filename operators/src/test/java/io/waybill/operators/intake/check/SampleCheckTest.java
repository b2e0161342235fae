package io.waybill.operators.intake.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.operators.intake.SharedFiles;
import io.waybill.operators.intake.check.SampleReport.Found;
import io.waybill.operators.intake.check.SampleReport.Trouble;
import io.waybill.operators.intake.check.SampleReport.Unused;
import io.waybill.operators.intake.check.SampleReport.Verdict;
import io.waybill.operators.intake.profile.PartnerProfile;
import io.waybill.operators.intake.profile.ProfileReader;
import io.waybill.operators.intake.profile.Profiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R-P8")
class SampleCheckTest {

  private static final String MILESTONE =
      """
      {"message":"milestone","id":"m","created":"2026-01-05T10:00:00Z",
       "reference":{"type":"PRO","issuer":"ABCD","value":"1"},"event":"e","code":"DEPARTED",
       "classifier":"ACTUAL","occurredAt":"2026-01-05","driverMood":"cheerful"}
      """;

  private static final String STATUS =
      """
      ISA*00*          *00*          *02*ABCD           *ZZ*WAYBILL        *260105*1000*U*00401*000000001*0*P*>~
      GS*QM*ABCD*WAYBILL*20260105*1000*1*X*004010~
      ST*214*0001~
      B10*PRO77*SHIP77*ABCD~
      LX*1~
      AT7*ZQ*NS***20260105*0930*LT~
      MS1*Springfield*IL*US~
      SE*6*0001~
      GE*1*1~
      IEA*1*000000001~
      """;

  private final SampleCheck check = new SampleCheck(1_767_571_200_000L, true);
  private final Profiles standard = Profiles.bundled();

  @Test
  void theFormatIsRecognised() {
    assertThat(recognise(MILESTONE).profile()).isEqualTo("canonical");
    assertThat(recognise("\uFEFF  \n" + STATUS).format()).startsWith("x12");
  }

  /** The second event names nothing: EPCIS has a fault to tell, telematics none and more facts. */
  @Test
  void whatHasATimeIsTelematicsOnlyWhenNoOtherFormatFindsFacts() {
    String events =
        """
        [{"type":"ObjectEvent","eventTime":"2022-04-03T20:33:31Z","bizStep":"shipping",
          "action":"OBSERVE","eventTimeZoneOffset":"+01:00",
          "epcList":["urn:epc:id:sscc:4012345.0000000001"]},
         {"type":"ObjectEvent","eventTime":"2022-04-03T20:33:31Z","action":"OBSERVE",
          "eventTimeZoneOffset":"+01:00","disposition":"damaged"}]
        """;
    SampleReport vague =
        check.check(
            "sample",
            standard.find("telematics").orElseThrow(),
            events.getBytes(StandardCharsets.UTF_8));
    assertThat(vague.verdict()).isEqualTo(Verdict.ACCEPTED);
    SampleReport report = recognise(events);
    assertThat(report.format()).startsWith("epcis");
    assertThat(report.verdict()).isEqualTo(Verdict.ACCEPTED_WITH_ERRORS);
    assertThat(report.facts()).hasSizeLessThan(vague.facts().size());
  }

  @Test
  void aReportShowsTheFactsAndWhatNobodyUsed() {
    SampleReport report = recognise(MILESTONE);
    assertThat(report.verdict()).isEqualTo(Verdict.ACCEPTED);
    assertThat(report.facts())
        .extracting(Found::kind, Found::about, Found::subject)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("Milestone", "by PRO/ABCD/1", "milestone/e"));
    assertThat(report.unusedFields())
        .extracting(Unused::field)
        .contains("/driverMood")
        .doesNotContain("/reference/issuer", "/code", "/occurredAt");
  }

  @Test
  void codesWithoutAMeaningAreNamed() {
    SampleReport report = recognise(STATUS);
    assertThat(report.verdict()).isEqualTo(Verdict.ACCEPTED);
    assertThat(report.unmappedCodes()).anyMatch(code -> code.endsWith("-ZQ"));
  }

  @Test
  void aProfileOfItsOwnGivesThemOne() {
    PartnerProfile carrier =
        ProfileReader.read(
            "carrier.yaml",
            """
            name: carrier
            version: 1
            owner: Carrier
            format: x12-214
            zone: UTC
            effective: 2030-01-01
            status-codes: {ZQ: POD_HELD}
            """);
    SampleReport report =
        check.check("status.edi", carrier, STATUS.getBytes(StandardCharsets.UTF_8));
    assertThat(report.unmappedCodes()).isEmpty();
    assertThat(report.facts()).singleElement().asString().contains("POD_HELD");
  }

  @Test
  void whatCannotBeReadSaysWhere() {
    SampleReport report = recognise(MILESTONE.replace("2026-01-05\"", "yesterday\""));
    assertThat(report.verdict()).isEqualTo(Verdict.REJECTED);
    SampleReport named =
        check.check(
            "m.json",
            standard.find("canonical").orElseThrow(),
            MILESTONE.replace("2026-01-05\"", "yesterday\"").getBytes(StandardCharsets.UTF_8));
    assertThat(named.problems())
        .extracting(Trouble::field, Trouble::value)
        .contains(org.assertj.core.groups.Tuple.tuple("occurredAt", "yesterday"));
  }

  @Test
  void whatIsWrongWithX12IsToldAsItsDecoderTellsIt() {
    SampleReport report = recognise(STATUS.replace("*20260105*", "*20261305*"));
    assertThat(report.verdict()).isEqualTo(Verdict.REJECTED);
    assertThat(report.problems()).extracting(Trouble::field).doesNotContain("message").isNotEmpty();
  }

  @Test
  void aCsvFileIsReadRowByRow() throws IOException {
    byte[] file = SharedFiles.deliveries();
    byte[] start = Arrays.copyOf(file, 20_000);
    SampleReport report = check.recognise("scms.csv", standard, start);
    assertThat(report.profile()).isEqualTo("scms");
    assertThat(report.facts()).hasSizeGreaterThan(100);
    assertThat(report.problems())
        .as("the row that was cut")
        .singleElement()
        .satisfies(problem -> assertThat(problem.position()).isGreaterThan(20));
  }

  @Test
  void rowsAreReadWhateverTheOrderOfTheirColumns() {
    PartnerProfile rows =
        ProfileReader.read(
            "rows.yaml",
            """
            name: rows
            version: 1
            owner: Rows
            format: csv
            zone: UTC
            csv:
              separator: ";"
              columns: [Lieferung, Code, Zeit]
              dates: [dd.MM.yyyy]
              shipment: Lieferung
              milestone: {code: Code, occurred: Zeit, codes: {D1: DELIVERED}}
            """);
    SampleReport report =
        check.check(
            "rows.csv",
            rows,
            "Zeit;Code;Lieferung\n05.01.2026;D1;S1\nnever;D1;S2\n"
                .getBytes(StandardCharsets.ISO_8859_1));
    assertThat(report.facts()).isNotEmpty();
    assertThat(report.problems()).singleElement().returns(2, Trouble::position);
  }

  @Test
  void nothingThrowsWhereverASampleIsCut() {
    for (String text : new String[] {MILESTONE, STATUS}) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      for (int length = 0; length <= bytes.length; length += 3) {
        assertThat(check.recognise("cut", standard, Arrays.copyOf(bytes, length))).isNotNull();
      }
    }
    assertThat(check.recognise("binary", standard, new byte[] {0, -1, 7, 'I', 'S', 'A', '*'}))
        .extracting(SampleReport::verdict)
        .isEqualTo(Verdict.REJECTED);
  }

  private SampleReport recognise(String text) {
    return check.recognise("sample", standard, text.getBytes(StandardCharsets.UTF_8));
  }
}
