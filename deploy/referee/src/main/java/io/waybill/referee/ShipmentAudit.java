package io.waybill.referee;

import io.waybill.referee.Finding.Fault;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compares the effects of one shipment, in release order, with what should have happened. */
final class ShipmentAudit {

  private final String owner;
  private final ShipmentTruth truth;
  private final String shipment;
  private final List<Finding> findings = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();
  private final Map<String, Effect> live = new TreeMap<>();
  private final Map<String, Integer> revisions = new HashMap<>();
  private final Map<String, BigDecimal> net = new TreeMap<>();
  private long lastLogTime = Long.MIN_VALUE;
  private String state = "EXPECTED";

  private ShipmentAudit(String owner, ShipmentTruth truth) {
    this.owner = owner;
    this.truth = truth;
    this.shipment = truth.dossier().shipment;
  }

  /** All findings about one shipment. */
  static List<Finding> of(String owner, ShipmentTruth truth, List<Effect> effects) {
    ShipmentAudit audit = new ShipmentAudit(owner, truth);
    effects.forEach(audit::follow);
    audit.compareEnd();
    return audit.findings;
  }

  private void follow(Effect effect) {
    if (!ids.add(effect.effectId())) {
      find(Fault.DOUBLED_EFFECT, "one " + effect.effectId(), "another one");
    }
    if (effect.logTime() < lastLogTime) {
      String before = "at or after " + MessageTime.print(lastLogTime);
      find(Fault.TIME_RUNS_BACKWARDS, before, told(effect));
    }
    lastLogTime = effect.logTime();
    EffectKind kind = kind(effect);
    if (kind == null) {
      return;
    }
    if (kind == EffectKind.SHIPMENT_STATUS) {
      followStatus(effect);
    } else if (kind.cancels) {
      followCancellation(effect, kind);
    } else {
      followPosting(effect, kind);
    }
  }

  private EffectKind kind(Effect effect) {
    String key = effect.documentKey();
    for (EffectKind kind : EffectKind.values()) {
      if (kind.name().equals(effect.kind())
          && key != null
          && (key + "/").startsWith(kind.keyBegin + "/")
          && effect.hasCancelledId() == kind.cancels) {
        return kind;
      }
    }
    find(
        Fault.MALFORMED_EFFECT,
        "an id like <shipment>/<document key>/<revision> of its kind",
        told(effect));
    return null;
  }

  private void followStatus(Effect effect) {
    countUp(effect, "status");
    state = effect.state();
    String right = ShipmentView.at(truth.dossier(), effect.logTime()).state();
    if (!right.equals(effect.state())) {
      find(
          Fault.WRONG_STATUS,
          "%s at %s".formatted(right, MessageTime.print(effect.logTime())),
          String.valueOf(effect.state()));
    }
  }

  private void countUp(Effect effect, String key) {
    int expected = revisions.merge(key, 1, Integer::sum);
    if (effect.revision() != expected) {
      find(Fault.REVISION_JUMP, "revision " + expected, told(effect));
      revisions.put(key, effect.revision());
    }
  }

  private void followPosting(Effect effect, EffectKind kind) {
    String key = effect.documentKey();
    book(effect, kind, effect.amount());
    countUp(effect, key);
    if (effect.corrects() != null) {
      find(Fault.MALFORMED_EFFECT, "a posting that corrects nothing", told(effect));
    }
    checkLines(effect, kind != EffectKind.FREIGHT_ACCRUAL);
    if (live.putIfAbsent(key, effect) != null) {
      String before = "a cancellation of %s first".formatted(live.get(key).effectId());
      find(Fault.TWO_LIVE_DOCUMENTS, before, told(effect));
      live.put(key, effect);
    }
    checkPostedInTime(effect, kind);
  }

  private void checkLines(Effect effect, boolean needed) {
    boolean none = effect.lines().isEmpty() && !needed;
    if (!none && effect.lineSum().compareTo(effect.amount()) != 0) {
      find(
          Fault.WRONG_LINE_SUM,
          effect.amount().toPlainString(),
          "%s on %s".formatted(effect.lineSum().toPlainString(), effect.effectId()));
    }
  }

  private void checkPostedInTime(Effect effect, EffectKind kind) {
    if (kind == EffectKind.FREIGHT_ACCRUAL) {
      ShipmentView view = ShipmentView.at(truth.dossier(), effect.logTime());
      List<Document> accruals = PayableGate.accruals(view);
      if (accruals.stream().noneMatch(document -> sameMoney(document, effect))) {
        find(Fault.PREMATURE, told(accruals), told(effect));
      }
      return;
    }
    GateHistory.Span span = history(kind).at(effect.logTime());
    boolean wanted =
        span.isMet() && span.wanted().stream().anyMatch(document -> same(document, effect));
    if (!wanted) {
      find(Fault.PREMATURE, told(span), told(effect));
    } else if (effect.logTime() < span.dueAt()) {
      find(Fault.PREMATURE, "at or after " + MessageTime.print(span.dueAt()), told(effect));
    }
  }

