package io.waybill.operators.intake.json;

import static io.waybill.operators.intake.json.JsonTests.at;
import static io.waybill.operators.intake.json.JsonTests.codes;
import static io.waybill.operators.intake.json.JsonTests.decode;
import static io.waybill.operators.intake.json.JsonTests.envelope;
import static io.waybill.operators.intake.json.JsonTests.good;
import static io.waybill.operators.intake.json.JsonTests.ids;
import static io.waybill.operators.intake.json.JsonTests.milestone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.operators.intake.Intake;
import io.waybill.operators.intake.RawMessages;
import io.waybill.operators.intake.message.Decoded;
import io.waybill.schemas.Classifier;
import io.waybill.schemas.DeadLetter;
import io.waybill.schemas.Milestone;
import io.waybill.schemas.MilestoneDetail;
import io.waybill.schemas.Place;
import io.waybill.schemas.ProofOfDelivery;
import io.waybill.schemas.Reference;
import io.waybill.schemas.Version;
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
class TrackerDecoderTest {

  private static final String PICKED_UP =
      "{'message': 'Picked up', 'status': 'in_transit', 'status_detail':"
          + " 'received_at_origin_facility', 'datetime': '2026-01-02T10:00:00-05:00',"
          + " 'tracking_location': {'city': 'ORLANDO', 'state': 'FL', 'zip': '32809', 'country':"
          + " 'US'}}";
  private static final String DELIVERED =
      "{'message': 'Left with J. Doe', 'status': 'delivered', 'status_detail': 'unknown',"
          + " 'datetime': '2026-01-04T09:30:00Z', 'tracking_location': {'city': null}}";

  private static String easypost(String signedBy, String... events) {
    return "{'id': 'trk_1', 'object': 'Tracker', 'tracking_code': '1Z9', 'carrier': 'DHL Express',"
        + " 'updated_at': '2026-01-04T12:00:00Z', 'signed_by': "
        + signedBy
        + ", 'est_delivery_date': null, 'tracking_details': ["
        + String.join(",", events)
        + "]}";
  }

  @Test
  void anEasyPostTrackerIsAMilestoneForEachEventAndAProofOfDelivery() {
    Decoded decoded = good("easypost", easypost("'J. Doe'", PICKED_UP, DELIVERED));
    Reference reference = new Reference("TRACKING", "DHLEXPRESS", "1Z9");
    assertThat(decoded.shipmentFacts()).hasSize(3);
    assertThat(milestone(decoded, 0))
        .isEqualTo(
            new Milestone(
                "PICKED_UP",
                "received_at_origin_facility",
                null,
                Classifier.ACTUAL,
                "ORLANDO, FL, US",
                null,
                new MilestoneDetail(
                    "EASYPOST",
                    "Picked up",
                    null,
                    null,
                    new Place(null, null, null, "ORLANDO, FL, 32809, US", null, null),
                    "DHL Express",
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    null,
                    List.of(reference),
                    null)));
    assertThat(envelope(decoded, 0).getReference()).isEqualTo(reference);
    assertThat(envelope(decoded, 0).getOccurredAt()).isEqualTo(at("2026-01-02T15:00:00Z"));
    assertThat(envelope(decoded, 0).getOccurredOffset()).isEqualTo("-05:00");
    assertThat(envelope(decoded, 0).getVersion())
        .isEqualTo(new Version(0, at("2026-01-02T15:00:00Z"), envelope(decoded, 0).getMessageId()));
    assertThat(milestone(decoded, 1).getCode()).isEqualTo("DELIVERED");
    assertThat(milestone(decoded, 1).getOriginalCode()).isEqualTo("delivered");
    assertThat(decoded.shipmentFacts().get(2).getPayload())
        .isEqualTo(new ProofOfDelivery("1Z9", true, "J. Doe", List.of()));
    assertThat(envelope(decoded, 2).getSubject()).isEqualTo("pod/DHLEXPRESS/1Z9");
    assertThat(envelope(decoded, 2).getOccurredAt()).isEqualTo(at("2026-01-04T09:30:00Z"));
  }

