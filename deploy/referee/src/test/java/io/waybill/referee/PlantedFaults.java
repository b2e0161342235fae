package io.waybill.referee;

import io.waybill.referee.Effect.Line;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** A right effects file in which one thing can be made wrong. */
final class PlantedFaults {

  private static final BigDecimal CENT = new BigDecimal("0.01");

  private final List<Effect> effects;

  PlantedFaults(List<Effect> right) {
    this.effects = new ArrayList<>(right);
  }

  List<Effect> effects() {
    return effects;
  }

  /** The first effect of a kind. */
  Effect first(EffectKind kind, Predicate<Effect> which) {
    return effects.stream()
        .filter(effect -> effect.kind().equals(kind.name()))
        .filter(which)
        .findFirst()
        .orElseThrow();
  }

  /** The document that stands in the end: nothing cancels it. */
  Effect standing(EffectKind kind) {
    return first(
        kind, effect -> effects.stream().noneMatch(e -> effect.effectId().equals(e.corrects())));
  }

  /** The posting that follows a cancelled one. */
  Effect rebill(EffectKind kind) {
    return first(kind, effect -> effect.revision() > 1);
  }

  /** What cancelled the document before a rebill. */
  Effect cancellationBefore(Effect rebill) {
    String before = rebill.shipment() + "/" + rebill.documentKey() + "/" + (rebill.revision() - 1);
    return effects.stream().filter(e -> before.equals(e.corrects())).findFirst().orElseThrow();
  }

  Effect corrected(Effect cancellation) {
    return effects.stream()
        .filter(e -> e.effectId().equals(cancellation.corrects()))
        .findFirst()
        .orElseThrow();
  }

  void lose(Effect effect) {
    effects.remove(effect);
  }

  void repeat(Effect effect) {
    addAfter(effect, effect);
  }

  void addAfter(Effect effect, Effect another) {
    effects.add(effects.indexOf(effect) + 1, another);
  }

  void replace(Effect effect, Effect other) {
    effects.set(effects.indexOf(effect), other);
  }

  void add(Effect effect) {
    effects.add(effect);
  }

  void swap(Effect a, Effect b) {
    int indexOfA = effects.indexOf(a);
    effects.set(effects.indexOf(b), a);
    effects.set(indexOfA, b);
  }

  static Effect withAmount(Effect effect, BigDecimal amount) {
    List<Line> lines = new ArrayList<>(effect.lines());
    Line line = lines.get(0);
    BigDecimal more = amount.subtract(effect.amount());
    lines.set(0, withAmount(line, line.amount().add(more)));
    return with(effect, amount, lines);
  }

  static Effect aCentMore(Effect effect) {
    return withAmount(effect, effect.amount().add(CENT));
  }

  static Effect withFirstLineACentMore(Effect effect) {
    return with(effect, effect.amount(), aCentMore(effect).lines());
  }

  /** The sum stays, but a cent stands on the wrong line. */
  static Effect withACentOnAnotherLine(Effect effect) {
    List<Line> lines = new ArrayList<>(effect.lines());
    lines.set(0, withAmount(lines.get(0), lines.get(0).amount().add(CENT)));
    lines.set(1, withAmount(lines.get(1), lines.get(1).amount().subtract(CENT)));
    return with(effect, effect.amount(), lines);
  }

  static Effect withAnotherQuantity(Effect effect) {
    return withFirstLine(
        effect,
        line ->
            new Line(
                line.line(),
                line.description(),
                line.quantity().add(BigDecimal.ONE),
                line.unit(),
                line.amount()));
  }

  static Effect withAnotherItem(Effect effect) {
    return withFirstLine(
        effect,
        line -> new Line(line.line(), "ANOTHER", line.quantity(), line.unit(), line.amount()));
  }

  private static Effect withFirstLine(Effect effect, UnaryOperator<Line> change) {
    List<Line> lines = new ArrayList<>(effect.lines());
    lines.set(0, change.apply(lines.get(0)));
    return with(effect, effect.amount(), lines);
  }

  private static Line withAmount(Line line, BigDecimal amount) {
    return new Line(line.line(), line.description(), line.quantity(), line.unit(), amount);
  }

  private static Effect with(Effect effect, BigDecimal amount, List<Line> lines) {
    return new Effect(
        effect.effectId(),
        effect.kind(),
        effect.shipment(),
        effect.revision(),
        effect.account(),
        effect.currency(),
        amount,
        lines,
        effect.corrects(),
        effect.logTime(),
        effect.state());
  }

  static Effect withAccount(Effect effect, String account, String currency) {
    return new Effect(
        effect.effectId(),
        effect.kind(),
        effect.shipment(),
        effect.revision(),
        account,
        currency,
        effect.amount(),
        effect.lines(),
        effect.corrects(),
        effect.logTime(),
        effect.state());
  }

  static Effect withRevision(Effect effect, int revision) {
    return new Effect(
        effect.shipment() + "/" + effect.documentKey() + "/" + revision,
        effect.kind(),
        effect.shipment(),
        revision,
        effect.account(),
        effect.currency(),
        effect.amount(),
        effect.lines(),
        effect.corrects(),
        effect.logTime(),
        effect.state());
  }

  static Effect withKind(Effect effect, EffectKind kind) {
    return new Effect(
        effect.effectId(),
        kind.name(),
        effect.shipment(),
        effect.revision(),
        effect.account(),
        effect.currency(),
        effect.amount(),
        effect.lines(),
        effect.corrects(),
        effect.logTime(),
        effect.state());
  }

  static Effect withCorrects(Effect effect, String corrects) {
    return new Effect(
        effect.effectId(),
        effect.kind(),
        effect.shipment(),
        effect.revision(),
        effect.account(),
        effect.currency(),
        effect.amount(),
        effect.lines(),
        corrects,
        effect.logTime(),
        effect.state());
  }

  static Effect withState(Effect effect, String state) {
    return new Effect(
        effect.effectId(),
        effect.kind(),
        effect.shipment(),
        effect.revision(),
        effect.account(),
        effect.currency(),
        effect.amount(),
        effect.lines(),
        effect.corrects(),
        effect.logTime(),
        state);
  }

  static Effect withLogTime(Effect effect, long logTime) {
    return new Effect(
        effect.effectId(),
        effect.kind(),
        effect.shipment(),
        effect.revision(),
        effect.account(),
        effect.currency(),
        effect.amount(),
        effect.lines(),
        effect.corrects(),
        logTime,
        effect.state());
  }

  /** An invoice that looks right, for any shipment. */
  static Effect invoice(String shipment, String customer, String currency, long logTime) {
    BigDecimal amount = new BigDecimal("100.00");
    return new Effect(
        "%s/invoice/%s/1".formatted(shipment, customer),
        EffectKind.CUSTOMER_INVOICE.name(),
        shipment,
        1,
        customer,
        currency,
        amount,
        List.of(new Line("1", "goods", null, null, amount)),
        null,
        logTime,
        null);
  }
}
