package io.waybill.operators.intake.check;

import io.waybill.operators.intake.Intake;
import io.waybill.operators.intake.PublishedRules;
import io.waybill.operators.intake.check.SampleReport.Found;
import io.waybill.operators.intake.check.SampleReport.Message;
import io.waybill.operators.intake.check.SampleReport.Trouble;
import io.waybill.operators.intake.check.SampleReport.Unused;
import io.waybill.operators.intake.check.SampleReport.Verdict;
import io.waybill.operators.intake.csv.RowMessages;
import io.waybill.operators.intake.message.Decoded;
import io.waybill.operators.intake.message.PersonalData;
import io.waybill.operators.intake.message.RawMessage;
import io.waybill.operators.intake.message.References;
import io.waybill.operators.intake.profile.Format;
import io.waybill.operators.intake.profile.PartnerProfile;
import io.waybill.operators.intake.profile.Profiles;
import io.waybill.schemas.Envelope;
import io.waybill.schemas.Link;
import io.waybill.schemas.Milestone;
import io.waybill.schemas.ShipmentFact;
import io.waybill.schemas.StockFact;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Reads samples as the intake would, and writes nothing: the same code, so what is said here is
 * what will happen. Not thread-safe.
 */
public final class SampleCheck {

  private final long recordedAt;
  private final boolean unmasked;
  private PartnerProfile reader;
  private Intake intake;

  /**
   * @param recordedAt when the samples pass for recorded, in milliseconds; a profile that holds
   *     from later on is tried as if it held already
   * @param unmasked whether personal data, and values of which it is not known whether they are
   *     such, are told as they stand in the sample
   */
  public SampleCheck(long recordedAt, boolean unmasked) {
    this.recordedAt = recordedAt;
    this.unmasked = unmasked;
  }

  /**
   * One raw message of a file.
   *
   * @param number of the row, from 1; 1 when the file is one message
   * @param key identity of a row; empty when it has none
   */
  public record Part(int number, String key, byte[] bytes) {}

  /** Reads a file with a profile; a CSV file with its header line is read row by row. */
  public SampleReport check(String sample, PartnerProfile profile, byte[] file) {
    List<Decoded> decoded = new ArrayList<>();
    for (Part part : parts(profile, file)) {
      decoded.add(decode(sample, profile, part));
    }
    return report(sample, profile, file, decoded);
  }

  /** Reads one message of a file. */
  public SampleReport check(String sample, PartnerProfile profile, Part part) {
    return report(sample, profile, part.bytes(), List.of(decode(sample, profile, part)));
  }

  private Decoded decode(String sample, PartnerProfile profile, Part part) {
    if (profile != reader) {
      reader = profile;
      intake = new Intake(Profiles.none().with(profile), PublishedRules.FIRST);
    }
    long time = Math.max(recordedAt, profile.terms().effective());
    return intake.decode(
        new RawMessage(profile.name(), sample, 0, part.number(), time, part.bytes()));
  }

  /**
   * Recognises the format: the standard profile that reads most of the file. Without one, the
   * report names no profile and says what was tried.
   */
  public SampleReport recognise(String sample, Profiles standard, byte[] file) {
    List<PartnerProfile> likely =
        standard.all().stream()
            .filter(profile -> Syntax.of(file).mayBe(profile.format().label()))
            .toList();
    return likely.stream()
        .map(profile -> check(sample, profile, file))
        .filter(report -> report.verdict() != Verdict.REJECTED)
        .max(
            Comparator.<SampleReport>comparingInt(SampleCheck::certainty)
                .thenComparingInt(report -> report.verdict() == Verdict.ACCEPTED ? 1 : 0)
                .thenComparingInt(report -> report.facts().size())
                .thenComparingInt(report -> -report.unmappedCodes().size())
                .thenComparing(Comparator.comparing(SampleReport::profile).reversed()))
        .orElseGet(() -> unrecognised(sample, standard, likely, file));
  }

  /** Telematics reads whatever has a time: another format that finds facts knows better. */
  private static int certainty(SampleReport report) {
    boolean vague = report.format().equals(Format.TELEMATICS.label());
    return vague || report.facts().isEmpty() ? 0 : 1;
  }

  /** The problem of the only likely profile says more than that none was found. */
  private SampleReport unrecognised(
      String sample, Profiles standard, List<PartnerProfile> likely, byte[] file) {
    // The profiles of X12 find the same wrong with it.
    if (likely.size() == 1 || !likely.isEmpty() && Syntax.of(file) == Syntax.X12) {
      return check(sample, likely.get(0), file);
    }
    return new SampleReport(
        sample,
        "",
        0,
        "",
        Verdict.REJECTED,
        List.of(),
        List.of(),
        List.of(
            new Trouble(
                0,
                "UNREADABLE",
                "message",
                "",
                "No standard profile reads it. Tried: "
                    + String.join(", ", likely.stream().map(PartnerProfile::name).toList())
                    + ". Write a profile, or check it with the one that it is meant for; known are "
                    + standard.names()
                    + ".")),
        List.of(),
        List.of());
  }