  @Test
  void aLaterStateOfTheTrackerRepeatsTheSameFacts() {
    Decoded first = good("easypost", easypost("null", PICKED_UP));
    Decoded later = good("easypost", easypost("null", DELIVERED, PICKED_UP, PICKED_UP));
    assertThat(ids(later)).hasSize(2).contains(ids(first).get(0));
    assertThat(envelope(later, 1).getSubject()).isEqualTo(envelope(first, 0).getSubject());
  }

  /** EasyPost says so of what has arrived and of what was handed over alike. */
  @Test
  void whatArrivedAtItsDestinationIsDeliveredOnlyIfItsStatusSaysSo() {
    String event =
        "{'status': '%s', 'status_detail': 'arrived_at_destination',"
            + " 'datetime': '2026-01-04T10:00:00Z'}";
    assertThat(codes(good("easypost", easypost("null", event.formatted("delivered")))))
        .containsExactly("DELIVERED");
    assertThat(codes(good("easypost", easypost("null", event.formatted("in_transit")))))
        .containsExactly("IN_TRANSIT");
  }

  @ParameterizedTest
  @CsvSource({
    "Signature not required, false,",
    "signature release on file, false,",
    "Signature on file, true,",
    "M. SMITH, true, M. SMITH",
  })
  @Tag("R-S3")
  void whoSignedIsTakenAsItIsMeant(String words, boolean signed, String name) {
    Decoded decoded = good("easypost", easypost("'" + words + "'", DELIVERED));
    assertThat(decoded.shipmentFacts().get(1).getPayload())
        .isEqualTo(new ProofOfDelivery("1Z9", signed, name, List.of()));
  }

  @Test
  void aSignatureWithoutADeliveryIsNoProof() {
    assertThat(good("easypost", easypost("'J. Doe'", PICKED_UP)).shipmentFacts()).hasSize(1);
  }

  @Test
  void aBadEventTakesNoNeighbourAlong() {
    String noTime = PICKED_UP.replace("2026-01-02T10:00:00-05:00", "yesterday");
    Decoded decoded = decode("easypost", easypost("null", PICKED_UP, noTime, DELIVERED));
    assertThat(codes(decoded)).containsExactly("PICKED_UP", "DELIVERED");
    DeadLetter letter = decoded.deadLetters().get(0);
    assertThat(letter.getReason()).isEqualTo("INVALID");
    assertThat(letter.getField()).isEqualTo("/datetime of event 2");
    assertThat(letter.getValue()).isEqualTo("yesterday");
    assertThat(letter.getRemedy()).contains("2026-01-05T10:00:00+02:00");
    assertThat(new String(letter.getContent().array(), StandardCharsets.UTF_8))
        .startsWith("{\"message\":\"Picked up\"");
  }

  @Test
  void aTrackerWithoutANumberIsRefusedAndAnUnknownMessageToo() {
    DeadLetter letter =
        decode("easypost", easypost("null", PICKED_UP).replace("'1Z9'", "null"))
            .deadLetters()
            .get(0);
    assertThat(letter.getReason()).isEqualTo("MISSING");
    assertThat(letter.getField()).isEqualTo("/tracking_code");
    letter = decode("easypost", "{'order': 7}").deadLetters().get(0);
    assertThat(letter.getReason()).isEqualTo("UNSUPPORTED");
    assertThat(letter.getRemedy()).contains("/tracking_code");
  }

