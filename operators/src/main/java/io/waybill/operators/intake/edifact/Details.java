package io.waybill.operators.intake.edifact;

import io.waybill.operators.intake.message.Texts;
import io.waybill.schemas.Charge;
import io.waybill.schemas.Measure;
import io.waybill.schemas.MilestoneDetail;
import io.waybill.schemas.Place;
import io.waybill.schemas.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a group of segments says beside code and time: places, measures, seals, amounts, words. */
final class Details {

  private static final Map<String, String> MEASURES =
      Map.ofEntries(
          Map.entry("G", "WEIGHT"),
          Map.entry("AAB", "WEIGHT"),
          Map.entry("AAD", "WEIGHT"),
          Map.entry("WT", "WEIGHT"),
          Map.entry("N", "NET_WEIGHT"),
          Map.entry("AAA", "NET_WEIGHT"),
          Map.entry("AAC", "NET_WEIGHT"),
          Map.entry("VGM", "VERIFIED_WEIGHT"),
          Map.entry("T", "TARE"),
          Map.entry("AAW", "VOLUME"),
          Map.entry("ABJ", "VOLUME"),
          Map.entry("HT", "HEIGHT"),
          Map.entry("LN", "LENGTH"),
          Map.entry("WD", "WIDTH"),
          Map.entry("TC", "TEMPERATURE"));

  /** Data element 5025; others keep their code. */
  private static final Map<String, String> AMOUNTS =
      Map.ofEntries(
          Map.entry("77", "INVOICE"),
          Map.entry("86", "MESSAGE_TOTAL"),
          Map.entry("9", "DUE"),
          Map.entry("39", "INVOICE"),
          Map.entry("79", "LINES"),
          Map.entry("124", "TAX"),
          Map.entry("125", "TAXABLE"),
          Map.entry("128", "TOTAL"),
          Map.entry("64", "FREIGHT"));

  /** Code lists (data element 1131) of places that are no facility: postal codes ... */
  private static final String POSTAL_CODES = "16";

  /** ... countries, and parts of countries. */
  private static final Set<String> REGIONS = Set.of("162", "163", "229");

  /** Data element 7405: a number that is marked on the label. */
  private static final String LABEL = "ML";

  private Details() {}

  /**
   * An SSCC is 18 digits, however it is called; other numbers only if they are called one. Some
   * write the bar code's application identifier 00 before it. PCI, a marking, may print it too.
   */
  static List<String> ssccs(Segment gin) {
    return numbers(gin, gin.element(1).equals("BJ") || gin.element(1).equals("AW"));
  }

  /** Of GIN and GIR; then those that only a marking, PCI, tells. */
  private static List<String> handlingUnits(SegmentGroup group) {
    List<String> units = new ArrayList<>();
    for (Segment segment : group.segments()) {
      if (segment.is("GIN") || segment.is("GIR")) {
        units.addAll(handlingUnits(segment));
      }
    }
    group.all("PCI").stream()
        .flatMap(pci -> ssccs(pci).stream())
        .filter(unit -> !units.contains(unit))
        .distinct()
        .forEach(units::add);
    return units;
  }

  /** SSCCs, and the numbers on the labels of handling units. */
  private static List<String> handlingUnits(Segment gin) {
    return gin.element(1).equals(LABEL) ? numbers(gin, true) : ssccs(gin);
  }

  private static List<String> numbers(Segment gin, boolean any) {
    return gin.composites(2).stream()
        .flatMap(List::stream)
        .map(value -> value.matches("00\\d{18}") ? value.substring(2) : value)
        .filter(value -> value.matches("\\d{18}") || (any && !value.isEmpty()))
        .filter(value -> Texts.fault(value).isEmpty())
        .toList();
  }

  static MilestoneDetail of(Reading reading, SegmentGroup group, List<Reference> references) {
    return of(
        reading,
        group,
        references,
        group.first("LOC").map(loc -> place(reading, loc)).orElse(null));
  }

  static MilestoneDetail of(
      Reading reading, SegmentGroup group, List<Reference> references, Place place) {
    String carrier = new Parties(reading, group).carrier();
    return new MilestoneDetail(
        null,
        words(group).orElse(null),
        null,
        null,
        place,
        carrier.isEmpty() ? null : carrier,
        seals(reading, group),
        handlingUnits(group),
        measures(reading, group),
        List.of(),
        null,
        references,
        null);
  }

