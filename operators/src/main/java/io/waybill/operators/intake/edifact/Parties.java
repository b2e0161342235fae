package io.waybill.operators.intake.edifact;

import java.util.List;
import java.util.Optional;

/** The parties of a message, from its NAD segments. */
final class Parties {

  private final Reading reading;
  private final SegmentGroup group;

  Parties(Reading reading, SegmentGroup group) {
    this.reading = reading;
    this.group = group;
  }

  /** Who has the first of the roles that anybody has: the code, or else the name. */
  Optional<String> who(String... roles) {
    return group
        .first("NAD", List.of(roles))
        .map(
            nad -> {
              String code = reading.name(nad, 2, 1);
              return !code.isEmpty() ? code : firstOf(nad, 4, 3);
            })
        .filter(name -> !name.isEmpty());
  }

  /** To whom the message goes, by its NAD or its envelope. */
  Optional<String> recipient() {
    return who("MR").or(() -> ofEnvelope(3));
  }

  /** Who sends the message, by its NAD or its envelope. */
  Optional<String> sender() {
    return who("MS").or(() -> ofEnvelope(2));
  }

  private Optional<String> ofEnvelope(int element) {
    Segment unb = reading.message().interchange().unb();
    return Optional.ofNullable(unb)
        .map(segment -> reading.name(segment, element, 1))
        .filter(name -> !name.isEmpty());
  }

  /** The carrier: who is named as such, or whom the details of transport name. */
  String carrier() {
    return who("CA", "FW", "FC")
        .or(
            () ->
                group.all("TDT").stream().map(this::carrier).filter(c -> !c.isEmpty()).findFirst())
        .orElse("");
  }

  private String carrier(Segment tdt) {
    String code = reading.name(tdt, 5, 1);
    return code.isEmpty() ? reading.name(tdt, 5, 4) : code;
  }

  private String firstOf(Segment nad, int... elements) {
    for (int element : elements) {
      String text = reading.name(nad, element, 1);
      if (!text.isEmpty()) {
        return text;
      }
    }
    return "";
  }
}
