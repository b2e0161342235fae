package io.waybill.operators.intake.json;

import static io.waybill.operators.intake.json.JsonTests.at;
import static io.waybill.operators.intake.json.JsonTests.codes;
import static io.waybill.operators.intake.json.JsonTests.decimal;
import static io.waybill.operators.intake.json.JsonTests.decode;
import static io.waybill.operators.intake.json.JsonTests.envelope;
import static io.waybill.operators.intake.json.JsonTests.good;
import static io.waybill.operators.intake.json.JsonTests.ids;
import static io.waybill.operators.intake.json.JsonTests.milestone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.waybill.operators.intake.Intake;
import io.waybill.operators.intake.RawMessages;
import io.waybill.operators.intake.message.Decoded;
import io.waybill.schemas.Classifier;
import io.waybill.schemas.DeadLetter;
import io.waybill.schemas.Measure;
import io.waybill.schemas.Milestone;
import io.waybill.schemas.MilestoneDetail;
import io.waybill.schemas.Place;
import io.waybill.schemas.Reference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("R-S1")
class TelematicsDecoderTest {

  private static final String FLAT =
      "{'vehicleId': 'T1', 'time': '2026-01-04T09:30:00Z', 'lat': 52.5, 'lon': 13.25,"
          + " 'speedKmh': 81.5, 'temperature': -18.2333333333, 'temperatureUnit': 'CEL', 'door':"
          + " 'closed', 'ignition': true}";

  @Test
  void timesByProvidersNamesAreRead() {
    for (String name : new String[] {"located_at", "utcTimestamp"}) {
      Decoded decoded =
          good(
              "telematics",
              "{'vehicle_number':'T1','lat':52.1,'lon':4.5,'" + name + "':'2026-01-05T10:00:00Z'}");
      assertThat(milestone(decoded, 0).getCode()).as(name).isEqualTo("POSITION");
    }
  }

  @Test
  void aPingIsAMilestoneWithPlaceAndMeasures() {
    Decoded decoded = good("telematics", FLAT);
    Reference vehicle = new Reference("EQUIPMENT", "telematics", "T1");
    assertThat(milestone(decoded, 0))
        .isEqualTo(
            new Milestone(
                "POSITION",
                "POSITION",
                null,
                Classifier.ACTUAL,
                null,
                "T1",
                new MilestoneDetail(
                    "TELEMATICS",
                    null,
                    null,
                    null,
                    new Place(null, null, null, null, 52.5, 13.25),
                    null,
                    List.of(),
                    List.of(),
                    List.of(
                        new Measure("SPEED", decimal("81.5"), "KMH"),
                        new Measure("TEMPERATURE", decimal("-18.233333"), "CEL"),
                        new Measure("DOOR_OPEN", decimal("0"), ""),
                        new Measure("IGNITION_ON", decimal("1"), "")),
                    List.of(),
                    null,
                    List.of(vehicle),
                    null)));
    assertThat(envelope(decoded, 0).getReference()).isEqualTo(vehicle);
    assertThat(envelope(decoded, 0).getOccurredAt()).isEqualTo(at("2026-01-04T09:30:00Z"));
  }

