package io.waybill.operators.intake;

import io.waybill.operators.intake.canonical.CanonicalDecoder;
import io.waybill.operators.intake.csv.CsvDecoder;
import io.waybill.operators.intake.edifact.EdifactDecoder;
import io.waybill.operators.intake.json.dcsa.DcsaDecoder;
import io.waybill.operators.intake.json.epcis.EpcisDecoder;
import io.waybill.operators.intake.json.telematics.TelematicsDecoder;
import io.waybill.operators.intake.json.tracker.TrackerDecoder;
import io.waybill.operators.intake.message.MessageType;
import io.waybill.operators.intake.profile.Format;
import io.waybill.operators.intake.profile.PartnerProfile;
import io.waybill.operators.intake.profile.Profiles;
import io.waybill.operators.intake.x12.TransactionSets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** What Waybill reads: every format with its types of messages, as their decoders declare them. */
public final class Formats {

  /**
   * @param name of the format
   * @param versions that are read
   * @param note what holds for all its messages; Markdown, may be empty
   */
  public record Family(Format format, String name, String versions, String note) {

    private static final Set<String> AGGREGATORS = Set.of("easypost", "aftership", "shippo");

    /** The types of messages, as the decoder declares them. */
    public List<MessageType> types() {
      return switch (format) {
        case X12 -> TransactionSets.types();
        case EDIFACT -> EdifactDecoder.types();
        case DCSA -> DcsaDecoder.types();
        case EPCIS -> EpcisDecoder.types();
        case EASYPOST, AFTERSHIP, SHIPPO -> TrackerDecoder.types(bundled());
        case TRACKER ->
            TrackerDecoder.types(bundled()).stream()
                .filter(type -> !AGGREGATORS.contains(type.message()))
                .toList();
        case TELEMATICS -> TelematicsDecoder.types();
        case CANONICAL_JSON -> CanonicalDecoder.types();
        case CSV -> CsvDecoder.types();
      };
    }

    /** The bundled profile that has the format's name. */
    private PartnerProfile bundled() {
      return Profiles.bundled().find(format.label()).orElseThrow();
    }
  }

  private Formats() {}

  /** One for each format, in the order of the document. */
  public static List<Family> all() {
    return Arrays.stream(
            new Format[] {
              Format.X12,
              Format.EDIFACT,
              Format.DCSA,
              Format.EPCIS,
              Format.EASYPOST,
              Format.AFTERSHIP,
              Format.SHIPPO,
              Format.TRACKER,
              Format.TELEMATICS,
              Format.CANONICAL_JSON,
              Format.CSV
            })
        .map(Formats::family)
        .toList();
  }

  private static Family family(Format format) {
    return switch (format) {
      case X12 ->
          new Family(
              format,
              "X12",
              "003010 to 008010",
              "Envelopes, identity, faults and acknowledgements: [X12](x12.md). A code without a"
                  + " name of ours keeps its own, as `X12-ZZ`.");
      case EDIFACT ->
          new Family(
              format,
              "UN/EDIFACT",
              "syntax 1 to 4, directories from D.93A",
              "Several interchanges in a file, with or without UNA. A code without a name of ours"
                  + " keeps its own, with its list before it.");
      case DCSA ->
          new Family(
              format,
              "DCSA Track & Trace",
              "2.x and 3.0",
              "An event, a list, or what a GET or POST of the API carries; a bad event takes none of"
                  + " its neighbours along.");
      case EPCIS ->
          new Family(
              format,
              "GS1 EPCIS in JSON-LD",
              "2.0, CBV 2.0",
              "A document, the answer to a query, a list or a single event; words in short, as CURIE"
                  + " or URI. EPCIS 1.x in XML is not read.");
      case EASYPOST -> new Family(format, "EasyPost", "v2", "Trackers and the webhooks with them.");
      case AFTERSHIP ->
          new Family(format, "AfterShip", "v4 and the webhook", "Trackings and their webhooks.");
      case SHIPPO -> new Family(format, "Shippo", "v1", "Tracks and the webhook track_updated.");
      case TRACKER ->
          new Family(
              format,
              "Trackers of carriers, and whoever looks like one",
              "as of 2026",
              "Each message shows which kind it is; those of EasyPost, AfterShip and Shippo are"
                  + " recognised too.");
      case TELEMATICS ->
          new Family(format, "Telematics", "any JSON that names what it measures", "");
      case CANONICAL_JSON ->
          new Family(
              format,
              "Waybill's own JSON",
              "1",
              "Its members: [canonical JSON](canonical-json.md).");
      case CSV ->
          new Family(
              format,
              "CSV",
              "any, by a declared mapping",
              "How to declare one: [partners](partners.md). The bundled profile `scms` is one.");
    };
  }
}
