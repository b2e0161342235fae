package io.waybill.generator;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.generator.Dialect.Syntax;
import java.util.ArrayList;
import java.util.List;

/**
 * The carrier: puts what happens on the way into its format. EDI and trackers report a list of
 * stops; the others tell events one by one, each of which can be taken back.
 */
final class StatusVoice {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Pen pen;
  private final Plot plot;
  private final Dialect dialect;

  StatusVoice(Pen pen) {
    this.pen = pen;
    this.plot = pen.plot;
    this.dialect = pen.dialects.status();
  }

  boolean reports() {
    return dialect.joins() || isTracker();
  }

  /** A tracker's message repeats all that happened so far. */
  boolean isTracker() {
    return dialect.syntax == Syntax.TRACKER;
  }

  // ---------------------------------------------------------------- reports

  /** An interchange of one transaction or message, or of two that share out the stops. */
  Draft report(long at, List<Stop> stops, boolean halved) {
    if (isTracker()) {
      return tracker(at, stops);
    }
    int middle = halved ? stops.size() / 2 : 0;
    List<List<Stop>> parts =
        middle == 0
            ? List.of(stops)
            : List.of(stops.subList(0, middle), stops.subList(middle, stops.size()));
    if (dialect.syntax == Syntax.EDIFACT) {
      return iftsta(at, parts);
    }
    return x12(at, parts.stream().map(this::statuses).toList());
  }

  /** What is promised before the transport: an estimate and, where there is a code, a date. */
  Draft promise(long at) {
    long late = plot.deliveredAt() + 2 * Time.HOUR;
    if (isTracker()) {
      return tracker(at, List.of());
    }
    if (dialect.syntax == Syntax.EDIFACT) {
      List<String> body = iftstaHeader(at);
      body.addAll(List.of("STS+1+21", reference(), "DTM+132:%s:203".formatted(minutes(late))));
      return pen.edifact(dialect, "IFTSTA", "D:96A", plot.carrier().scac(), at, List.of(body));
    }
    List<String> body = new ArrayList<>();
    body.add("LX*1");
    body.add("AT7***AG*NS" + x12Time(late));
    body.add("LX*2");
    body.add("AT7***AB*NS" + x12Time(plot.deliveredAt()));
    return x12(at, List.of(body));
  }

  private List<String> statuses(List<Stop> stops) {
    List<String> body = new ArrayList<>();
    for (Stop stop : stops) {
      body.add("LX*" + (body.size() / 2 + 1));
      body.add("AT7*%s*NS**".formatted(x12Code(stop.kind())) + x12Time(stop.time()));
    }
    return body;
  }

  /** The carrier with local clocks has a code of its own for delays. */
  private String x12Code(Stop.Kind kind) {
    return dialect == Dialect.X12_LOCAL && kind == Stop.Kind.DELAYED ? "XB" : kind.x12;
  }

  /** AT7-05 to 07; who has local clocks does not say so, or says LT. */
  private String x12Time(long time) {
    boolean local = dialect == Dialect.X12_LOCAL;
    long shown = local ? time + Time.NEW_YORK * Time.HOUR : time;
    String code = !local ? "*UT" : plot.index() % 2 == 0 ? "*LT" : "";
    return "*%s*%s%s".formatted(Time.pattern(shown, "yyyyMMdd"), Time.pattern(shown, "HHmm"), code);
  }

  private Draft x12(long at, List<List<String>> parts) {
    List<List<String>> bodies = new ArrayList<>();
    for (List<String> part : parts) {
      List<String> body = new ArrayList<>();
      body.add(
          "B10*%s*BL%d*%s"
              .formatted(pen.names.pro(plot).value(), bodies.size() + 1, plot.carrier().scac()));
      body.addAll(part);
      bodies.add(body);
    }
    return pen.x12(dialect, "214", plot.carrier().scac(), at, bodies);
  }

  private List<String> iftstaHeader(long at) {
    return new ArrayList<>(
        List.of(
            "BGM+77+%s+9".formatted(pen.messageId()),
            EdifactInterchange.time("137", at),
            "NAD+CA+%s::182".formatted(plot.carrier().scac()),
            "CNI+1+" + pen.names.pro(plot).value()));
  }

  private String reference() {
    return "RFF+CN:" + pen.names.pro(plot).value();
  }

  private static String minutes(long time) {
    return Time.pattern(time, "yyyyMMddHHmm");
  }