  static Place place(Reading reading, Segment loc) {
    String code = reading.text(loc, 2, 1);
    String agency = loc.component(2, 3);
    String name = reading.text(loc, 2, 4);
    String terminal = reading.text(loc, 3, 1);
    boolean gln = code.matches("\\d{13}");
    boolean unlocode =
        code.matches("[A-Z]{2}[A-Z0-9]{3}") && (agency.isEmpty() || agency.equals("6"));
    boolean postal = !unlocode && loc.component(2, 2).equals(POSTAL_CODES);
    boolean region = REGIONS.contains(loc.component(3, 2));
    String facility =
        !terminal.isEmpty() && !region ? terminal : gln || unlocode || postal ? "" : code;
    // Postal code, town and country, as far as they are told.
    String address =
        Stream.of(postal ? code : "", name, region ? terminal : "")
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining(" "));
    return new Place(
        unlocode ? code : null,
        gln ? code : null,
        facility.isEmpty() ? null : facility,
        address.isEmpty() ? null : address,
        null,
        null);
  }

  /** A place in one word, the most exact one. */
  static String location(Place place) {
    if (place == null) {
      return null;
    }
    String code = place.getUnlocode() != null ? place.getUnlocode() : place.getGln();
    String named = place.getFacility() != null ? place.getFacility() : place.getAddress();
    return code != null ? code : named;
  }

  /** The free text, as far as it fits. */
  static Optional<String> words(SegmentGroup group) {
    String words =
        group.all("FTX").stream()
            .flatMap(ftx -> ftx.composites(4).stream().limit(1))
            .flatMap(List::stream)
            .filter(text -> !text.isEmpty())
            .distinct()
            .collect(Collectors.joining(" "));
    return fitting(words);
  }

  /** A text without control characters, cut to what can be kept; empty when nothing is left. */
  static Optional<String> fitting(String words) {
    String clean =
        words
            .codePoints()
            .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.SURROGATE)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString()
            .strip();
    int end = Math.min(clean.length(), Texts.MAX_LENGTH);
    end -= end < clean.length() && Character.isHighSurrogate(clean.charAt(end - 1)) ? 1 : 0;
    return clean.isEmpty() ? Optional.empty() : Optional.of(clean.substring(0, end));
  }

  private static List<String> seals(Reading reading, SegmentGroup group) {
    return group.all("SEL").stream()
        .map(sel -> reading.text(sel, 1, 1))
        .filter(seal -> !seal.isEmpty())
        .toList();
  }

  /** Pieces, weights, temperatures and counts; a qualifier without a word of ours keeps its own. */
  static List<Measure> measures(Reading reading, SegmentGroup group) {
    List<Measure> measures = new ArrayList<>();
    for (Segment segment : group.segments()) {
      switch (segment.tag()) {
        case "MEA" -> {
          String kind = segment.component(2, 1).isEmpty() ? segment.element(1) : segment.element(2);
          if (!segment.component(3, 2).isEmpty()) {
            measure(reading, segment, MEASURES.getOrDefault(kind, "MEA-" + kind), 3, 2, 1)
                .ifPresent(measures::add);
          }
        }
        case "TMP" -> measure(reading, segment, "TEMPERATURE", 2, 1, 2).ifPresent(measures::add);
        case "QTY" ->
            measure(reading, segment, "QTY-" + segment.element(1), 1, 2, 3)
                .ifPresent(measures::add);
        case "CNT" ->
            measure(reading, segment, "CNT-" + segment.element(1), 1, 2, 3)
                .ifPresent(measures::add);
        case "GID" -> {
          if (!segment.component(2, 1).isEmpty()) {
            measure(reading, segment, "PIECES", 2, 1, 2).ifPresent(measures::add);
          }
        }
        default -> {
          // Measures nothing.
        }
      }
    }
    return measures;
  }

  private static Optional<Measure> measure(
      Reading reading, Segment segment, String name, int element, int value, int unit) {
    String unitCode = reading.text(segment, element, unit);
    return reading
        .number(segment, element, value)
        .filter(number -> Texts.fault(name).isEmpty())
        .map(number -> new Measure(name, number, unitCode));
  }

  /** Whether an amount, by data element 5025, is one of the whole document. */
  static boolean isTotal(String qualifier) {
    return AMOUNTS.containsKey(qualifier) && !qualifier.equals("64");
  }

  /** The amounts of the MOA segments of a group. */
  static List<Charge> amounts(Reading reading, SegmentGroup group) {
    List<Charge> amounts = new ArrayList<>();
    for (Segment moa : group.all("MOA")) {
      String qualifier = reading.text(moa, 1, 1);
      reading
          .number(moa, 1, 2)
          .ifPresent(
              amount ->
                  amounts.add(
                      new Charge(AMOUNTS.getOrDefault(qualifier, "MOA-" + qualifier), amount)));
    }
    return amounts;
  }
}