  @Test
  void anAfterShipWebhookKeepsOrderEstimateAndPlace() {
    Decoded decoded =
        good(
            "aftership",
            "{'event': 'tracking_update', 'msg': {'tracking_number': 'A1', 'slug': 'ups',"
                + " 'updated_at': '2026-01-04T12:00:00+00:00', 'order_id': 'ORD-7',"
                + " 'expected_delivery': '2026-01-06', 'checkpoints': [{'subtag':"
                + " 'InTransit_007', 'tag': 'InTransit', 'message': 'Departed', 'checkpoint_time':"
                + " '2026-01-03T20:45:00', 'created_at': '2026-01-03T21:00:00+00:00', 'location':"
                + " 'DONGGUAN CN', 'country_iso3': 'CHN', 'raw_tag': 'DP'}]}}");
    assertThat(codes(decoded)).containsExactly("TERMINAL_DEPARTED", "ESTIMATED_DELIVERY");
    assertThat(milestone(decoded, 0).getLocation()).isEqualTo("DONGGUAN CN");
    assertThat(milestone(decoded, 0).getReason()).isEqualTo("DP");
    assertThat(milestone(decoded, 0).getDetail().getReferences())
        .containsExactly(
            new Reference("TRACKING", "UPS", "A1"), new Reference("ORDER", "", "ORD-7"));
    assertThat(envelope(decoded, 0).getOccurredOffset()).isEqualTo("local");
    assertThat(envelope(decoded, 0).getVersion().getCreatedAt())
        .isEqualTo(at("2026-01-03T21:00:00Z"));
    assertThat(milestone(decoded, 1).getClassifier()).isEqualTo(Classifier.ESTIMATED);
    assertThat(envelope(decoded, 1).getSubject()).isEqualTo("milestone/UPS/A1/estimated-delivery");
    assertThat(envelope(decoded, 1).getVersion().getCreatedAt())
        .isEqualTo(at("2026-01-04T12:00:00Z"));
  }

  @Test
  void aShippoWebhookCountsTheLastStatusOnce() {
    String status =
        "{'object_id': 'x', 'status': 'DELIVERED', 'status_details': 'Your shipment has been"
            + " delivered.', 'status_date': '2026-01-04T09:30:00Z', 'substatus': {'code':"
            + " 'delivered'}, 'location': {'city': 'Las Vegas', 'state': 'NV', 'zip': '89101',"
            + " 'country': 'US'}}";
    Decoded decoded =
        good(
            "shippo",
            "{'event': 'track_updated', 'test': false, 'data': {'carrier': 'usps',"
                + " 'tracking_number': '9205', 'eta': '2026-01-05T00:00:00Z', 'tracking_status': "
                + status
                + ", 'tracking_history': [{'status': 'TRANSIT', 'substatus': {'code':"
                + " 'package_accepted'}, 'status_date': '2026-01-02T15:00:00Z'},"
                + status
                + "]}}");
    assertThat(codes(decoded)).containsExactly("PICKED_UP", "DELIVERED", "ESTIMATED_DELIVERY");
    assertThat(milestone(decoded, 1).getLocation()).isEqualTo("Las Vegas, NV, US");
    assertThat(good("shippo", "{'event': 'batch_created', 'data': {}}").records()).hasSize(1);
  }

