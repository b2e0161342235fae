package io.waybill.operators.intake.json;

import static io.waybill.operators.intake.json.JsonValues.orNull;

import io.waybill.operators.intake.message.Texts;
import io.waybill.schemas.Classifier;
import io.waybill.schemas.Measure;
import io.waybill.schemas.Milestone;
import io.waybill.schemas.MilestoneDetail;
import io.waybill.schemas.Place;
import io.waybill.schemas.Reference;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A milestone while its message is read. An empty text says nothing. */
public final class MilestoneDraft {

  private static final int MAX_PARTS = 5_000;
  private static final int FEW = 8;
  private static final int MAX_COPIES = 250_000;

  private String code = "";
  private String originalCode = "";
  private String codeList = "";
  private Classifier classifier = Classifier.ACTUAL;
  private String reason = "";
  private String location = "";
  private String equipment = "";
  private String text = "";
  private String stop = "";
  private String carrier = "";
  private String corrects = "";
  private Place place;
  private final List<String> seals = new ArrayList<>(0);
  private Set<String> handlingUnits = Set.of();
  private final List<Measure> measures = new ArrayList<>(0);
  private final List<Reference> references = new ArrayList<>(2);
  private Set<Reference> known;

  /**
   * @param canonical our word for it
   * @param original the source's
   * @param list the list that the source's code is from
   */
  public MilestoneDraft code(String canonical, String original, String list) {
    code = canonical;
    originalCode = original;
    codeList = list;
    return this;
  }

  public String code() {
    return code;
  }

  public MilestoneDraft classifier(Classifier value) {
    classifier = value;
    return this;
  }

  public MilestoneDraft reason(String value) {
    reason = value;
    return this;
  }

  /** The place in words. */
  public MilestoneDraft location(String value) {
    location = value;
    return this;
  }

  public MilestoneDraft equipment(String value) {
    equipment = value;
    return this;
  }

  /** Adds to the source's own words. */
  public MilestoneDraft text(String value) {
    if (!value.isEmpty() && text.length() < Texts.MAX_LENGTH) {
      text = text.isEmpty() ? value : text + "; " + value;
    }
    return this;
  }

  public MilestoneDraft stop(String value) {
    stop = value;
    return this;
  }

  public MilestoneDraft carrier(String value) {
    carrier = value;
    return this;
  }

  /** Identity of the event that this one takes back or corrects. */
  public MilestoneDraft corrects(String value) {
    corrects = value;
    return this;
  }

  /** Texts may be empty, degrees null; without any of them there is no place. */
  public MilestoneDraft place(
      String unlocode,
      String gln,
      String facility,
      String address,
      Double latitude,
      Double longitude) {
    boolean position = latitude != null && longitude != null;
    boolean known =
        position
            || !unlocode.isEmpty()
            || !gln.isEmpty()
            || !facility.isEmpty()
            || !address.isEmpty();
    if (known) {
      place =
          new Place(
              orNull(unlocode),
              orNull(gln),
              orNull(facility),
              orNull(address),
              position ? latitude : null,
              position ? longitude : null);
    }
    return this;
  }

  public Place place() {
    return place;
  }

  public MilestoneDraft seal(String value) {
    if (!value.isEmpty()) {
      seals.add(value);
    }
    return this;
  }

  public MilestoneDraft handlingUnit(String value) {
    if (!value.isEmpty()) {
      handlingUnits = handlingUnits.isEmpty() ? new LinkedHashSet<>() : handlingUnits;
      handlingUnits.add(value);
    }
    return this;
  }

  public MilestoneDraft measure(String name, BigDecimal value, String unit) {
    measures.add(new Measure(name, value, unit));
    return this;
  }

  public MilestoneDraft reference(Reference value) {
    if (!value.getValue().isEmpty() && isNew(value)) {
      references.add(value);
    }
    return this;
  }

  /** Most events have few references, and hashing a record costs more than comparing it. */
  private boolean isNew(Reference value) {
    if (references.size() < FEW) {
      return !references.contains(value);
    }
    known = known == null ? new HashSet<>(references) : known;
    return known.add(value);
  }

  public List<Reference> references() {
    return references;
  }

  /**
   * Whether there are more handling units, measures, seals and references than one event should
   * have.
   *
   * @param shipments how many shipments it is about: each gets them all
   */
  public boolean isTooLarge(int shipments) {
    long parts = (long) handlingUnits.size() + measures.size() + seals.size() + references.size();
    return parts > MAX_PARTS || parts * shipments > MAX_COPIES;
  }

  public Milestone milestone() {
    return new Milestone(
        code,
        originalCode,
        orNull(reason),
        classifier,
        orNull(location),
        orNull(equipment),
        new MilestoneDetail(
            orNull(codeList),
            orNull(JsonValues.clean(text)),
            null,
            orNull(stop),
            place,
            orNull(carrier),
            seals,
            List.copyOf(handlingUnits),
            measures,
            List.of(),
            null,
            new ArrayList<>(references),
            orNull(corrects)));
  }
}
