package io.waybill.referee;

import static io.waybill.referee.EffectKind.CARRIER_PAYABLE;
import static io.waybill.referee.EffectKind.CARRIER_PAYABLE_REVERSAL;
import static io.waybill.referee.EffectKind.CREDIT_NOTE;
import static io.waybill.referee.EffectKind.CUSTOMER_INVOICE;
import static io.waybill.referee.EffectKind.FREIGHT_ACCRUAL;
import static io.waybill.referee.EffectKind.FREIGHT_ACCRUAL_REVERSAL;
import static io.waybill.referee.EffectKind.SHIPMENT_STATUS;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.generator.GeneratorOptions;
import io.waybill.referee.Finding.Fault;
import io.waybill.referee.Payload.OrderLine;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The referee itself is judged: whatever is made wrong in a right effects file, it finds. */
@Tag("R-F7")
class PlantedFaultsTest {

  /** One way to make the file wrong, and what the referee must say to it. */
  private record Planted(String name, Fault expected, Consumer<PlantedFaults> plant) {

    @Override
    public String toString() {
      return name;
    }
  }

  @TempDir private static Path dir;
  private static Referee referee;
  private static List<Effect> right;

  @BeforeAll
  static void generate() throws IOException {
    referee = Referee.of(GeneratedRefereeTest.generate(dir, new GeneratorOptions(77, 300, 1, 1)));
    right = ExpectedEffects.of(referee);
  }

