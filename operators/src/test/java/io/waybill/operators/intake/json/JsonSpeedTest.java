package io.waybill.operators.intake.json;

import io.waybill.operators.intake.Intake;
import io.waybill.operators.intake.RawMessages;
import io.waybill.operators.intake.message.RawMessage;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How many events a second one core turns from bytes into facts, {@code -Djson.speed=true}. A first
 * impression of code that is warm; JMH has the last word.
 */
@EnabledIfSystemProperty(named = "json.speed", matches = "true")
class JsonSpeedTest {

  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();
  private static final long ROUND_NANOS = 1_000_000_000L;
  private static final int ROUNDS = 7;

  private static final String TRACKER_HEAD =
      "{'id':'trk_1','object':'Tracker','tracking_code':'%05d','carrier':'UPS','updated_at':"
          + "'2026-01-04T12:00:00Z','signed_by':null,'tracking_details':[";
  private static final String TRACKER_EVENT =
      "{'object':'TrackingDetail','message':'Departed FedEx location','status':'in_transit',"
          + "'status_detail':'departed_facility','datetime':'2026-01-02T10:00:%02dZ','source':'FedEx',"
          + "'carrier_code':'DP','tracking_location':{'object':'TrackingLocation','city':'ORLANDO',"
          + "'state':'FL','country':'US','zip':'32809'}}";
  private static final String PING =
      "{'vehicleId':'T%05d','time':'2026-01-04T09:30:00Z','lat':52.51234,'lon':13.25123,"
          + "'speedKmh':81.5,'temperatureC':-18.2,'doorOpen':false,'ignition':true}";
  private static final String DCSA =
      "{'eventID':'E%05d','eventCreatedDateTime':'2026-01-03T12:00:00Z','eventType':'EQUIPMENT',"
          + "'eventClassifierCode':'ACT','eventDateTime':'2026-01-04T07:41:00+08:00',"
          + "'equipmentEventTypeCode':'LOAD','equipmentReference':'APZU4812090','eventLocation':"
          + "{'locationName':'Yangshan','UNLocationCode':'CNSHA','facilityCode':'YS1'},"
          + "'documentReferences':[{'documentReferenceType':'BKG','documentReferenceValue':'B1'}]}";

  @ParameterizedTest
  @CsvSource({
    "easypost, 1",
    "easypost, 8",
    "tracker, 8",
    "dcsa, 1",
    "telematics, 1",
    "telematics, 50"
  })
  void eventsASecond(String profile, int events) {
    RawMessage[] messages = new RawMessage[1000];
    for (int i = 0; i < messages.length; i++) {
      messages[i] = RawMessages.of(profile, message(profile, i, events));
    }
    Intake intake = RawMessages.intake();
    double[] rates = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      long facts = 0;
      long start = CPU.getCurrentThreadCpuTime();
      long now = start;
      while (now - start < ROUND_NANOS) {
        for (RawMessage message : messages) {
          facts += intake.decode(message).shipmentFacts().size();
        }
        now = CPU.getCurrentThreadCpuTime();
      }
      rates[round] = facts * 1e9 / (now - start);
    }
    double[] measured = Arrays.copyOfRange(rates, 2, ROUNDS);
    Arrays.sort(measured);
    System.out.printf(
        "%s, %d events of %d bytes: %,.0f facts/s of CPU (median of %d rounds, best %,.0f)%n",
        profile,
        events,
        messages[0].bytes().length / events,
        measured[measured.length / 2],
        measured.length,
        measured[measured.length - 1]);
  }

  private static byte[] message(String profile, int number, int events) {
    StringBuilder message = new StringBuilder();
    boolean single = events == 1 && (profile.equals("dcsa") || profile.equals("telematics"));
    boolean tracker = profile.equals("easypost") || profile.equals("tracker");
    message.append(tracker ? TRACKER_HEAD.formatted(number) : single ? "" : "[");
    for (int i = 0; i < events; i++) {
      message
          .append(i == 0 ? "" : ",")
          .append(
              tracker
                  ? TRACKER_EVENT.formatted(i)
                  : (profile.equals("dcsa") ? DCSA : PING).formatted(number * 100 + i));
    }
    message.append(tracker ? "]}" : single ? "" : "]");
    return message.toString().replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }
}