  private void followCancellation(Effect effect, EffectKind kind) {
    String key = effect.documentKey();
    book(effect, kind, effect.amount().negate());
    checkLines(effect, false);
    Effect corrected = live.get(key);
    if (corrected == null || !corrected.effectId().equals(effect.corrects())) {
      find(
          Fault.CORRECTS_NOTHING,
          corrected == null ? "no correction" : "a correction of " + corrected.effectId(),
          "%s corrects %s".formatted(told(effect), effect.corrects()));
      return;
    }
    live.remove(key);
    if (effect.revision() != corrected.revision()) {
      find(Fault.REVISION_JUMP, "revision " + corrected.revision(), told(effect));
    }
    if (!sameMoney(corrected, effect)) {
      find(Fault.CORRECTION_DIFFERS, told(corrected), told(effect));
    }
    checkCancelledInTime(effect, kind);
  }

  private void checkCancelledInTime(Effect effect, EffectKind kind) {
    if (kind == EffectKind.FREIGHT_ACCRUAL_REVERSAL) {
      return;
    }
    GateHistory.Span span = history(kind).at(effect.logTime());
    boolean wanted =
        span.isMet() && span.wanted().stream().anyMatch(document -> same(document, effect));
    if (wanted || effect.logTime() < span.dueAt()) {
      find(Fault.PREMATURE, told(span), told(effect));
    }
  }

  private GateHistory history(EffectKind kind) {
    return kind.keyBegin.equals("invoice") ? truth.invoice() : truth.payable();
  }

  private void book(Effect effect, EffectKind kind, BigDecimal amount) {
    net.merge(account(kind, effect.account(), effect.currency()), amount, BigDecimal::add);
  }

  private static String account(EffectKind kind, String account, String currency) {
    return "%s %s %s".formatted(kind.figure, account, currency);
  }

  private void compareEnd() {
    if (!state.equals(truth.state())) {
      find(Fault.WRONG_FINAL_STATUS, truth.state(), state);
    }
    Map<String, BigDecimal> expected = new TreeMap<>();
    for (Document document : truth.live()) {
      EffectKind kind = EffectKind.posting(document.key());
      String account = account(kind, document.account(), document.currency());
      expected.merge(account, document.amount(), BigDecimal::add);
    }
    Set<String> accounts = new TreeSet<>(expected.keySet());
    accounts.addAll(net.keySet());
    for (String account : accounts) {
      BigDecimal right = expected.getOrDefault(account, BigDecimal.ZERO);
      BigDecimal is = net.getOrDefault(account, BigDecimal.ZERO);
      if (right.compareTo(is) != 0) {
        String rightText = "%s %s".formatted(account, right.toPlainString());
        find(Fault.WRONG_NET, rightText, is.toPlainString());
      }
    }
    compareDocuments();
  }

  private void compareDocuments() {
    Map<String, Document> expected = new TreeMap<>();
    truth.live().forEach(document -> expected.put(document.key(), document));
    for (Document document : expected.values()) {
      Effect is = live.get(document.key());
      if (is == null || !same(document, is)) {
        find(Fault.WRONG_DOCUMENT, told(List.of(document)), is == null ? "none" : told(is));
      }
    }
    for (Effect effect : live.values()) {
      if (!expected.containsKey(effect.documentKey())) {
        find(Fault.WRONG_DOCUMENT, "none", told(effect));
      }
    }
  }

  /** The same money and, where the lines follow from the messages, the same lines. */
  private static boolean same(Document document, Effect effect) {
    boolean linesMatter = document.key().startsWith("invoice/") || document.lines().size() > 1;
    return sameMoney(document, effect)
        && (!linesMatter || effect.lines().isEmpty() || document.hasLines(effect.lines()));
  }

  private static boolean sameMoney(Document document, Effect effect) {
    return document.key().equals(effect.documentKey())
        && document.account().equals(effect.account())
        && document.currency().equals(effect.currency())
        && document.amount().compareTo(effect.amount()) == 0;
  }

  private static boolean sameMoney(Effect a, Effect b) {
    return Objects.equals(a.account(), b.account())
        && Objects.equals(a.currency(), b.currency())
        && a.amount().compareTo(b.amount()) == 0;
  }

  private static String told(GateHistory.Span span) {
    return span.isMet()
        ? "%s from %s on".formatted(told(span.wanted()), MessageTime.print(span.dueAt()))
        : "nothing since %s: the gate is not met".formatted(MessageTime.print(span.since()));
  }

  private static String told(List<Document> documents) {
    return documents.isEmpty()
        ? "no document"
        : String.join(
            ", ",
            documents.stream()
                .map(
                    d -> "%s of %s %s".formatted(d.key(), d.amount().toPlainString(), d.currency()))
                .toList());
  }

  private static String told(Effect effect) {
    return "%s %s of %s %s at %s"
        .formatted(
            effect.kind(),
            effect.effectId(),
            effect.amount().toPlainString(),
            effect.currency(),
            MessageTime.print(effect.logTime()));
  }

  private void find(Fault fault, String expected, String found) {
    findings.add(new Finding(fault, owner, shipment, expected, found));
  }
}
