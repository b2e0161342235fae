package io.waybill.operators.intake.x12;

import io.waybill.operators.intake.message.MessageHeader;
import io.waybill.operators.intake.message.MessageType;
import io.waybill.operators.intake.message.References;
import io.waybill.operators.intake.message.When;
import io.waybill.operators.intake.profile.StatusCodes;
import io.waybill.schemas.Classifier;
import io.waybill.schemas.Milestone;
import io.waybill.schemas.Place;
import io.waybill.schemas.Reference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** 214: a milestone for each AT7, about the shipment with the carrier's PRO. */
final class ShipmentStatusFacts extends TransactionFacts {

  static final MessageType TYPE =
      MessageType.of("214", "carrier shipment status")
          .facts("Milestone")
          .milestones(StatusCodes.standard())
          .about("PRO B10-01 of SCAC B10-03, else BOL B10-02")
          .note(
              "A milestone for each AT7: AT7-01 is what happened (AT7-02 why), AT7-03 an "
                  + "appointment; together they are a fault. Where the LX loops name different PROs "
                  + "(L11 CN), each is about its own.")
          .gaps(
              "parties (N1), proof of delivery as a signature (K1, SPO), order details (OID), "
                  + "equipment temperatures");

  private static final String STATUS_LIST = "X12-1650";
  private static final String APPOINTMENT_LIST = "X12-1652";
  private static final String ESTIMATED_APPOINTMENT = "AC";

  /** Qualifier of a stop's number, where it is given as a reference. */
  private static final String STOP = "QN";

  /** An AT7 with the segments that follow it. */
  private record Status(Segment at7, Segment ms1, Segment ms2, List<Segment> seals) {}

  ShipmentStatusFacts(Incoming incoming) {
    super(incoming);
  }

  @Override
  void read() {
    Segment b10 = segments.first("B10");
    String carrier = b10.element(3);
    if (carrier.indexOf(References.SEPARATOR) >= 0) {
      b10.invalid(3, Finding.INVALID_CHARACTER, "Leave out the character '|'.");
    }
    Segments head = segments.before("LX", "AT7");
    Reference about = about(b10, head, carrier);
    if (rejected(b10)) {
      return;
    }
    MessageHeader header = headerByControlNumbers(about);
    List<Reference> references = new ArrayList<>(2);
    if (b10.has(2)) {
      references.add(new Reference("BOL", "", b10.element(2)));
    }
    references.addAll(ReferenceQualifiers.of(head, carrier));
    List<Segments> groups = segments.loops("LX");
    if (groups.isEmpty() || segments.before("LX").first("AT7") != null) {
      group(header, references, segments.before("LX"));
    }
    boolean several = severalShipments(about, groups, carrier);
    for (Segments group : groups) {
      List<Reference> named = several ? named(about, group, carrier) : List.of();
      if (named.isEmpty()) {
        group(header, references, group);
      }
      named.forEach(one -> group(header.about(one), references, group));
    }
  }

  /**
   * Whether the LX loops are about several shipments, and not the whole message about one: one loop
   * names other PROs than another. A carrier that goes by bills of lading names other ones of
   * these.
   */
  private static boolean severalShipments(Reference about, List<Segments> groups, String carrier) {
    return groups.stream()
            .map(group -> Set.copyOf(named(about, group, carrier)))
            .filter(named -> !named.isEmpty())
            .distinct()
            .count()
        > 1;
  }

  /** The shipments that an LX loop names itself, in its order. */
  private static List<Reference> named(Reference about, Segments group, String carrier) {
    List<Reference> pros = named(group, "CN", carrier);
    return pros.isEmpty() && !isPro(about) ? named(group, "BM", carrier) : pros;
  }

  private static List<Reference> named(Segments group, String qualifier, String carrier) {
    List<Reference> named = new ArrayList<>(1);
    for (Segment l11 : group.all("L11")) {
      if (l11.isSound() && l11.has(1) && l11.element(2).equals(qualifier)) {
        String type = ReferenceQualifiers.type(qualifier);
        named.add(ReferenceQualifiers.reference(type, l11.element(1), carrier));
      }
    }
    return named.stream().distinct().toList();
  }

  private static boolean isPro(Reference reference) {
    return reference.getType().equals("PRO");
  }

  /** The carrier's PRO; a carrier that gives none goes by the shipper's number of the shipment. */
  private static Reference about(Segment b10, Segments head, String carrier) {
    if (b10.has(1)) {
      return new Reference("PRO", carrier, b10.element(1));
    }
    if (b10.element(5).equals("CN") && b10.has(6)) {
      return new Reference("PRO", carrier, b10.element(6));
    }
    Reference pro = ReferenceQualifiers.first(ReferenceQualifiers.of(head, carrier), "PRO");
    if (pro == null && !b10.has(2)) {
      b10.missing(1, "Send the carrier's number of the shipment, or the shipper's in B1002.");
    }
    return pro != null ? pro : new Reference("BOL", "", b10.element(2));
  }

