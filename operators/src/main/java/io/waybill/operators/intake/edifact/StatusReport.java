package io.waybill.operators.intake.edifact;

import io.waybill.operators.intake.message.MessageHeader;
import io.waybill.operators.intake.message.MessageType;
import io.waybill.operators.intake.message.When;
import io.waybill.operators.intake.profile.EdifactStatusCodes;
import io.waybill.schemas.Classifier;
import io.waybill.schemas.Milestone;
import io.waybill.schemas.MilestoneDetail;
import io.waybill.schemas.Place;
import io.waybill.schemas.ProofOfDelivery;
import io.waybill.schemas.Reference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * IFTSTA, the status of consignments: a milestone for each STS, by the reference that names its
 * shipment best among those of the status, its consignment (CNI) and the header. A status that is
 * bad becomes a dead letter; its neighbours flow.
 */
final class StatusReport {

  static final MessageType TYPE =
      MessageType.of("IFTSTA", "multimodal status report")
          .facts("Milestone", "ProofOfDelivery")
          .milestones(EdifactStatusCodes.all())
          .about("the strongest of RFF, CNI and equipment")
          .note(
              "A milestone for each STS; its meaning follows from directory, category, list and "
                  + "code: 9011 up to D.98A and in EANCOM, 4405 later. Who received the goods of a delivery (CTA GR behind "
                  + "its STS) has signed.")
          .gaps("loading and unloading places beside the place of the status, dimensions");

  private static final List<String> ACTUAL =
      List.of("334", "7", "178", "186", "35", "11", "200", "50", "310", "78", "9");
  private static final List<String> ESTIMATED = List.of("132", "133", "17", "10");
  private static final List<String> PLANNED =
      List.of("2", "64", "63", "76", "69", "232", "189", "358");
  private static final String DELIVERED = "DELIVERED";

  /** Of data element 3139. */
  private static final String RECEIVING_CONTACT = "GR";

  private static final String RECOMMENDATION_24 = "REC24";
  private static final int MAX_CONSIGNMENT = 500;
  private static final Set<String> DEEPER = Set.of("TDT", "EQD", "GID");

  /** By data element 3227: places where a transport begins, ends, and where goods are delivered. */
  private static final List<String> BEGINNING = List.of("9", "5", "76", "88");

  private static final List<String> END = List.of("11", "12", "60", "8", "7");
  private static final List<String> DELIVERY = List.of("7", "8", "60", "11", "12");

  /** At which end of a transport a status happens. */
  private static final Map<String, List<String>> ENDS =
      Map.of(
          "PICKED_UP", BEGINNING,
          "LOADED", BEGINNING,
          "DEPARTED", BEGINNING,
          "ARRIVED", END,
          "DISCHARGED", END,
          "UNLOADING", END,
          "DELIVERED", DELIVERY);

  private final Reading reading;
  private final Document document;
  private final List<Runnable> receipts = new ArrayList<>(0);

  private StatusReport(Reading reading, Document document) {
    this.reading = reading;
    this.document = document;
  }

  static void read(Reading reading) {
    SegmentGroup body = reading.body();
    reading
        .part(
            () -> {
              if (body.first("STS").isEmpty()) {
                reading.missing("STS", "Send at least one status, an STS segment.");
              }
              return new Document(reading, body.before(Set.of("CNI", "STS")));
            })
        .ifPresent(document -> new StatusReport(reading, document).consignments(body));
  }

  private void consignments(SegmentGroup body) {
    int first = document.header().segments().size();
    SegmentGroup rest = new SegmentGroup(body.segments().subList(first, body.segments().size()));
    SegmentGroup bare = rest.before(Set.of("CNI"));
    List<SegmentGroup> consignments = new ArrayList<>();
    if (!bare.segments().isEmpty()) {
      consignments.add(bare);
    }
    consignments.addAll(rest.groups("CNI", Set.of()));
    for (SegmentGroup consignment : consignments) {
      SegmentGroup own = consignment.before(Set.of("STS"));
      if (own.segments().size() > MAX_CONSIGNMENT) {
        reading.part(
            () ->
                reading.tooLarge(
                    own.lead(),
                    "At most %d segments before the first STS of a consignment are read."
                        .formatted(MAX_CONSIGNMENT)));
        continue;
      }
      consignment
          .groups("STS", Set.of())
          .forEach(status -> reading.part(() -> milestone(own, status)));
    }
    // Behind the milestones, whose ids count what stands before them.
    receipts.forEach(Runnable::run);
  }