  @Test
  void carriersAreKnownByTheirShape() {
    String ups =
        "{'trackResponse': {'shipment': [{'inquiryNumber': '1Z1', 'package': [{'trackingNumber':"
            + " '1Z1', 'deliveryInformation': {'receivedBy': 'DOE'}, 'activity': [{'location':"
            + " {'address': {'city': 'LYON', 'countryCode': 'FR'}, 'slic': '6901'}, 'status':"
            + " {'type': 'D', 'description': 'DELIVERED', 'code': 'FS', 'statusCode': '011'},"
            + " 'date': '20260104', 'time': '103000', 'gmtOffset': '+01:00'}]}]}]}}";
    Decoded decoded = good("tracker", ups);
    assertThat(codes(decoded)).containsExactly("DELIVERED");
    assertThat(envelope(decoded, 0).getReference())
        .isEqualTo(new Reference("TRACKING", "UPS", "1Z1"));
    assertThat(envelope(decoded, 0).getOccurredAt()).isEqualTo(at("2026-01-04T09:30:00Z"));
    assertThat(envelope(decoded, 0).getOccurredOffset()).isEqualTo("+01:00");
    assertThat(decoded.shipmentFacts().get(1).getPayload())
        .isEqualTo(new ProofOfDelivery("1Z1", true, "DOE", List.of()));

    String fedex =
        "{'output': {'completeTrackResults': [{'trackingNumber': '77', 'trackResults':"
            + " [{'trackingNumberInfo': {'trackingNumber': '77', 'carrierCode': 'FDXE'},"
            + " 'scanEvents': [{'date': '2026-01-03T08:00:00-07:00', 'eventType': 'DP',"
            + " 'eventDescription': 'Departed', 'exceptionCode': '67', 'scanLocation': {'city':"
            + " 'SEATTLE', 'stateOrProvinceCode': 'WA', 'countryCode': 'US'}}]}]}]}}";
    decoded = good("tracker", fedex);
    assertThat(codes(decoded)).containsExactly("TERMINAL_DEPARTED");
    assertThat(milestone(decoded, 0).getReason()).isEqualTo("67");
    assertThat(envelope(decoded, 0).getReference().getIssuer()).isEqualTo("FEDEX");

    String usps =
        "{'trackingNumber': '9400', 'statusCategory': 'Delivered', 'trackingEvents':"
            + " [{'eventType': 'Delivered, In/At Mailbox', 'eventTimestamp':"
            + " '2026-01-04T10:17:00', 'GMTTimestamp': '2026-01-04T15:17:00Z', 'eventCity':"
            + " 'BOSTON', 'eventState': 'MA', 'eventZIP': '02101', 'eventCode': '01'}]}";
    decoded = good("tracker", usps);
    assertThat(codes(decoded)).containsExactly("DELIVERED");
    assertThat(envelope(decoded, 0).getReference().getIssuer()).isEqualTo("USPS");
    assertThat(envelope(decoded, 0).getOccurredAt()).isEqualTo(at("2026-01-04T15:17:00Z"));

    String dhl =
        "{'shipments': [{'id': '00340', 'service': 'parcel-de', 'status': {'timestamp':"
            + " '2026-01-04T09:30:00+01:00', 'statusCode': 'delivered', 'description': 'Zugestellt',"
            + " 'location': {'address': {'countryCode': 'DE', 'addressLocality': 'Bonn'}}},"
            + " 'details': {'proofOfDelivery': {'signed': {'name': 'Müller'}}}, 'events':"
            + " [{'timestamp': '2026-01-04T09:30:00+01:00', 'statusCode': 'delivered',"
            + " 'description': 'Zugestellt', 'location': {'address': {'countryCode': 'DE',"
            + " 'addressLocality': 'Bonn'}}}]}]}";
    decoded = good("tracker", dhl);
    assertThat(codes(decoded)).containsExactly("DELIVERED");
    assertThat(decoded.shipmentFacts()).hasSize(2);
    assertThat(milestone(decoded, 0).getLocation()).isEqualTo("Bonn, DE");

    String express =
        "{'shipments': [{'shipmentTrackingNumber': '123', 'events': [{'date': '2026-01-04',"
            + " 'time': '09:10:00', 'GMTOffset': '+08:00', 'typeCode': 'OK', 'description':"
            + " 'Delivered', 'serviceArea': [{'code': 'HKG', 'description': 'Hong Kong'}],"
            + " 'signedBy': 'WONG'}]}]}";
    decoded = good("tracker", express);
    assertThat(codes(decoded)).containsExactly("DELIVERED");
    assertThat(envelope(decoded, 0).getOccurredAt()).isEqualTo(at("2026-01-04T01:10:00Z"));
    assertThat(milestone(decoded, 0).getLocation()).isEqualTo("Hong Kong");
    assertThat(decoded.shipmentFacts()).hasSize(2);

    String flat =
        "{'tracking_number': 'X1', 'carrier': 'Acme', 'status': 'out_for_delivery', 'timestamp':"
            + " 1767571200, 'location': 'Hub 7'}";
    decoded = good("tracker", flat);
    assertThat(codes(decoded)).containsExactly("EN_ROUTE_TO_DELIVERY");
    assertThat(envelope(decoded, 0).getOccurredAt()).isEqualTo(RawMessages.RECORDED);
    assertThat(milestone(decoded, 0).getLocation()).isEqualTo("Hub 7");
  }

  /** As UPS publishes it; the time in UTC stands beside the local one. */
  private static final String ALERT =
      "{'trackingNumber': ' 1Z204W4R0308071865', 'localActivityDate': '20240423',"
          + " 'localActivityTime': '095004', 'activityLocation': {'city': 'CHARLOTTE',"
          + " 'stateProvince': 'NC', 'postalCode': '28209', 'country': 'US'}, 'activityStatus':"
          + " {'type': 'D', 'code': 'FS', 'description': 'Delivered', 'descriptionCode': '011'},"
          + " 'scheduledDeliveryDate': '', 'actualDeliveryDate': '20240423',"
          + " 'actualDeliveryTime': '095004', 'gmtActivityDate': '20240423', 'gmtActivityTime':"
          + " '135004', 'deliveryStartTime': '', 'deliveryEndTime': '',"
          + " 'deliveryTimeDescription': ''}";