  /** One LX with its statuses; weight, pieces and references of it go with each of them. */
  private void group(MessageHeader header, List<Reference> references, Segments group) {
    for (Status status : statuses(group)) {
      milestone(header, references, group, status);
    }
  }

  private static List<Status> statuses(Segments group) {
    List<Status> statuses = new ArrayList<>(1);
    Status open = null;
    for (Segment segment : group.list()) {
      switch (segment.tag()) {
        case "AT7" -> {
          open = new Status(segment, null, null, new ArrayList<>(0));
          statuses.add(open);
        }
        case "MS1" -> open = replaceLast(statuses, open, segment, true);
        case "MS2" -> open = replaceLast(statuses, open, segment, false);
        case "M7" -> {
          if (open != null) {
            open.seals().add(segment);
          }
        }
        default -> {
          // Says nothing of one status alone.
        }
      }
    }
    return statuses;
  }

  private static Status replaceLast(
      List<Status> statuses, Status open, Segment segment, boolean place) {
    if (open == null) {
      return null;
    }
    Status status =
        place
            ? new Status(open.at7(), segment, open.ms2(), open.seals())
            : new Status(open.at7(), open.ms1(), segment, open.seals());
    statuses.set(statuses.size() - 1, status);
    return status;
  }

  private void milestone(
      MessageHeader header, List<Reference> references, Segments group, Status status) {
    Segment at7 = status.at7();
    boolean appointment = !at7.has(1);
    String code = at7.element(appointment ? 3 : 1);
    if (code.isEmpty()) {
      at7.missing(1, "Send a status in AT701 or an appointment in AT703.");
    }
    if (!appointment && at7.has(3)) {
      at7.invalid(
          3,
          Finding.EXCLUSION_VIOLATED,
          "Send either a status in AT701 or an appointment in AT703.");
    }
    When occurred = when(at7, 5, 6, 7);
    Place place = place(status.ms1());
    if (rejected(at7, status.ms1(), status.ms2()) || occurred == null) {
      return;
    }
    String canonical = profile.x12().canonicalOf(code);
    Reference reference = header.reference();
    String carrier = segments.first("B10").element(3);
    String subject =
        "milestone/"
            + carrier
            + "/"
            + reference.getValue()
            + "/"
            + canonical
            + "/"
            + Instant.ofEpochMilli(occurred.at());
    Classifier classifier = classifier(code, appointment);
    Detail detail =
        new Detail(appointment ? APPOINTMENT_LIST : STATUS_LIST)
            .appointment(classifier == Classifier.ACTUAL ? null : canonical)
            .place(place)
            .carrier(carrier)
            .references(references);
    Measures.shipment(detail, group);
    for (Segment m7 : status.seals()) {
      for (int number = 1; number <= m7.size(); number++) {
        detail.seal(m7.element(number));
      }
    }
    stopAndReferences(detail, group, carrier);
    facts.shipmentFact(
        header,
        subject,
        occurred,
        new Milestone(
            canonical,
            code,
            at7.elementOrNull(appointment ? 4 : 2),
            classifier,
            place == null ? null : place.getAddress(),
            status.ms2() == null ? null : status.ms2().elementOrNull(2),
            detail.build()));
  }

  private static void stopAndReferences(Detail detail, Segments group, String carrier) {
    for (Segment segment : group.list()) {
      if (segment.is("S5") && segment.isSound()) {
        detail.stop(segment.element(1));
      } else if (segment.is("L11") && segment.element(2).equals(STOP)) {
        detail.stop(segment.elementOrNull(1));
      }
    }
    detail.references(ReferenceQualifiers.of(group, carrier));
  }

  private Classifier classifier(String code, boolean appointment) {
    if (profile.x12().estimates().contains(code)
        || appointment && code.equals(ESTIMATED_APPOINTMENT)) {
      return Classifier.ESTIMATED;
    }
    return appointment ? Classifier.PLANNED : Classifier.ACTUAL;
  }

  /** City, state, country, longitude and latitude, as far as they are given; null when none is. */
  private static Place place(Segment ms1) {
    if (ms1 == null) {
      return null;
    }
    String location = Places.joined(ms1, 1, 3);
    Double longitude = Places.degrees(ms1, 4, ms1.element(6).equals("W"));
    Double latitude = Places.degrees(ms1, 5, ms1.element(7).equals("S"));
    return location == null && longitude == null && latitude == null
        ? null
        : new Place(null, null, null, location, latitude, longitude);
  }
}