  private Draft iftsta(long at, List<List<Stop>> parts) {
    // Later directories have another list; then the status names the old one.
    boolean later = plot.index() % 2 == 0;
    List<List<String>> bodies = new ArrayList<>();
    for (List<Stop> part : parts) {
      List<String> body = iftstaHeader(at);
      for (Stop stop : part) {
        body.add("STS+1+%s%s".formatted(stop.kind().edifact, later ? ":9011:6" : ""));
        body.add(reference());
        body.add(
            later
                ? "DTM+334:%sUTC:303".formatted(minutes(stop.time()))
                : "DTM+334:%s:203".formatted(minutes(stop.time())));
      }
      bodies.add(body);
    }
    return pen.edifact(
        dialect, "IFTSTA", later ? "D:01B" : "D:96A", plot.carrier().scac(), at, bodies);
  }

  private Draft tracker(long at, List<Stop> stops) {
    ObjectNode root = JSON.createObjectNode();
    ObjectNode tracker;
    ArrayNode events;
    boolean delivered = stops.stream().anyMatch(stop -> stop.kind() == Stop.Kind.DELIVERED);
    String number = pen.names.tracking(plot).value();
    String carrier = plot.carrier().scac().toLowerCase(java.util.Locale.ROOT);
    // Two of three deliveries are signed for; one of these by nobody.
    String signer = plot.index() % 3 == 1 ? "Signature not required" : "J. Doe";
    boolean signed = delivered && plot.index() % 3 != 0;
    if (dialect == Dialect.EASYPOST) {
      root.put("object", "Event").put("description", "tracker.updated");
      tracker = root.putObject("result").put("object", "Tracker");
      tracker.put("tracking_code", number).put("carrier", carrier);
      tracker.put("updated_at", Time.utc(at));
      tracker.put("est_delivery_date", Time.utc(plot.deliveredAt() + Time.HOUR));
      events = tracker.putArray("tracking_details");
    } else if (dialect == Dialect.AFTERSHIP) {
      root.put("event", "tracking_update");
      tracker = root.putObject("msg").put("tracking_number", number).put("slug", carrier);
      tracker.put("updated_at", Time.plusTwo(at));
      events = tracker.putArray("checkpoints");
    } else {
      root.put("event", "track_updated");
      tracker = root.putObject("data").put("tracking_number", number).put("carrier", carrier);
      tracker.put("eta", Time.utc(plot.deliveredAt() + Time.HOUR));
      events = tracker.putArray("tracking_history");
    }
    for (Stop stop : stops) {
      event(events.addObject(), stop);
    }
    if (dialect == Dialect.SHIPPO && !stops.isEmpty()) {
      event(tracker.putObject("tracking_status"), stops.get(stops.size() - 1));
    }
    if (signed) {
      tracker.put("signed_by", signer);
    }
    return new Draft(at, dialect.profile, root.toString());
  }

  private void event(ObjectNode event, Stop stop) {
    String[] codes = stop.kind().tracker(dialect);
    String city = "Hub " + plot.index() % 7;
    if (dialect == Dialect.EASYPOST) {
      event.put("object", "TrackingDetail").put("message", "On its way");
      event.put("status", codes[1]).put("status_detail", codes[0]);
      event.put("datetime", Time.utc(stop.time()));
      event.putObject("tracking_location").put("city", city).put("country", "US");
    } else if (dialect == Dialect.AFTERSHIP) {
      event.put("created_at", Time.utc(stop.time() + Time.MINUTE));
      event.put("tag", codes[1]).put("subtag", codes[0]).put("city", city);
      event.put("checkpoint_time", Time.plusTwo(stop.time()));
    } else {
      event.put("status", codes[1]).put("status_date", Time.utc(stop.time()));
      event.putObject("substatus").put("code", codes[0]);
      event.putObject("location").put("city", city).put("country", "US");
    }
  }

  // ---------------------------------------------------------------- events

  /**
   * One event.
   *
   * @param number of the event among those of the shipment
   * @param revision 0 for the event itself; 1 and more when it is told again
   * @param cancelled whether it is taken back
   * @param actual whether it has happened; else it is expected
   */
  Draft event(
      long createdAt, int revision, boolean cancelled, int number, Stop stop, boolean actual) {
    if (dialect == Dialect.DCSA && plot.index() % 3 == 0) {
      return dcsa3(createdAt, revision, cancelled, number, stop, actual);
    }
    if (dialect == Dialect.DCSA) {
      return dcsa(createdAt, revision, cancelled, number, stop, actual);
    }
    return dialect == Dialect.EPCIS
        ? epcis(createdAt, revision, cancelled, number, stop)
        : canonical(createdAt, revision, cancelled, number, stop, actual);
  }

  /** Whether something that did not happen yet can be said. */
  boolean expects() {
    return dialect != Dialect.EPCIS;
  }

  private Draft canonical(
      long createdAt, int revision, boolean cancelled, int number, Stop stop, boolean actual) {
    return pen.message("milestone", createdAt)
        .revision(revision)
        .cancelled(cancelled)
        .about(pen.names.pro(plot))
        .with("event", pen.names.of("EV", plot, number))
        .with("code", stop.kind().name())
        .with("classifier", actual ? "ACTUAL" : "ESTIMATED")
        .with("occurredAt", Time.plusTwo(stop.time()))
        .with("location", "HUB-" + plot.index() % 7)
        .draft();
  }