  @Test
  void anAlertOfUpsIsItsEventAndItsEstimate() {
    Decoded decoded = good("tracker", ALERT);
    assertThat(codes(decoded)).containsExactly("DELIVERED");
    assertThat(envelope(decoded, 0).getReference())
        .isEqualTo(new Reference("TRACKING", "UPS", "1Z204W4R0308071865"));
    assertThat(envelope(decoded, 0).getOccurredAt()).isEqualTo(at("2024-04-23T13:50:04Z"));
    assertThat(milestone(decoded, 0).getLocation()).isEqualTo("CHARLOTTE, NC, US");

    String onTheWay =
        ALERT
            .replace("'type': 'D', 'code': 'FS'", "'type': 'I', 'code': 'DP'")
            .replace("'scheduledDeliveryDate': ''", "'scheduledDeliveryDate': '20240424'");
    decoded = good("tracker", onTheWay);
    assertThat(codes(decoded)).containsExactly("TERMINAL_DEPARTED", "ESTIMATED_DELIVERY");
    assertThat(envelope(decoded, 1).getOccurredAt()).isEqualTo(at("2024-04-24T00:00:00Z"));
    assertThat(envelope(decoded, 1).getVersion().getCreatedAt())
        .as("a later alert with an earlier date stands above it")
        .isEqualTo(at("2024-04-23T13:50:04Z"));
  }

  @Test
  void upsSaysByTypeWhichDateIsExpected() {
    String scheduled = "{'type': 'SDD', 'date': '20260105'}";
    String rescheduled = "{'type': 'RDD', 'date': '20260107'}";
    String delivered = "{'type': 'DEL', 'date': '20260106'}";
    assertThat(expected(scheduled)).isEqualTo(at("2026-01-05T00:00:00Z"));
    assertThat(expected(scheduled + "," + rescheduled)).isEqualTo(at("2026-01-07T00:00:00Z"));
    Decoded decoded = good("tracker", ups(delivered));
    assertThat(codes(decoded))
        .as("what was delivered is no estimate")
        .containsExactly("IN_TRANSIT");
  }

  private static long expected(String dates) {
    Decoded decoded = good("tracker", ups(dates));
    assertThat(codes(decoded)).containsExactly("IN_TRANSIT", "ESTIMATED_DELIVERY");
    assertThat(envelope(decoded, 1).getVersion().getCreatedAt())
        .isEqualTo(envelope(decoded, 0).getOccurredAt());
    return envelope(decoded, 1).getOccurredAt();
  }

  private static String ups(String dates) {
    return "{'trackResponse': {'shipment': [{'inquiryNumber': '1Z1', 'package': [{'trackingNumber':"
        + " '1Z1', 'deliveryDate': ["
        + dates
        + "], 'deliveryTime': {'type': 'EOD'}, 'activity': [{'status': {'type': 'I', 'code': 'YP'},"
        + " 'date': '20260104', 'time': '103000', 'gmtOffset': '+01:00'}]}]}]}}";
  }

  @Test
  void aCarrierThatDoesNotKnowTheNumberSaysNothingOfAShipment() {
    String fedex =
        "{'transactionId': 't', 'output': {'completeTrackResults': [{'trackingNumber': '77',"
            + " 'trackResults': [{'trackingNumberInfo': {'trackingNumber': '77',"
            + " 'trackingNumberUniqueId': '', 'carrierCode': ''}, 'error': {'code':"
            + " 'TRACKING.TRACKINGNUMBER.NOTFOUND', 'message': 'Tracking number cannot be"
            + " found.'}}]}]}}";
    assertRecorded("FEDEX-NO-TRACKER", fedex);
    assertRecorded(
        "UPS-NO-TRACKER",
        "{'trackResponse': {'shipment': [{'inquiryNumber': '1Z1', 'warnings': [{'code': 'TW0001',"
            + " 'message': 'Tracking Information Not Found'}]}]}}");
    assertRecorded(
        "UPS-NO-TRACKER", "{'response': {'errors': [{'code': '151044', 'message': 'Invalid'}]}}");
  }

