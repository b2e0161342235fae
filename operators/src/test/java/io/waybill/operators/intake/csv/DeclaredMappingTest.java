package io.waybill.operators.intake.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.operators.intake.message.Decoded;
import io.waybill.operators.intake.message.RawMessage;
import io.waybill.operators.intake.profile.PartnerProfile;
import io.waybill.operators.intake.profile.ProfileReader;
import io.waybill.schemas.DeadLetter;
import io.waybill.schemas.Milestone;
import io.waybill.schemas.OrderLine;
import io.waybill.schemas.ProofOfDelivery;
import io.waybill.schemas.Reference;
import io.waybill.schemas.ShipmentFact;
import io.waybill.schemas.StockFact;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("R-S14")
@Tag("R-P8")
class DeclaredMappingTest {

  private static final String GERMAN_CARRIER =
      """
      name: spedition
      version: 3
      owner: Spedition Müller
      format: csv
      zone: Europe/Berlin
      csv:
        separator: ";"
        encoding: windows-1252
        decimal: ","
        columns: [Sendung, Ereignis, Zeitpunkt, Ort, Empfänger, Position, Artikel, Menge]
        absent: ["-"]
        times: [dd.MM.yyyy HH:mm]
        reference: {type: PRO, issuer: MULL, column: Sendung}
        milestone:
          code: Ereignis
          occurred: Zeitpunkt
          location: Ort
          codes: {Zugestellt: DELIVERED}
        pod:
          pod: Sendung
          signed-by: Empfänger
          occurred: Zeitpunkt
          line: Position
          item: Artikel
          quantity: Menge
          unit: EA
      """;

  private static final String COUNT =
      """
      name: lager
      version: 1
      owner: Lager
      format: csv
      zone: UTC
      csv:
        separator: ";"
        decimal: ","
        columns: [Artikel, Menge, Ort, Datum]
        dates: [yyyy-MM-dd]
        count: {owner: ACME, item: Artikel, quantity: Menge, unit: KG, node: Ort, counted: Datum}
      """;

  /** Unit, currency, owner and signature stand in columns. */
  private static final String MIXED =
      """
      name: mixed
      version: 1
      owner: Wholesaler
      format: csv
      zone: UTC
      csv:
        separator: ","
        columns: [shipment, line, item, count, unit, price, currency, pod, at, owner, signed]
        absent: [n/a]
        times: ["yyyy-MM-dd HH:mm"]
        shipment: shipment
        order:
          line: line
          customer: shipment
          item: item
          quantity: count
          unit-price: price
          unit: {column: unit, words: {pc: EA, kg: KG}}
          currency: {column: currency}
        pod:
          pod: pod
          occurred: at
          line: line
          item: item
          quantity: count
          unit: {column: unit, words: {pc: EA, kg: KG}}
          owner: {column: owner}
          signed: {column: signed, words: {Y: true, N: false}}
      """;