  private void milestone(SegmentGroup consignment, SegmentGroup status) {
    Segment sts = status.lead();
    Said said = said(sts);
    String code = said.code();
    FoundReferences references = references(consignment, status);
    Optional<Reference> reference = references.strongest();
    if (reference.isEmpty()) {
      reading.missingBehind(
          sts,
          "RFF",
          "Name the shipment by a reference: RFF with CU, BM, BN, CN or SRN, or by CNI02.");
    }
    Optional<Occurrence> occurrence = occurrence(consignment, status);
    String list = said.list();
    String canonical = canonical(sts, list, code);
    if (isUnknown(canonical, list, code) && saysRecommendation24(list)) {
      String known = canonical(sts, RECOMMENDATION_24, code);
      boolean found = !isUnknown(known, RECOMMENDATION_24, code);
      list = found ? RECOMMENDATION_24 : list;
      canonical = found ? known : canonical;
    }
    MilestoneDetail detail =
        Details.of(reading, status, references.all(), place(consignment, status, canonical));
    detail.setCodeList(EdifactStatusCodes.named(list));
    if (detail.getCarrier() == null) {
      String carrier = document.parties().carrier();
      detail.setCarrier(carrier.isEmpty() ? null : carrier);
    }
    String words = reading.text(sts, 2, 4);
    if (!words.isEmpty()) {
      detail.setText(
          Details.fitting(detail.getText() == null ? words : words + " " + detail.getText())
              .orElse(null));
    }
    if (reference.isEmpty() || occurrence.isEmpty()) {
      return;
    }
    String equipment = status.first("EQD").map(eqd -> reading.text(eqd, 2, 1)).orElse("");
    When occurred = occurrence.get().when();
    Milestone milestone =
        new Milestone(
            canonical,
            code,
            reasons(sts),
            occurrence.get().classifier(),
            Details.location(detail.getPlace()),
            equipment.isEmpty() ? null : equipment,
            detail);
    MessageHeader header = document.messageHeader(reference.get());
    String subject =
        "milestone/%s/%s/%s/%s%s"
            .formatted(
                reference.get().getIssuer(),
                reference.get().getValue(),
                canonical,
                Instant.ofEpochMilli(occurred.at()),
                equipment.isEmpty() ? "" : "/" + equipment);
    reading.say(() -> reading.facts().shipmentFact(header, subject, occurred, milestone));
    if (canonical.equals(DELIVERED) && occurrence.get().classifier() == Classifier.ACTUAL) {
      receipt(status, header, occurred);
    }
  }

  private String canonical(Segment sts, String list, String code) {
    return reading
        .profile()
        .statusCodes()
        .canonicalOf(
            new EdifactStatusCodes.Status(
                reading.message().directory().name(), list, reading.text(sts, 1, 1), code));
  }

  private static boolean isUnknown(String canonical, String list, String code) {
    return canonical.equals(EdifactStatusCodes.named(list) + "-" + code);
  }

  /** EANCOM kept the codes of Recommendation 24 when the directory changed its list. */
  private boolean saysRecommendation24(String list) {
    return list.equals("4405") && reading.message().unh().component(2, 5).startsWith("EAN");
  }

  /** Behind a delivery, the contact who received the goods has signed for them. */
  private void receipt(SegmentGroup status, MessageHeader header, When delivered) {
    Optional<Segment> contact = status.first("CTA", List.of(RECEIVING_CONTACT));
    String name =
        contact
            .map(
                cta ->
                    reading.text(cta, 2, 2).isEmpty()
                        ? reading.text(cta, 2, 1)
                        : reading.text(cta, 2, 2))
            .orElse("");
    if (!name.isEmpty()) {
      Reference reference = header.reference();
      Runnable receipt =
          () ->
              reading
                  .facts()
                  .shipmentFact(
                      header,
                      "pod/" + reference.getIssuer() + "/" + reference.getValue(),
                      delivered,
                      new ProofOfDelivery(reference.getValue(), true, name, List.of()));
      reading.say(() -> receipts.add(receipt));
    }
  }