  private static void assertRecorded(String type, String message) {
    Decoded decoded = good("tracker", message);
    assertThat(decoded.shipmentFacts()).isEmpty();
    assertThat(decoded.records()).extracting(record -> record.getType()).containsExactly(type);
  }

  @Test
  void trackingMoreKeepsItsEventsUnderOriginAndDestination() {
    String message =
        "{'event': 'TRACKING_UPDATED', 'data': {'tracking_number': '94001', 'courier_code': 'usps',"
            + " 'order_number': '12345', 'delivery_status': 'delivered', 'update_at':"
            + " '2026-01-05T10:00:00+00:00', 'scheduled_delivery_date': null, 'signed_by': 'A. ROE',"
            + " 'origin_info': {'trackinfo': [{'checkpoint_date': '2026-01-04T09:30:00-05:00',"
            + " 'checkpoint_delivery_status': 'delivered', 'checkpoint_delivery_substatus':"
            + " 'delivered001', 'tracking_detail': 'Delivered, Front Door', 'location':"
            + " 'BOSTON, MA', 'country_iso2': 'US', 'state': 'MA', 'city': 'BOSTON', 'zip':"
            + " '02101'}, {'checkpoint_date': '2026-01-03T08:00:00-05:00',"
            + " 'checkpoint_delivery_status': 'transit', 'checkpoint_delivery_substatus':"
            + " 'transit002', 'tracking_detail': 'Arrived', 'location': 'NEWARK, NJ', 'city':"
            + " null}]}, 'destination_info': {'trackinfo': [{'checkpoint_date':"
            + " '2026-01-04T09:30:00-05:00', 'checkpoint_delivery_status': 'delivered',"
            + " 'checkpoint_delivery_substatus': 'delivered001', 'tracking_detail': 'Delivered',"
            + " 'city': 'BOSTON', 'state': 'MA', 'country_iso2': 'US'}]}}}";
    Decoded decoded = good("tracker", message);
    assertThat(codes(decoded)).containsExactly("DELIVERED", "TERMINAL_ARRIVED");
    assertThat(envelope(decoded, 0).getReference())
        .isEqualTo(new Reference("TRACKING", "USPS", "94001"));
    assertThat(envelope(decoded, 0).getOccurredAt()).isEqualTo(at("2026-01-04T14:30:00Z"));
    assertThat(milestone(decoded, 0).getDetail().getReferences())
        .contains(new Reference("ORDER", "", "12345"));
    assertThat(milestone(decoded, 1).getLocation()).isEqualTo("NEWARK, NJ");
    assertThat(decoded.shipmentFacts().get(2).getPayload())
        .isEqualTo(new ProofOfDelivery("94001", true, "A. ROE", List.of()));
  }

  /** DE is the carrier's delivery exception in one place and ShipEngine's delivery in the other. */
  @Test
  void aWebhookOfShipEngineIsReadByItsOwnCodes() {
    String message =
        "{'resource_url': 'https://api.shipengine.com/v1/tracking?carrier_code=fedex',"
            + " 'resource_type': 'API_TRACK', 'data': {'tracking_number': '9405', 'status_code':"
            + " 'DE', 'carrier_code': 'fedex', 'carrier_status_code': 'DL',"
            + " 'carrier_status_description': 'Delivered', 'estimated_delivery_date':"
            + " '2026-01-04T00:00:00Z', 'events': [{'occurred_at': '2026-01-04T16:02:00Z',"
            + " 'carrier_occurred_at': '2026-01-04T11:02:00', 'description': 'Delivered',"
            + " 'city_locality': 'AUSTIN', 'state_province': 'TX', 'postal_code': '78756',"
            + " 'country_code': 'US', 'company_name': '', 'signer': 'R. POE', 'event_code': 'DL',"
            + " 'status_code': 'DE', 'latitude': 30.3, 'longitude': -97.7}, {'occurred_at':"
            + " '2026-01-03T16:02:00Z', 'description': 'Delivery exception', 'city_locality':"
            + " 'AUSTIN', 'event_code': 'DE', 'status_code': 'EX', 'signer': ''}]}}";
    Decoded decoded = good("tracker", message);
    assertThat(codes(decoded))
        .containsExactly("DELIVERED", "DELIVERY_FAILED", "ESTIMATED_DELIVERY");
    assertThat(milestone(decoded, 1).getReason()).isEqualTo("DE");
    assertThat(envelope(decoded, 0).getReference().getIssuer()).isEqualTo("FEDEX");
    assertThat(milestone(decoded, 0).getLocation()).isEqualTo("AUSTIN, TX, US");
    assertThat(decoded.shipmentFacts().get(3).getPayload())
        .isEqualTo(new ProofOfDelivery("9405", true, "R. POE", List.of()));
  }