  @Test
  void unitCurrencyOwnerAndSignatureMayStandInColumns() {
    Decoded pieces = decode(MIXED, "S1,1,A-1,5,pc,2.50,EUR,P1,2026-07-05 10:00,ACME,Y", "UTF-8");
    Decoded weight = decode(MIXED, "S2,1,B-2,7.5,kg,1,CHF,P2,2026-07-05 11:00,EMCA,N", "UTF-8");

    assertThat(pieces.deadLetters()).isEmpty();
    OrderLine order = (OrderLine) pieces.shipmentFacts().get(0).getPayload();
    assertThat(order.getUnit()).isEqualTo("EA");
    assertThat(order.getCurrency()).isEqualTo("EUR");
    ProofOfDelivery pod = (ProofOfDelivery) pieces.shipmentFacts().get(1).getPayload();
    assertThat(pod.getLines().get(0).getUnit()).isEqualTo("EA");
    assertThat(pod.getSigned()).isTrue();
    assertThat(pod.getSignedBy()).isNull();
    assertThat(pieces.stockFacts().get(0).getMovement().getOwner()).isEqualTo("ACME");
    assertThat(pieces.stockFacts().get(0).getMovement().getUnit()).isEqualTo("EA");

    OrderLine other = (OrderLine) weight.shipmentFacts().get(0).getPayload();
    assertThat(other.getUnit()).isEqualTo("KG");
    assertThat(other.getCurrency()).isEqualTo("CHF");
    assertThat(((ProofOfDelivery) weight.shipmentFacts().get(1).getPayload()).getSigned())
        .isFalse();
    assertThat(weight.stockFacts().get(0).getMovement().getOwner()).isEqualTo("EMCA");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "pc; box; unit; INVALID; Use one of the words of the profile: kg, pc.",
        "pc; EA; unit; INVALID; Use one of the words of the profile: kg, pc.",
        "pc; n/a; unit; MISSING; Fill in the column.",
        "EUR; Euro; currency; INVALID; Send the three capital letters of ISO 4217, such as USD.",
        "EUR; eur; currency; INVALID; Send the three capital letters of ISO 4217, such as USD.",
        "EUR; ''; currency; MISSING; Fill in the column.",
        "ACME; AC|ME; owner; INVALID; Leave out the character '|'.",
        "ACME; ''; owner; MISSING; Fill in the column.",
        "Y; maybe; signed; INVALID; Use one of the words of the profile: N, Y.",
      })
  void aWrongWordIsADeadLetterOfItsRow(
      String right, String wrong, String column, String reason, String remedy) {
    String header = "shipment,line,item,count,unit,price,currency,pod,at,owner,signed\n";
    String row = "S1,1,A-1,5,pc,2.50,EUR,P1,2026-07-05 10:00,ACME,Y\n";
    Decoded decoded =
        decode(MIXED, header + row + row.replace("," + right, "," + wrong) + row, "UTF-8");

    assertThat(decoded.shipmentFacts()).hasSize(4);
    assertThat(decoded.deadLetters()).hasSize(1);
    DeadLetter bad = decoded.deadLetters().get(0);
    assertThat(bad.getField()).isEqualTo("row 2, " + column);
    assertThat(bad.getValue()).isEqualTo(reason.equals("MISSING") ? "" : wrong);
    assertThat(bad.getReason()).isEqualTo(reason);
    assertThat(bad.getRemedy()).isEqualTo(remedy);
  }

  @Test
  void aColumnSaysTheSameAsAConstant() {
    String constant =
        MIXED
            .replaceAll("\\{column: unit[^}]*}}", "EA")
            .replace("{column: currency}", "EUR")
            .replace("{column: owner}", "ACME")
            .replaceAll("\\{column: signed[^}]*}}", "true");
    String row = "S1,1,A-1,5,pc,2.50,EUR,P1,2026-07-05 10:00,ACME,Y";
    assertThat(constant).doesNotContain("{column");
    assertThat(ids(decode(constant, row, "UTF-8"))).isEqualTo(ids(decode(MIXED, row, "UTF-8")));
  }

  @Test
  void theExampleOfTheDocumentsIsRead() throws IOException {
    Path examples = Path.of("..", "docs", "examples");
    Decoded decoded =
        decode(
            Files.readString(examples.resolve("wholesaler.yaml")),
            Files.readString(examples.resolve("wholesaler-orders.csv")),
            "UTF-8");
    assertThat(decoded.deadLetters()).isEmpty();
    assertThat(decoded.shipmentFacts())
        .extracting(fact -> ((OrderLine) fact.getPayload()).getUnit())
        .containsExactly("KG", "EA", "EA");
    assertThat(decoded.shipmentFacts())
        .extracting(fact -> ((OrderLine) fact.getPayload()).getCurrency())
        .containsExactly("EUR", "EUR", "CHF");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{column: currency}; Euro; csv.order.currency has 'Euro': use a code of ISO 4217",
        "{column: currency}; '{column: currency, words: {E: EURO}}'; csv.order.currency has 'EURO'",
        "{column: currency}; '{column: money}'; csv.order.currency.column is 'money', which is not"
            + " among csv.columns.",
        "{column: currency}; '{colum: currency}'; The key csv.order.currency.column is missing.",
        "{column: currency}; '{column: currency, word: {}}'; The key csv.order.currency.word is"
            + " unknown. Did you mean csv.order.currency.words?",
        "{column: currency}; '[EUR]'; csv.order.currency must be a single value.",
        "Y: true; Y: ok; csv.pod.signed is 'ok': it must be true or false.",
      })
  void aMappingOfAValueThatIsWrongIsRefused(String text, String instead, String sentence) {
    assertThat(MIXED).contains(text);
    assertThatThrownBy(() -> ProfileReader.read("x.yaml", MIXED.replace(text, instead)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void aFileOfSemicolonsAndCommasInItsOwnEncoding() {
    String file =
        """
        Ort;Sendung;Ereignis;Zeitpunkt;Empfänger;Position;Artikel;Menge;Neu
        München;4711;Zugestellt;05.07.2026 14:30;"Groß; Eva";1;A-1;1.234,5;x
        Köln;4712;Zugestellt;31.02.2026 14:30;-;1;A-1;2;x
        Köln;4713;Zugestellt;06.07.2026 08:00;-;1;A-1;2;x
        """;
    Decoded decoded = decode(GERMAN_CARRIER, file, "windows-1252");

    ShipmentFact milestone = decoded.shipmentFacts().get(0);
    assertThat(milestone.getEnvelope().getReference())
        .isEqualTo(new Reference("PRO", "MULL", "4711"));
    assertThat(milestone.getEnvelope().getProfileVersion()).isEqualTo(3);
    assertThat(milestone.getEnvelope().getOccurredAt())
        .isEqualTo(Instant.parse("2026-07-05T12:30:00Z").toEpochMilli());
    assertThat(milestone.getEnvelope().getOccurredOffset()).isEqualTo("local");
    assertThat(((Milestone) milestone.getPayload()).getCode()).isEqualTo("DELIVERED");
    assertThat(((Milestone) milestone.getPayload()).getOriginalCode()).isEqualTo("Zugestellt");
    assertThat(((Milestone) milestone.getPayload()).getLocation()).isEqualTo("München");

    ProofOfDelivery pod = (ProofOfDelivery) decoded.shipmentFacts().get(1).getPayload();
    assertThat(pod.getSigned()).isTrue();
    assertThat(pod.getSignedBy()).isEqualTo("Groß; Eva");
    assertThat(pod.getLines().get(0).getQuantity()).isEqualByComparingTo("1234.5");
    ProofOfDelivery unsigned = (ProofOfDelivery) decoded.shipmentFacts().get(3).getPayload();
    assertThat(unsigned.getSigned()).isFalse();

    DeadLetter bad = decoded.deadLetters().get(0);
    assertThat(decoded.deadLetters()).hasSize(1);
    assertThat(bad.getField()).isEqualTo("row 2, Zeitpunkt");
    assertThat(bad.getValue()).isEqualTo("31.02.2026 14:30");
    assertThat(bad.getRemedy()).contains("dd.MM.yyyy HH:mm");
    String again =
        new String(bad.getContent().array(), Charset.forName("windows-1252")).replace("31.", "28.");
    assertThat(decode(GERMAN_CARRIER, again, "windows-1252").shipmentFacts()).hasSize(2);
    assertThat(decoded.records()).hasSize(1);
  }

  @Test
  void aRepeatedFileGivesTheSameFactIds() {
    String file =
        "Sendung;Ereignis;Zeitpunkt;Ort;Empfänger;Position;Artikel;Menge\n"
            + "4711;Zugestellt;05.07.2026 14:30;Ulm;Eva;1;A-1;1\n";
    assertThat(ids(decode(GERMAN_CARRIER, file, "windows-1252")))
        .isEqualTo(ids(decode(GERMAN_CARRIER, file, "windows-1252")));
  }

  private static List<String> ids(Decoded decoded) {
    return decoded.shipmentFacts().stream().map(fact -> fact.getEnvelope().getFactId()).toList();
  }

  @Test
  void aCountMovesNothing() {
    Decoded decoded = decode(COUNT, "A-1;12,25;DC1;2026-07-05", "UTF-8");
    StockFact fact = decoded.stockFacts().get(0);
    assertThat(fact.getMovement().getQuantity()).isEqualByComparingTo("0");
    assertThat(fact.getCount().getQuantity()).isEqualByComparingTo("12.25");
    assertThat(fact.getCount().getPlace().getNode()).isEqualTo("DC1");
    assertThat(fact.getMovement().getUnit()).isEqualTo("KG");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"1.234.567,5 | 1234567.5", "1234,5 | 1234.5", "1.234 | 1234", "7 | 7", "-0,5 | "})
  void decimalCommas(String text, String expected) {
    Decoded decoded = decode(COUNT, "A-1;" + text + ";DC1;2026-07-05", "UTF-8");
    if (expected == null) {
      assertThat(decoded.deadLetters()).hasSize(1);
    } else {
      assertThat(decoded.stockFacts().get(0).getCount().getQuantity())
          .isEqualByComparingTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"12.25", "1.23", "1,2,3", "1.2345.678", "1e3", "0x10"})
  void aNumberThatCouldMeanTwoThingsIsRefused(String text) {
    Decoded decoded = decode(COUNT, "\"A-1\";\"" + text + "\";DC1;2026-07-05", "UTF-8");
    assertThat(decoded.stockFacts()).isEmpty();
    assertThat(decoded.deadLetters().get(0).getField()).isEqualTo("Menge");
    assertThat(decoded.deadLetters().get(0).getValue()).isEqualTo(text);
  }

  @Test
  void aFileInAnotherEncodingIsRefusedWithItsName() {
    RawMessage raw = raw("Größe".getBytes(Charset.forName("windows-1252")));
    Decoded decoded = new CsvDecoder(ProfileReader.read("lager.yaml", COUNT)).decode(raw);
    assertThat(decoded.deadLetters().get(0).getRemedy()).contains("UTF-8");
  }

  @Test
  void aMappingWithoutSenseIsRefused() {
    assertThatThrownBy(
            () -> ProfileReader.read("x.yaml", COUNT.replaceAll("(?m)^  count:.*\n", "")))
        .hasMessageContaining("at least one of the sections order, milestone, pod, count");
    assertThatThrownBy(
            () -> ProfileReader.read("x.yaml", COUNT.replace("decimal: \",\"", "decimal: x")))
        .hasMessageContaining("csv.decimal is 'x'");
  }

  private static Decoded decode(String profile, String text, String encoding) {
    PartnerProfile read = ProfileReader.read("test.yaml", profile);
    return new CsvDecoder(read).decode(raw(text.getBytes(Charset.forName(encoding))));
  }

  private static RawMessage raw(byte[] bytes) {
    return new RawMessage("test", "raw", 0, 0, 1_780_000_000_000L, bytes);
  }
}