  /**
   * Where it happened: at the place of the status itself. Of the places of its transport, or else
   * of its consignment or the header, the end at which such a status happens, or the only one.
   */
  private Place place(SegmentGroup consignment, SegmentGroup status, String canonical) {
    Optional<Segment> own = status.before(DEEPER).first("LOC");
    SegmentGroup nearest =
        Stream.of(status, consignment, document.header())
            .filter(group -> group.first("LOC").isPresent())
            .findFirst()
            .orElse(status);
    return own.or(() -> nearest.first("LOC", ENDS.getOrDefault(canonical, List.of())))
        .or(() -> only(nearest))
        .map(loc -> Details.place(reading, loc))
        .orElse(null);
  }

  private static Optional<Segment> only(SegmentGroup group) {
    List<Segment> places = group.all("LOC");
    return places.stream().map(loc -> loc.composites(2)).distinct().count() == 1
        ? Optional.of(places.get(0))
        : Optional.empty();
  }

  private FoundReferences references(SegmentGroup consignment, SegmentGroup status) {
    List<Segment> parties = new ArrayList<>(status.segments());
    parties.addAll(consignment.segments());
    parties.addAll(document.header().segments());
    FoundReferences references =
        new FoundReferences(reading, new Parties(reading, new SegmentGroup(parties)));
    references.addAll(status).addAll(consignment);
    consignment.first("CNI").ifPresent(cni -> references.add("CNI", reading.text(cni, 2, 1)));
    return references.addAll(document.header());
  }

  private record Said(String list, String code) {}

  /** The status; some senders have none and say it by the category, or by the category's list. */
  private Said said(Segment sts) {
    String code = reading.text(sts, 2, 1);
    if (!code.isEmpty()) {
      return new Said(list(sts), code);
    }
    String ofCategory = reading.text(sts, 1, 2);
    if (!ofCategory.isEmpty()) {
      return new Said("9015:" + reading.text(sts, 1, 3), ofCategory);
    }
    String category = reading.text(sts, 1, 1);
    if (category.isEmpty()) {
      reading.missing(sts, 2, 1, "Send the status, such as 21 of list 9011 for delivered.");
    }
    return new Said("9015", category);
  }

  /** 9011 or 4405, unless the status names a list of its own. */
  private String list(Segment sts) {
    String list = reading.text(sts, 2, 2);
    String agency = reading.text(sts, 2, 3);
    if (list.isEmpty() && agency.isEmpty()) {
      return reading.message().directory().statusList();
    }
    boolean standard = list.isEmpty() || list.equals("9011") || list.equals("4405");
    if (standard && (agency.isEmpty() || agency.equals("6"))) {
      return list.isEmpty() ? RECOMMENDATION_24 : list;
    }
    return list + ":" + agency;
  }

  private String reasons(Segment sts) {
    String reasons =
        sts.composites(3).stream()
            .map(
                reason ->
                    Segment.part(reason, 1).isEmpty()
                        ? Segment.part(reason, 4)
                        : Segment.part(reason, 1))
            .filter(reason -> !reason.isEmpty())
            .collect(Collectors.joining(","));
    return Details.fitting(reasons).orElse(null);
  }

  private record Occurrence(When when, Classifier classifier) {}

  /**
   * The time behind the status, whatever it is of; or else one of something that happened, behind
   * its transport, its consignment or the header. Where nothing else is said, the status is of the
   * document's time.
   */
  private Optional<Occurrence> occurrence(SegmentGroup consignment, SegmentGroup status) {
    SegmentGroup direct = status.before(DEEPER);
    Optional<Occurrence> own =
        occurrence(direct, ACTUAL, Classifier.ACTUAL)
            .or(() -> occurrence(direct, ESTIMATED, Classifier.ESTIMATED))
            .or(() -> occurrence(direct, PLANNED, Classifier.PLANNED))
            .or(() -> occurrence(direct, List.of("137"), Classifier.ACTUAL))
            .or(() -> occurrence(status, ACTUAL, Classifier.ACTUAL))
            .or(() -> occurrence(consignment, ACTUAL, Classifier.ACTUAL))
            .or(() -> occurrence(document.header(), ACTUAL, Classifier.ACTUAL));
    if (own.isEmpty()) {
      return Optional.of(new Occurrence(document.created(), Classifier.ACTUAL));
    }
    return own.filter(found -> found.when() != null);
  }

  /** One whose time cannot be read has none: its fault is remembered. */
  private Optional<Occurrence> occurrence(
      SegmentGroup group, List<String> qualifiers, Classifier classifier) {
    return group
        .first("DTM", qualifiers)
        .map(dtm -> new Occurrence(reading.when(dtm).orElse(null), classifier));
  }
}