  @Test
  void aPushOfDhlHasOneShipmentAndOnlyDhlsShape() {
    String shipment =
        "{'shipment': {'id': '00340', 'service': 'parcel-de', 'status': {'timestamp':"
            + " '2026-01-04T09:30:00+01:00', 'statusCode': 'delivered', 'status': 'DELIVERED'}}}";
    Decoded decoded = good("tracker", shipment);
    assertThat(codes(decoded)).containsExactly("DELIVERED");
    assertThat(envelope(decoded, 0).getReference().getIssuer()).isEqualTo("DHL");
    Decoded other =
        decode("tracker", "{'shipment': {'id': 7, 'status': 'delivered', 'events': []}}");
    assertThat(other.shipmentFacts()).isEmpty();
    assertThat(other.deadLetters()).extracting(DeadLetter::getReason).containsExactly("MISSING");
  }

  /** As project44 pushes it to shippers; a push repeats the updates so far. */
  @Test
  void project44NamesTheShipmentByItsBillOfLading() {
    String update =
        "{'timestamp': '2026-01-04T00:48:02-0500', 'statusCode': 'AT_STOP', 'statusReason':"
            + " {'code': 'X', 'description': 'At the dock'}, 'geoCoordinates': {'latitude':"
            + " 39.656254, 'longitude': -84.61627}, 'stopNumber': 2}";
    String message =
        "{'shipment': {'id': 7, 'carrierIdentifier': {'type': 'DOT_NUMBER', 'value': '123'},"
            + " 'shipmentIdentifiers': [{'type': 'ORDER', 'value': 'O1'}, {'type':"
            + " 'BILL_OF_LADING', 'value': 'B1'}], 'shipmentStops': [{'stopNumber': 1,"
            + " 'appointmentWindow': {'startDateTime': '2026-01-04T10:30:00'}}]},"
            + " 'latestStatusUpdate': "
            + update
            + ", 'statusUpdates': ["
            + update.replace("AT_STOP", "IN_TRANSIT").replace("T00:48", "T00:18")
            + ", "
            + update
            + "]}";
    Decoded decoded = good("tracker", message);
    assertThat(codes(decoded)).containsExactly("IN_TRANSIT", "STOP_ARRIVED");
    assertThat(envelope(decoded, 1).getReference()).isEqualTo(new Reference("BOL", "", "B1"));
    assertThat(envelope(decoded, 1).getOccurredAt()).isEqualTo(at("2026-01-04T05:48:02Z"));
    assertThat(milestone(decoded, 1).getDetail().getPlace().getLatitude()).isEqualTo(39.656254);
    assertThat(milestone(decoded, 1).getDetail().getReferences())
        .containsExactly(new Reference("BOL", "", "B1"), new Reference("ORDER", "", "O1"));
  }

  /** As carriers send it to project44. */
  @Test
  void aCarriersUpdateForProject44IsItsEvent() {
    String message =
        "{'customerId': 'c', 'carrierIdentifier': {'type': 'SCAC', 'value': 'ABCD'},"
            + " 'shipmentIdentifiers': [{'type': 'BILL_OF_LADING', 'value': 'B1'}], 'eventType':"
            + " 'DELIVERED', 'eventStopNumber': 2, 'latitude': 49.780089, 'longitude': 18.099213,"
            + " 'utcTimestamp': '2022-08-10T22:12:49'}";
    Decoded decoded = good("tracker", message);
    assertThat(codes(decoded)).containsExactly("DELIVERED");
    assertThat(envelope(decoded, 0).getReference()).isEqualTo(new Reference("BOL", "", "B1"));
    assertThat(envelope(decoded, 0).getOccurredAt()).isEqualTo(at("2022-08-10T22:12:49Z"));
  }