  @Test
  void agreesWithTheFaultlessFile() throws IOException {
    assertThat(judge(right).findings()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource
  void findsWhatIsWrong(Planted planted) throws IOException {
    PlantedFaults faults = new PlantedFaults(right);
    planted.plant().accept(faults);
    assertThat(faults.effects()).isNotEqualTo(right);

    Verdict verdict = judge(faults.effects());

    assertThat(verdict.agrees()).isFalse();
    assertThat(verdict.findings()).extracting(Finding::fault).contains(planted.expected());
    assertThat(verdict.findings().stream().map(Finding::shipment).distinct())
        .as("a fault in one shipment is found in that one only")
        .hasSize(1);
  }

  private static Stream<Planted> findsWhatIsWrong() {
    return Stream.of(documents(), amounts(), histories(), times(), statuses())
        .flatMap(list -> list.stream());
  }

  private static List<Planted> documents() {
    return List.of(
        new Planted("invoice lost", Fault.WRONG_NET, f -> f.lose(f.standing(CUSTOMER_INVOICE))),
        new Planted("payable lost", Fault.WRONG_NET, f -> f.lose(f.standing(CARRIER_PAYABLE))),
        new Planted(
            "invoice written twice",
            Fault.DOUBLED_EFFECT,
            f -> f.repeat(f.standing(CUSTOMER_INVOICE))),
        new Planted(
            "invoice doubled under a new id",
            Fault.TWO_LIVE_DOCUMENTS,
            f -> {
              Effect invoice = f.standing(CUSTOMER_INVOICE);
              f.addAfter(invoice, PlantedFaults.withRevision(invoice, invoice.revision() + 1));
            }),
        new Planted(
            "payable doubled",
            Fault.WRONG_NET,
            f -> {
              Effect payable = f.standing(CARRIER_PAYABLE);
              f.addAfter(payable, PlantedFaults.withRevision(payable, payable.revision() + 1));
            }),
        new Planted(
            "invoice for a blocked shipment",
            Fault.PREMATURE,
            f -> f.add(invoiceFor(view -> view.proofComplete() && view.deliveredAt != null))),
        new Planted(
            "invoice for an unsigned proof of delivery",
            Fault.PREMATURE,
            f -> f.add(invoiceFor(view -> view.proofs.stream().anyMatch(p -> !p.signed())))),
        new Planted(
            "effect for an unknown shipment",
            Fault.UNKNOWN_SHIPMENT,
            f -> f.add(PlantedFaults.invoice("S1A1-SHP-999999", "CUST-ACME", "USD", 0))));
  }

  private static List<Planted> amounts() {
    return List.of(
        new Planted(
            "invoice of a cent too much",
            Fault.WRONG_NET,
            f -> change(f, f.standing(CUSTOMER_INVOICE), PlantedFaults::aCentMore)),
        new Planted(
            "payable of a cent too much",
            Fault.WRONG_NET,
            f -> change(f, f.standing(CARRIER_PAYABLE), PlantedFaults::aCentMore)),
        new Planted(
            "invoice to another customer",
            Fault.WRONG_NET,
            f ->
                change(
                    f,
                    f.standing(CUSTOMER_INVOICE),
                    e -> PlantedFaults.withAccount(e, "CUST-NOBODY", e.currency()))),
        new Planted(
            "invoice in another currency",
            Fault.WRONG_NET,
            f ->
                change(
                    f,
                    f.standing(CUSTOMER_INVOICE),
                    e -> PlantedFaults.withAccount(e, e.account(), "JPY"))),
        new Planted(
            "lines that do not add up",
            Fault.WRONG_LINE_SUM,
            f -> change(f, f.standing(CUSTOMER_INVOICE), PlantedFaults::withFirstLineACentMore)),
        new Planted(
            "a cent on the wrong line",
            Fault.WRONG_DOCUMENT,
            f ->
                change(
                    f,
                    f.first(CUSTOMER_INVOICE, e -> e.lines().size() > 1 && isStanding(f, e)),
                    PlantedFaults::withACentOnAnotherLine)),
        new Planted(
            "another quantity for the same money",
            Fault.WRONG_DOCUMENT,
            f -> change(f, f.standing(CUSTOMER_INVOICE), PlantedFaults::withAnotherQuantity)),
        new Planted(
            "another item for the same money",
            Fault.WRONG_DOCUMENT,
            f -> change(f, f.standing(CUSTOMER_INVOICE), PlantedFaults::withAnotherItem)),
        new Planted(
            "credit note of another amount",
            Fault.CORRECTION_DIFFERS,
            f -> change(f, f.first(CREDIT_NOTE, e -> true), PlantedFaults::aCentMore)));
  }

  private static List<Planted> histories() {
    return List.of(
        new Planted(
            "rebill without the credit note",
            Fault.TWO_LIVE_DOCUMENTS,
            f -> f.lose(f.cancellationBefore(f.rebill(CUSTOMER_INVOICE)))),
        new Planted(
            "rebill before the credit note",
            Fault.TWO_LIVE_DOCUMENTS,
            f -> {
              Effect rebill =
                  f.first(
                      CUSTOMER_INVOICE,
                      e -> e.revision() > 1 && f.cancellationBefore(e).logTime() == e.logTime());
              f.swap(f.cancellationBefore(rebill), rebill);
            }),
        new Planted(
            "credit note without an invoice",
            Fault.CORRECTS_NOTHING,
            f -> f.lose(f.corrected(f.first(CREDIT_NOTE, e -> true)))),
        new Planted(
            "credit note that corrects an unknown document",
            Fault.CORRECTS_NOTHING,
            f ->
                change(
                    f,
                    f.first(CREDIT_NOTE, e -> true),
                    e -> PlantedFaults.withCorrects(e, "elsewhere/invoice/X/1"))),
        new Planted(
            "invoice and its credit note both lost",
            Fault.REVISION_JUMP,
            f -> {
              Effect credit = f.cancellationBefore(f.rebill(CUSTOMER_INVOICE));
              f.lose(f.corrected(credit));
              f.lose(credit);
            }),
        new Planted(
            "correction never made",
            Fault.WRONG_NET,
            f -> {
              // Over another amount: one over the same leaves the account as it should be.
              Effect rebill =
                  f.first(
                      CUSTOMER_INVOICE,
                      e ->
                          e.revision() > 1
                              && isStanding(f, e)
                              && f.cancellationBefore(e).amount().compareTo(e.amount()) != 0);
              f.lose(f.cancellationBefore(rebill));
              f.lose(rebill);
            }),
        new Planted(
            "revision left out",
            Fault.REVISION_JUMP,
            f ->
                change(
                    f,
                    f.standing(CARRIER_PAYABLE),
                    e -> PlantedFaults.withRevision(e, e.revision() + 1))),
        new Planted(
            "payable never reversed",
            Fault.TWO_LIVE_DOCUMENTS,
            f -> {
              Effect payable = f.rebill(CARRIER_PAYABLE);
              f.lose(f.cancellationBefore(payable));
            }),
        new Planted(
            "accrual left open",
            Fault.WRONG_NET,
            f -> {
              Effect reversal = f.first(FREIGHT_ACCRUAL_REVERSAL, e -> isLastOfItsKey(f, e));
              f.lose(reversal);
            }),
        new Planted(
            "accrual reversed twice",
            Fault.CORRECTS_NOTHING,
            f -> f.repeat(f.first(FREIGHT_ACCRUAL_REVERSAL, e -> true))),
        new Planted(
            "accrual lost",
            Fault.CORRECTS_NOTHING,
            f -> f.lose(f.corrected(f.first(FREIGHT_ACCRUAL_REVERSAL, e -> true)))),
        new Planted(
            "credit note that calls itself a reversal",
            Fault.MALFORMED_EFFECT,
            f ->
                change(
                    f,
                    f.first(CREDIT_NOTE, e -> true),
                    e -> PlantedFaults.withKind(e, CARRIER_PAYABLE_REVERSAL))));
  }

  private static List<Planted> times() {
    return List.of(
        new Planted(
            "invoice a millisecond early",
            Fault.PREMATURE,
            f -> earlier(f, f.standing(CUSTOMER_INVOICE), 1)),
        new Planted(
            "payable without its settle time",
            Fault.PREMATURE,
            f -> earlier(f, f.standing(CARRIER_PAYABLE), 3_600_000)),
        new Planted(
            "accrual before the transport started",
            Fault.PREMATURE,
            f -> earlier(f, f.first(FREIGHT_ACCRUAL, e -> e.revision() == 1), 1)),
        new Planted(
            "credit note a millisecond early",
            Fault.PREMATURE,
            f -> earlier(f, f.first(CREDIT_NOTE, e -> true), 1)),
        new Planted(
            "effect dated before the one that it follows",
            Fault.TIME_RUNS_BACKWARDS,
            f -> earlier(f, f.rebill(CUSTOMER_INVOICE), 1000L * 3_600_000)));
  }

  private static List<Planted> statuses() {
    return List.of(
        new Planted(
            "wrong status",
            Fault.WRONG_STATUS,
            f ->
                change(
                    f,
                    f.first(SHIPMENT_STATUS, e -> e.state().equals("IN_TRANSIT")),
                    e -> PlantedFaults.withState(e, "DELIVERED"))),
        new Planted(
            "last status lost",
            Fault.WRONG_FINAL_STATUS,
            f -> f.lose(f.first(SHIPMENT_STATUS, e -> isLastOfItsKey(f, e)))),
        new Planted(
            "status in between lost",
            Fault.REVISION_JUMP,
            f -> f.lose(f.first(SHIPMENT_STATUS, e -> !isLastOfItsKey(f, e)))),
        new Planted(
            "status before it was known",
            Fault.WRONG_STATUS,
            f -> earlier(f, f.first(SHIPMENT_STATUS, e -> e.revision() == 2), 1)));
  }

  private static void change(
      PlantedFaults faults, Effect effect, java.util.function.UnaryOperator<Effect> change) {
    faults.replace(effect, change.apply(effect));
  }

  private static void earlier(PlantedFaults faults, Effect effect, long millis) {
    change(faults, effect, e -> PlantedFaults.withLogTime(e, e.logTime() - millis));
  }

  private static boolean isStanding(PlantedFaults faults, Effect effect) {
    return faults.effects().stream().noneMatch(e -> effect.effectId().equals(e.corrects()));
  }

  private static boolean isLastOfItsKey(PlantedFaults faults, Effect effect) {
    return faults.effects().stream()
        .filter(e -> e.shipment().equals(effect.shipment()))
        .filter(e -> e.documentKey().equals(effect.documentKey()))
        .noneMatch(e -> e.revision() > effect.revision());
  }

  /** An invoice for a shipment that in truth never gets one. */
  private static Effect invoiceFor(Predicate<ShipmentView> which) {
    long end = right.get(right.size() - 1).logTime();
    for (ShipmentTruth truth : referee.truths()) {
      ShipmentView view = ShipmentView.at(truth.dossier(), end);
      boolean invoiced =
          truth.effects().stream().anyMatch(e -> e.kind().equals(CUSTOMER_INVOICE.name()));
      if (!invoiced && !view.orderLines.isEmpty() && which.test(view)) {
        OrderLine line = view.orderLines.values().iterator().next();
        return PlantedFaults.invoice(
            truth.dossier().shipment, line.customer(), line.currency(), end);
      }
    }
    throw new AssertionError("the set has no such shipment: take another seed");
  }

  private static Verdict judge(List<Effect> effects) throws IOException {
    Path file = dir.resolve("effects.jsonl");
    EffectsFile.write(effects, file);
    return referee.examine(file, null);
  }

  @Test
  void amountsAreComparedAsNumbers() throws IOException {
    List<Effect> padded =
        right.stream()
            .map(e -> e.lines().isEmpty() ? e : PlantedFaults.withAmount(e, padded(e)))
            .toList();
    assertThat(judge(padded).findings()).isEmpty();
  }

  private static BigDecimal padded(Effect effect) {
    return effect.amount().setScale(6);
  }
}