  /** The messages that a file is sent as: the rows of a CSV file, otherwise the whole. */
  public List<Part> parts(PartnerProfile profile, byte[] file) {
    if (profile.format() == Format.CSV) {
      List<Part> rows =
          RowMessages.of(profile, file).stream()
              .map(row -> new Part(row.number(), row.identity(), row.bytes()))
              .toList();
      return rows.isEmpty() ? List.of(new Part(1, "", file)) : rows;
    }
    return List.of(new Part(1, "", file));
  }

  private SampleReport report(
      String sample, PartnerProfile profile, byte[] file, List<Decoded> decoded) {
    List<Found> facts = new ArrayList<>();
    List<Message> messages = new ArrayList<>();
    List<Trouble> problems = new ArrayList<>();
    TreeSet<String> unmapped = new TreeSet<>();
    FieldUse use = new FieldUse();
    use.add(References.SHIPMENT);
    for (int row = 0; row < decoded.size(); row++) {
      Decoded one = decoded.get(row);
      one.links().forEach(link -> facts.add(found(link)));
      one.shipmentFacts().forEach(fact -> facts.add(found(fact)));
      one.stockFacts().forEach(fact -> facts.add(found(fact)));
      one.links().forEach(use::add);
      one.shipmentFacts().forEach(use::add);
      one.stockFacts().forEach(use::add);
      one.shipmentFacts().forEach(fact -> unmappedCode(fact, unmapped));
      one.records()
          .forEach(
              record ->
                  messages.add(
                      new Message(
                          record.getType(),
                          record.getVersion(),
                          record.getOutcome().name(),
                          record.getFacts())));
      int position = row;
      one.deadLetters()
          .forEach(
              letter ->
                  problems.add(
                      new Trouble(
                          decoded.size() > 1 ? position + 1 : letter.getRaw().getPosition(),
                          letter.getReason(),
                          letter.getField(),
                          shown(letter.getValue()),
                          letter.getRemedy())));
    }
    boolean something = !facts.isEmpty() || (!messages.isEmpty() && problems.isEmpty());
    Verdict verdict =
        !something
            ? Verdict.REJECTED
            : problems.isEmpty() ? Verdict.ACCEPTED : Verdict.ACCEPTED_WITH_ERRORS;
    return new SampleReport(
        sample,
        profile.name(),
        profile.version(),
        profile.format().label(),
        verdict,
        facts,
        messages,
        problems,
        List.copyOf(unmapped),
        facts.isEmpty() ? List.of() : unused(use, profile, file));
  }

  private List<Unused> unused(FieldUse use, PartnerProfile profile, byte[] file) {
    return use.unused(profile, file).stream()
        .map(field -> new Unused(field.field(), shown(field.example())))
        .toList();
  }

  private String shown(String value) {
    return unmasked ? value : PersonalData.mask(value);
  }

  private String shown(Object payload) {
    return (unmasked ? payload : PersonalData.masked((SpecificRecordBase) payload)).toString();
  }

  private static void unmappedCode(ShipmentFact fact, TreeSet<String> unmapped) {
    if (fact.getPayload() instanceof Milestone milestone
        && !milestone.getOriginalCode().isEmpty()
        && milestone.getCode().endsWith("-" + milestone.getOriginalCode())) {
      unmapped.add(milestone.getCode());
    }
  }

  private static Found found(Link link) {
    return new Found(
        "Link",
        link.getShipment(),
        References.path(link.getReference()),
        References.path(link.getReference()) + " is shipment " + link.getShipment());
  }

  private Found found(ShipmentFact fact) {
    Envelope envelope = fact.getEnvelope();
    return new Found(
        fact.getPayload().getClass().getSimpleName()
            + (envelope.getRetracted() ? " (taken back)" : ""),
        envelope.getReference() == null
            ? "shipment " + envelope.getKey()
            : "by " + References.path(envelope.getReference()),
        envelope.getSubject(),
        shown(fact.getPayload()));
  }

  private Found found(StockFact fact) {
    Envelope envelope = fact.getEnvelope();
    boolean count = fact.getCount() != null;
    return new Found(
        (count ? "StockCount" : "StockMovement") + (envelope.getRetracted() ? " (taken back)" : ""),
        "stock " + envelope.getKey(),
        envelope.getSubject(),
        shown((Object) (count ? fact.getCount() : fact.getMovement())));
  }
}