  @Test
  @Tag("R-P8")
  void aProfileSaysByWhichNameAShipmentIsKnown(@TempDir Path folder) throws IOException {
    Intake intake =
        JsonTests.with(
            folder,
            """
            name: visibility
            version: 1
            owner: Freight desk
            format: tracker
            zone: UTC
            fields:
              trackers: ""
              carrier: /Scac
              events: ""
              event-code: /MessageType
              event-time: /Timestamp
            shipment-references:
              LOAD: /LoadNumber
              PRO: /ProNumber
            status-codes:
              STOP_ARRIVAL: STOP_ARRIVED
            """);
    String message =
        "{'MessageType': 'STOP_ARRIVAL', 'Scac': 'ABCD', 'LoadNumber': 'L1', 'ProNumber': 'P1',"
            + " 'Timestamp': '2026-01-04T10:30:00Z'}";
    Decoded decoded = intake.decode(RawMessages.of("visibility", message.replace('\'', '"')));
    assertThat(decoded.deadLetters()).isEmpty();
    assertThat(codes(decoded)).containsExactly("STOP_ARRIVED");
    assertThat(envelope(decoded, 0).getReference()).isEqualTo(new Reference("PRO", "ABCD", "P1"));
    Decoded load =
        intake.decode(
            RawMessages.of(
                "visibility", message.replace("'ProNumber': 'P1',", "").replace('\'', '"')));
    assertThat(envelope(load, 0).getReference()).isEqualTo(new Reference("LOAD", "", "L1"));
  }

  private static final String OWN =
      """
      name: fastco
      version: 4
      owner: Parcel desk
      format: tracker
      zone: Europe/Berlin
      fields:
        trackers: /sendungen/*
        tracking-number: /ref/nr
        carrier: =FASTCO
        signed-by: /quittung/name
        events: /log/*
        event-code: /was
        event-text: /worte
        event-time: /wann
        city: /wo/ort
      status-codes:
        ZUGESTELLT: DELIVERED
      """;

  @Test
  @Tag("R-P8")
  void aNewPartnerNeedsAProfileAndNoCode(@TempDir Path folder) throws IOException {
    Intake intake = JsonTests.with(folder, OWN);
    String message =
        "{'sendungen': [{'ref': {'nr': 'F1'}, 'quittung': {'name': 'Krause'}, 'log': [{'was':"
            + " 'zugestellt', 'worte': 'Abgegeben', 'wann': '2026-01-04 10:30', 'wo': {'ort':"
            + " 'Kiel'}}, {'was': 'WAAGE', 'wann': '2026-01-03 10:30'}]}]}";
    Decoded decoded = intake.decode(RawMessages.of("fastco", message.replace('\'', '"')));
    assertThat(decoded.deadLetters()).isEmpty();
    assertThat(codes(decoded)).containsExactly("DELIVERED", "FASTCO-WAAGE");
    assertThat(envelope(decoded, 0).getReference())
        .isEqualTo(new Reference("TRACKING", "FASTCO", "F1"));
    assertThat(envelope(decoded, 0).getOccurredAt()).isEqualTo(at("2026-01-04T09:30:00Z"));
    assertThat(envelope(decoded, 0).getOccurredOffset()).isEqualTo("local");
    assertThat(milestone(decoded, 0).getLocation()).isEqualTo("Kiel");
    assertThat(decoded.shipmentFacts().get(2).getPayload())
        .isEqualTo(new ProofOfDelivery("F1", true, "Krause", List.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "events: /log/*; evnts: /log/*; The key fields.evnts is unknown. Did you mean"
            + " fields.events?",
        "events: /log/*; events: log; fields.events has 'log', which is no JSON pointer",
        "status-codes:; status-code:; The key status-code is unknown. Did you mean status-codes?",
      })
  @Tag("R-P8")
  void aMappingThatIsWrongIsRefusedWithASentence(
      String text, String instead, String sentence, @TempDir Path folder) {
    assertThatThrownBy(() -> JsonTests.with(folder, OWN.replace(text, instead)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(sentence);
  }
}
