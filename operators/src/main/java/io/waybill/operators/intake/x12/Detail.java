package io.waybill.operators.intake.x12;

import io.waybill.operators.intake.message.Texts;
import io.waybill.schemas.Charge;
import io.waybill.schemas.Measure;
import io.waybill.schemas.MilestoneDetail;
import io.waybill.schemas.Place;
import io.waybill.schemas.Reference;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Puts together what a milestone says beside code and place. */
final class Detail {

  private final String codeList;
  private String text;
  private String appointment;
  private String stop;
  private Place place;
  private String carrier;
  private String currency;
  private final List<String> seals = new ArrayList<>(0);
  private final List<String> handlingUnits = new ArrayList<>(0);
  private final List<Measure> measures = new ArrayList<>(0);
  private final List<Charge> amounts = new ArrayList<>(0);
  private final List<Reference> references = new ArrayList<>(2);

  /**
   * @param codeList of the milestone's original code, such as X12-1650
   */
  Detail(String codeList) {
    this.codeList = codeList;
  }

  /** Words of the source, one after the other; shortened, without control characters. */
  Detail text(String words) {
    if (words != null && !words.isEmpty()) {
      String plain = Texts.fault(words).isEmpty() ? words : plain(words);
      String joined = text == null ? plain : text + " " + plain;
      text = joined.length() > Texts.MAX_LENGTH ? joined.substring(0, Texts.MAX_LENGTH) : joined;
    }
    return this;
  }

  private static String plain(String words) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < words.length() && i < Texts.MAX_LENGTH; i++) {
      char c = words.charAt(i);
      plain.append(Character.isISOControl(c) || Character.isSurrogate(c) ? ' ' : c);
    }
    return plain.toString();
  }

  Detail appointment(String kind) {
    appointment = kind;
    return this;
  }

  Detail stop(String number) {
    stop = number;
    return this;
  }

  Detail place(Place where) {
    place = where;
    return this;
  }

  Detail carrier(String scac) {
    carrier = scac == null || scac.isEmpty() ? null : scac;
    return this;
  }

  Detail seal(String seal) {
    return addTo(seals, seal);
  }

  Detail handlingUnit(String mark) {
    return addTo(handlingUnits, mark);
  }

  Detail measure(String name, BigDecimal value, String unit) {
    measures.add(new Measure(name, value, unit));
    return this;
  }

  Detail amount(String code, BigDecimal amount, String inCurrency) {
    amounts.add(new Charge(code, amount));
    currency = inCurrency;
    return this;
  }

  Detail reference(Reference reference) {
    if (!references.contains(reference)) {
      references.add(reference);
    }
    return this;
  }

  Detail references(List<Reference> all) {
    all.forEach(this::reference);
    return this;
  }

  MilestoneDetail build() {
    return new MilestoneDetail(
        codeList,
        text,
        appointment,
        stop,
        place,
        carrier,
        List.copyOf(seals),
        List.copyOf(handlingUnits),
        List.copyOf(measures),
        List.copyOf(amounts),
        currency,
        List.copyOf(references),
        null);
  }

  private Detail addTo(List<String> list, String value) {
    if (!value.isEmpty() && !list.contains(value)) {
      list.add(value);
    }
    return this;
  }
}