  @Test
  void batchesInEveryFormGiveTheSameFacts() {
    List<String> ids = ids(good("telematics", FLAT));
    assertThat(ids(good("telematics", "[" + FLAT + "]"))).isEqualTo(ids);
    assertThat(ids(good("telematics", FLAT + "\n" + FLAT))).containsExactly(ids.get(0), ids.get(0));
    assertThat(ids(good("telematics", "{'token': 'x', 'feed': [" + FLAT + "]}"))).isEqualTo(ids);
    String nested =
        "{'positions': [{'timestamp': 1767519000000, 'location': {'latitude': '52.5', 'longitude':"
            + " 13.25}, 'speed_kmh': 81.5, 'sensors': [{'type': 'temperature', 'value':"
            + " -18.2333333333, 'unit': 'CEL'}], 'doorOpen': false, 'ignition': 'on'}], 'vehicle':"
            + " {'id': 'T1'}}";
    Decoded decoded = good("telematics", nested);
    assertThat(milestone(decoded, 0)).isEqualTo(milestone(good("telematics", FLAT), 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "'event': 'door_open'; DOOR_OPENED",
        "'eventType': 'ignition_off'; IGNITION_OFF",
        "'event': 'HARSH_BRAKE'; TELEMATICS-HARSH_BRAKE",
        "'door': true; DOOR_OPENED",
        "'ignition': 0; IGNITION_OFF",
        "'temperature_c': 4; MEASURED",
        "'location': '52.5 13.25'; POSITION",
        "'coordinates': [13.25, 52.5]; POSITION",
        "'status': 0; STATUS",
      })
  void whatHappenedIsSaidOrSeen(String member, String code) {
    Decoded decoded =
        good("telematics", "{'deviceId': 'APZU4812090', 'ts': 1767519000, " + member + "}");
    assertThat(codes(decoded)).containsExactly(code);
    assertThat(envelope(decoded, 0).getReference())
        .isEqualTo(new Reference("CONTAINER", "", "APZU4812090"));
    assertThat(envelope(decoded, 0).getOccurredAt()).isEqualTo(at("2026-01-04T09:30:00Z"));
  }

  /** As Samsara lists them: id and name are the vehicle's, the time is the position's. */
  @Test
  void aFleetListsItsVehiclesWithTheirPositions() {
    String location =
        "{'data': [{'id': '281474977075805', 'name': 'Little Red', 'location': {'time':"
            + " '2026-01-04T09:30:00Z', 'latitude': 52.5, 'longitude': 13.25, 'heading': 120,"
            + " 'speed': 48.3, 'reverseGeo': {'formattedLocation': '16 N Fair Oaks Ave'}}}],"
            + " 'pagination': {'endCursor': 'x', 'hasNextPage': false}}";
    Decoded decoded = good("telematics", location);
    Reference vehicle = new Reference("EQUIPMENT", "telematics", "281474977075805");
    assertThat(codes(decoded)).containsExactly("POSITION");
    assertThat(envelope(decoded, 0).getReference()).isEqualTo(vehicle);
    assertThat(milestone(decoded, 0).getLocation()).isEqualTo("16 N Fair Oaks Ave");

    String history =
        "{'data': [{'id': '281474977075805', 'name': 'Little Red', 'gps': [{'time':"
            + " '2026-01-04T09:30:00Z', 'latitude': 52.5, 'longitude': 13.25, 'headingDegrees':"
            + " 120, 'speedMilesPerHour': 48.3}, {'time': '2026-01-04T09:31:00Z', 'latitude': 52.6,"
            + " 'longitude': 13.25}]}]}";
    decoded = good("telematics", history);
    assertThat(codes(decoded)).containsExactly("POSITION", "POSITION");
    assertThat(envelope(decoded, 0).getReference()).isEqualTo(vehicle);
    assertThat(envelope(decoded, 1).getOccurredAt()).isEqualTo(at("2026-01-04T09:31:00Z"));
    assertThat(milestone(decoded, 0).getDetail().getMeasures())
        .contains(new Measure("SPEED", decimal("48.3"), "HM"));

    Decoded event = good("telematics", location.replace("Little Red", "geofence entry"));
    assertThat(codes(event)).as("what happened, and its own id").containsExactly("GEOFENCE_ENTRY");
    assertThat(envelope(event, 0).getReference().getValue()).isEqualTo("telematics");
  }

  @Test
  void aContainersNumberMayComeInParts() {
    for (String number : List.of("MSCU1234567", "MSCU 123456-7", "mscu 123456 7")) {
      Decoded decoded =
          good("telematics", "{'container': '" + number + "', 'ts': 1767519000, 'door': true}");
      assertThat(envelope(decoded, 0).getReference())
          .as(number)
          .isEqualTo(new Reference("CONTAINER", "", "MSCU1234567"));
    }
    assertThat(
            envelope(good("telematics", "{'trailer': 'T 12-7', 'ts': 1767519000, 'door': true}"), 0)
                .getReference())
        .isEqualTo(new Reference("EQUIPMENT", "telematics", "T 12-7"));
  }

  @Test
  void aPingWithoutAVehicleIsOfTheSendersOnlyOne() {
    Decoded decoded =
        good("telematics", "{'dateTime': '2026-01-04T09:30:00Z', 'location': '37.4 -122.1'}");
    assertThat(envelope(decoded, 0).getReference())
        .isEqualTo(new Reference("EQUIPMENT", "telematics", "telematics"));
    assertThat(milestone(decoded, 0).getDetail().getPlace().getLongitude()).isEqualTo(-122.1);
  }

  @Test
  void aBadPingTakesNoNeighbourAlong() {
    Decoded decoded =
        decode(
            "telematics",
            "{'pings': [{'time': '2026-01-04T09:30:00Z', 'lat': 91, 'lon': 13}, "
                + "{'time': '2026-01-04T09:30:00Z', 'lat': 51, 'lon': 13}, {'lat': 5, 'lon': 1}, "
                + "{'time': '2026-01-04T09:30:00Z', 'temperature': 1e999999999}, "
                + "{'time': '2026-01-04T09:30:00Z', 'door': 'ajar'}, "
                + "{'time': '2026-01-04T09:30:00Z'}], 'truck': 'T\\\"1'}");
    assertThat(decoded.shipmentFacts()).hasSize(1);
    assertThat(decoded.deadLetters())
        .extracting(DeadLetter::getReason, DeadLetter::getField, DeadLetter::getValue)
        .containsExactly(
            tuple("INVALID", "latitude", "91"),
            tuple("MISSING", "time", ""),
            tuple("INVALID", "TEMPERATURE", "1E+999999999"),
            tuple("INVALID", "door", "ajar"),
            tuple("MISSING", "latitude", ""));
    assertThat(
            new String(decoded.deadLetters().get(1).getContent().array(), StandardCharsets.UTF_8))
        .isEqualTo("{\"vehicle\":\"T\\\"1\",\"lat\": 5, \"lon\": 1}");
  }

  @Test
  @Tag("R-P8")
  void namesAndUnitsAreDeclared(@TempDir Path folder) throws IOException {
    Intake intake =
        JsonTests.with(
            folder,
            """
            name: fleet
            version: 1
            owner: Fleet desk
            format: telematics
            zone: UTC
            fields:
              vehicle: Kennzeichen
              time: Zeit
              temperature: [T1, T2]
            measure-units:
              TEMPERATURE: CEL
            status-codes:
              PANIC: ALARM
            """);
    String ping =
        "{'Kennzeichen': 'KI-AB 1', 'Zeit': '2026-01-04T09:30:00Z', 'T1': 4, 'event': 'PANIC'}";
    Decoded decoded = intake.decode(RawMessages.of("fleet", ping.replace('\'', '"')));
    assertThat(decoded.deadLetters()).isEmpty();
    assertThat(codes(decoded)).containsExactly("ALARM");
    assertThat(milestone(decoded, 0).getEquipment()).isEqualTo("KI-AB 1");
    assertThat(milestone(decoded, 0).getDetail().getMeasures())
        .containsExactly(new Measure("TEMPERATURE", decimal("4"), "CEL"));
  }

  @Test
  void anEmptyListIsRecordedAndAMemberNamedTwiceRefused() {
    assertThat(good("telematics", "[]").records()).hasSize(1);
    Decoded twice = decode("telematics", "[" + FLAT.replace("'lon'", "'lat'") + "," + FLAT + "]");
    assertThat(twice.shipmentFacts()).hasSize(1);
    assertThat(twice.deadLetters().get(0).getField()).isEqualTo("lat");
    assertThat(twice.deadLetters().get(0).getRemedy()).startsWith("Name the member once");
  }
}
