package io.waybill.operators.intake.edifact;

import io.waybill.operators.intake.message.MessageHeader;
import io.waybill.operators.intake.message.MessageType;
import io.waybill.operators.intake.message.When;
import io.waybill.operators.intake.profile.EdifactStatusCodes;
import io.waybill.schemas.Classifier;
import io.waybill.schemas.Milestone;
import io.waybill.schemas.MilestoneDetail;
import io.waybill.schemas.Reference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * IFTSTA, the status of consignments: a milestone for each STS, by the reference that names its
 * shipment best among those of the status, its consignment (CNI) and the header. A status that is
 * bad becomes a dead letter; its neighbours flow.
 */
final class StatusReport {

  static final MessageType TYPE =
      MessageType.of("IFTSTA", "multimodal status report")
          .facts("Milestone")
          .milestones(EdifactStatusCodes.all())
          .about("the strongest of RFF, CNI and equipment")
          .note(
              "A milestone for each STS; its meaning follows from directory, category, list and "
                  + "code: 9011 up to D.98A, 4405 later.")
          .gaps("loading and unloading places beside the place of the status, dimensions");

  private static final List<String> ACTUAL =
      List.of("334", "7", "178", "186", "35", "11", "200", "50", "310", "78", "9");
  private static final List<String> ESTIMATED = List.of("132", "133", "17", "10");
  private static final List<String> PLANNED =
      List.of("2", "64", "63", "76", "69", "232", "189", "358");
  private static final int MAX_CONSIGNMENT = 500;
  private static final Set<String> DEEPER = Set.of("TDT", "EQD", "GID");

  private final Reading reading;
  private final Document document;

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
    MilestoneDetail detail = Details.of(reading, status, references.all());
    String list = said.list();
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
    String category = reading.text(sts, 1, 1);
    String canonical =
        reading
            .profile()
            .statusCodes()
            .canonicalOf(
                new EdifactStatusCodes.Status(
                    reading.message().directory().name(), list, category, code));
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
      return list.isEmpty() ? "REC24" : list;
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