  /** DCSA Track and Trace 2: taken back by the same id, told anew under another. */
  private Draft dcsa(
      long createdAt, int revision, boolean cancelled, int number, Stop stop, boolean actual) {
    boolean transport = stop.kind().ordinal() < 2;
    boolean anew = revision > 0 && !cancelled;
    ObjectNode event = JSON.createObjectNode();
    event.put("eventID", pen.names.of("EV", plot, anew ? number + 50 : number));
    event.put("eventCreatedDateTime", Time.utc(createdAt));
    event.put("eventType", transport ? "TRANSPORT" : "EQUIPMENT");
    event.put("eventClassifierCode", actual ? "ACT" : "EST");
    event.put("eventDateTime", Time.plusTwo(stop.time()));
    event.put(transport ? "transportEventTypeCode" : "equipmentEventTypeCode", stop.kind().dcsa);
    if (cancelled) {
      event.put("isRetracted", true);
    }
    if (pen.dialects.byContainer()) {
      event.put("equipmentReference", pen.names.container(plot).value());
    } else {
      event
          .putArray("documentReferences")
          .addObject()
          .put("documentReferenceType", "TRD")
          .put("documentReferenceValue", pen.names.billOfLading(plot).value());
    }
    event.putObject("transportCall").put("modeOfTransport", "TRUCK");
    return new Draft(createdAt, dialect.profile, JSON.createArrayNode().add(event).toString());
  }

  /** DCSA Track and Trace 3: in sections; another event names the one that it takes back. */
  private Draft dcsa3(
      long createdAt, int revision, boolean cancelled, int number, Stop stop, boolean actual) {
    boolean transport = stop.kind().ordinal() < 2;
    ObjectNode page = JSON.createObjectNode();
    ObjectNode event = page.putArray("events").addObject();
    event.put("eventID", pen.names.of("EV", plot, number + 50 * revision));
    event.put("eventUpdatedDateTime", Time.utc(createdAt));
    event.put("eventDateTime", Time.plusTwo(stop.time()));
    if (cancelled) {
      event.put("retractedEventID", pen.names.of("EV", plot, number));
    }
    ObjectNode classification = event.putObject("eventClassification");
    classification.put("eventTypeCode", transport ? "TRANSPORT" : "EQUIPMENT");
    classification.put("eventClassifierCode", actual ? "ACT" : "EST");
    classification.put(
        transport ? "transportEventTypeCode" : "equipmentEventTypeCode", stop.kind().dcsa);
    if (pen.dialects.byContainer()) {
      event
          .putObject("equipmentDetails")
          .put("equipmentReference", pen.names.container(plot).value());
    } else {
      event
          .putObject("shipmentDetails")
          .putObject("documentReference")
          .put("typeCode", "TRD")
          .put("reference", pen.names.billOfLading(plot).value());
    }
    return new Draft(createdAt, dialect.profile, page.toString());
  }

  /** EPCIS 2.0: declared wrong under the same id; what corrects it has an id of its own. */
  private Draft epcis(long createdAt, int revision, boolean cancelled, int number, Stop stop) {
    boolean anew = revision > 0 && !cancelled;
    ObjectNode document = JSON.createObjectNode();
    document.put("type", "EPCISDocument").put("schemaVersion", "2.0");
    document.put("creationDate", Time.utc(createdAt));
    ObjectNode event = document.putObject("epcisBody").putArray("eventList").addObject();
    String id = "urn:uuid:" + pen.names.of("EV", plot, anew ? number + 50 : number);
    event.put("type", "ObjectEvent").put("eventID", id).put("action", "OBSERVE");
    event.put("eventTime", Time.plusTwo(stop.time())).put("eventTimeZoneOffset", "+02:00");
    String step = stop.kind().epcis;
    event.put("bizStep", plot.index() % 2 == 0 ? step : "https://ref.gs1.org/cbv/BizStep-" + step);
    event
        .putArray("bizTransactionList")
        .addObject()
        .put("type", "bol")
        .put("bizTransaction", pen.names.billOfLading(plot).value());
    event.putArray("quantityList").addObject().put("epcClass", "class").put("quantity", 3);
    if (cancelled) {
      ObjectNode error = event.putObject("errorDeclaration");
      error.put("declarationTime", Time.utc(createdAt)).put("reason", "incorrect_data");
      error.putArray("correctiveEventIDs").add("urn:uuid:" + pen.names.of("EV", plot, number + 50));
    }
    return new Draft(createdAt, dialect.profile, document.toString());
  }
}
