package io.waybill.operators.shipment;

import static io.waybill.operators.shipment.Facts.DAY;
import static io.waybill.operators.shipment.Facts.HOUR;
import static io.waybill.operators.shipment.Facts.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.operators.billing.Amounts;
import io.waybill.schemas.Condition;
import io.waybill.schemas.ConditionState;
import io.waybill.schemas.DeadlineKind;
import io.waybill.schemas.DeadlinePassed;
import io.waybill.schemas.Effect;
import io.waybill.schemas.Gate;
import io.waybill.schemas.GateChanged;
import io.waybill.schemas.GateState;
import io.waybill.schemas.ShipmentFact;
import io.waybill.schemas.Transition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R-P2")
class ShipmentTest {

  private static final Duration SETTLE = Duration.ofHours(1);
  private final Facts facts = Facts.of("S1");
  private final ShipmentStory story = new ShipmentStory("S1", Facts.rules(SETTLE));

  private ShipmentStory delivered() {
    return story
        .at(START, facts.order("1", "10", "2.50", 0), facts.plan("CARR", "100"))
        .at(START + HOUR, facts.shipped("1", "10", START + HOUR))
        .at(START + 5 * HOUR, facts.milestone("DELIVERED", START + 5 * HOUR))
        .at(START + 6 * HOUR, facts.pod(START + 5 * HOUR, true, "1", "10"));
  }

  @Test
  void aCompleteStoryIsBilledAtTheEndOfTheSettleTime() {
    delivered().until(START + 7 * HOUR - 1);
    assertThat(story.documents()).containsExactly("accrual/CARR/USD/1");
    story.until(START + 7 * HOUR);
    assertThat(story.documents()).containsExactly("accrual/CARR/USD/1", "invoice/customer/1");
    Effect invoice = story.effects().get(story.effects().size() - 1);
    assertThat(invoice.getLogTime()).isEqualTo(START + 7 * HOUR);
    assertThat(Amounts.text(invoice.getAmount())).isEqualTo("25.00");
    assertThat(invoice.getLines()).hasSize(1);
  }

  @Test
  @Tag("R-P6")
  void thePayableSettlesTheAccrualAndDoesNotWaitForTheInvoice() {
    story
        .at(START, facts.plan("CARR", "100"), facts.shipped("1", "10", START))
        .at(START + HOUR, facts.milestone("DELIVERED", START + HOUR))
        .at(START + 2 * HOUR, facts.bill("B1", "CARR", "101.50"))
        .until(START + 9 * HOUR);
    assertThat(story.documents())
        .containsExactly(
            "accrual/CARR/USD/1",
            "accrual/CARR/USD/1/cancelled",
            "accrual/CARR/USD/2",
            "payable/CARR/B1/1",
            "accrual/CARR/USD/2/cancelled");
    assertThat(story.net())
        .containsEntry("payable/CARR/USD", "101.5")
        .doesNotContainKey("accrued/CARR/USD");
  }

  @Test
  @Tag("R-P5")
  void aBillOutsideTheToleranceIsBlockedAndStaysAccrued() {
    story
        .at(START, facts.plan("CARR", "100"), facts.milestone("DELIVERED", START))
        .at(START + HOUR, facts.bill("B1", "CARR", "105.01"))
        .until(START + 90 * DAY);
    assertThat(condition(Gate.PAYABLE, "FREIGHT_AS_PLANNED").getState())
        .isEqualTo(ConditionState.BLOCKED);
    assertThat(condition(Gate.PAYABLE, "FREIGHT_AS_PLANNED").getExplanation())
        .isEqualTo("105.01 billed, 100.00 USD estimated: more than 5.00 apart.");
    assertThat(story.net()).containsEntry("accrued/CARR/USD", "105.01");
  }

  @Test
  @Tag("R-N3")
  void eachConditionAnswersWhyItIsNotMet() {
    story.at(START, facts.statedOrder("1", "10", "2.50", "26.00")).until(START);
    assertThat(states(Gate.INVOICE))
        .containsExactly(
            "ORDER_COMPLETE MET",
            "DELIVERED MISSING",
            "POD_SIGNED MISSING",
            "OSD_CLEAR MET",
            "PRICE_AGREED BLOCKED");
    story.at(START + HOUR, facts.pod(START, false, "1", "9")).until(START + HOUR);
    assertThat(states(Gate.INVOICE))
        .containsExactly(
            "ORDER_COMPLETE MET",
            "DELIVERED MET",
            "POD_SIGNED BLOCKED",
            "OSD_CLEAR BLOCKED",
            "PRICE_AGREED BLOCKED");
    assertThat(condition(Gate.INVOICE, "PRICE_AGREED").getSince()).isEqualTo(START);
    assertThat(condition(Gate.INVOICE, "POD_SIGNED").getSince()).isEqualTo(START + HOUR);
    assertThat(condition(Gate.INVOICE, "POD_SIGNED").getEvidence()).hasSize(1);
  }

  @Test
  void aRevocationInsideTheSettleTimePreventsTheInvoice() {
    delivered()
        .at(START + 6 * HOUR + 1, facts.revision(1).pod(START + 5 * HOUR, false, "1", "10"))
        .until(START + 90 * DAY);
    assertThat(story.documents()).containsExactly("accrual/CARR/USD/1");
    assertThat(gateStates()).containsSubsequence(GateState.MET, GateState.REVOKED);
    assertThat(gateStates()).doesNotContain(GateState.SETTLED);
  }

  @Test
  @Tag("R-P10")
  void aCorrectionAfterTheInvoiceEndsInCreditAndRebill() {
    delivered()
        .at(START + 10 * HOUR, facts.revision(1).order("1", "10", "2.40", 0))
        .until(START + 90 * DAY);
    assertThat(story.documents())
        .containsExactly(
            "accrual/CARR/USD/1",
            "invoice/customer/1",
            "invoice/customer/1/cancelled",
            "invoice/customer/2");
    assertThat(story.net()).containsEntry("billed/customer/USD", "24");
  }

  @Test
  @Tag("R-P10")
  void anInvoiceWhoseProofIsTakenBackIsCreditedAfterTheSettleTime() {
    delivered().at(START + 10 * HOUR, facts.revision(1).retracting().pod(START, true, "1", "10"));
    story.until(START + 11 * HOUR - 1);
    assertThat(story.documents()).endsWith("invoice/customer/1");
    story.until(START + 11 * HOUR);
    assertThat(story.documents()).endsWith("invoice/customer/1/cancelled");
    assertThat(story.net()).doesNotContainKey("billed/customer/USD");
  }

  @Test
  @Tag("R-F8")
  void aDeliveryRecordedBeforeItHappenedIsAClaimUntilTheClockGetsThere() {
    story
        .at(START, facts.order("1", "10", "2.50", 0), facts.pod(START + DAY, true, "1", "10"))
        .until(START + DAY - 1);
    assertThat(story.net()).containsEntry("status", "ORDERED");
    story.until(START + DAY);
    assertThat(story.net()).containsEntry("status", "DELIVERED");
  }

  @Test
  void deliveryIsLateOnceWhetherKnownLateOrNotKnownInTime() {
    story
        .at(START, facts.order("1", "10", "2.50", START + DAY), facts.plan("CARR", "10"))
        .until(START + DAY - 1);
    assertThat(deadlines()).isEmpty();
    story.until(START + DAY).at(START + 2 * DAY, facts.milestone("DELIVERED", START + 2 * DAY));
    story.until(START + 2 * DAY);
    assertThat(deadlines()).containsExactly(DeadlineKind.DELIVERY);
  }

  @Test
  void theClockNeverRevealsWhenItWasLookedAt() {
    delivered().until(START + 90 * DAY);
    ShipmentStory lazily = new ShipmentStory("S1", Facts.rules(SETTLE));
    lazily
        .at(START, facts.order("1", "10", "2.50", 0))
        .until(START - 1)
        .at(START, facts.plan("CARR", "100"))
        .until(START + 1)
        .at(START + HOUR, facts.shipped("1", "10", START + HOUR))
        .until(START + HOUR)
        .until(START + 3 * HOUR)
        .at(START + 5 * HOUR, facts.milestone("DELIVERED", START + 5 * HOUR))
        .at(START + 6 * HOUR, facts.pod(START + 5 * HOUR, true, "1", "10"))
        .until(START + 6 * HOUR)
        .until(START + 40 * DAY)
        .until(START + 90 * DAY);
    assertThat(lazily.transitions()).isEqualTo(story.transitions());
    assertThat(lazily.effects()).isEqualTo(story.effects());
  }

  @Test
  @Tag("R-F1")
  void aDuplicateChangesNothing() {
    delivered().until(START + 90 * DAY);
    int before = story.transitions().size();
    story.at(START + 91 * DAY, facts.shipped("1", "10", START + HOUR)).until(START + 200 * DAY);
    assertThat(story.transitions()).hasSize(before);
  }

  @Test
  @Tag("R-N1")
  void anyArrivalOrderEndsInTheSameNetState() {
    long seed = 20260105;
    Random random = new Random(seed);
    List<ShipmentFact> all = new ArrayList<>();
    all.add(facts.order("1", "10", "2.50", START + DAY));
    all.add(facts.order("2", "4", "1.333333", START + DAY));
    all.add(facts.revision(1).order("2", "4", "1.25", START + 2 * DAY));
    all.add(facts.plan("CARR", "100"));
    all.add(facts.shipped("1", "10", START));
    all.add(facts.shipped("2", "4", START));
    all.add(facts.milestone("DEPARTED", START));
    all.add(facts.milestone("DELIVERED", START + HOUR));
    all.add(facts.pod(START + HOUR, false, "1", "10"));
    all.add(facts.revision(1).pod(START + HOUR, true, "1", "10", "2", "3"));
    all.add(facts.revision(2).pod(START + HOUR, true, "1", "10", "2", "4"));
    all.add(facts.bill("B1", "CARR", "60"));
    all.add(facts.bill("B2", "CARR", "90"));
    all.add(facts.revision(1).bill("B2", "CARR", "41"));
    all.add(facts.bill("B3", "CARR", "7"));
    all.add(facts.revision(1).retracting().bill("B3", "CARR", "7"));
    TreeMap<String, String> expected =
        new TreeMap<>(
            java.util.Map.of(
                "status", "DELIVERED",
                "billed/customer/USD", "30",
                "payable/CARR/USD", "101"));
    for (int permutation = 0; permutation < 1_000; permutation++) {
      Collections.shuffle(all, random);
      ShipmentStory told = new ShipmentStory("S1", Facts.rules(SETTLE));
      long time = START + DAY;
      for (ShipmentFact fact : all) {
        time += (long) (random.nextInt(5)) * HOUR / 2;
        told.at(time, fact);
        if (random.nextInt(20) == 0) {
          told.at(time, fact);
        }
      }
      told.until(time + 200 * DAY);
      assertThat(told.net()).as("seed %d, permutation %d", seed, permutation).isEqualTo(expected);
      assertThat(told.shipment().closed()).isTrue();
    }
  }

  @Test
  void aBillThatLinesShareIsCutByWeightThenValue() {
    story
        .at(
            START,
            facts.milestone("DELIVERED", START),
            facts.bill("7", "CARR", "100.00"),
            facts.share("7", "7", "1", "5"),
            facts.share("7", "8", "1", "5"),
            facts.share("7", "10", "1", "5"))
        .until(START + HOUR);
    Effect payable =
        story.effects().stream()
            .filter(effect -> effect.getEffectId().contains("payable"))
            .findFirst()
            .orElseThrow();
    assertThat(payable.getLines())
        .extracting(line -> line.getLine() + "=" + Amounts.text(line.getAmount()))
        .containsExactly("7=33.34", "8=33.33", "10=33.33");
  }

  @Test
  void aZeroTotalMakesNoDocument() {
    story
        .at(START, facts.order("1", "10", "0", 0), facts.pod(START, true, "1", "10"))
        .until(START + DAY);
    assertThat(story.documents()).isEmpty();
    assertThat(story.shipment().gate(Gate.INVOICE).getState()).isEqualTo(GateState.SETTLED);
  }

  private List<DeadlineKind> deadlines() {
    return story.transitions().stream()
        .filter(transition -> transition.getPayload() instanceof DeadlinePassed)
        .map(transition -> ((DeadlinePassed) transition.getPayload()).getDeadline())
        .toList();
  }

  private List<GateState> gateStates() {
    return story.transitions().stream()
        .map(Transition::getPayload)
        .filter(GateChanged.class::isInstance)
        .map(payload -> ((GateChanged) payload).getState())
        .toList();
  }

  private List<String> states(Gate gate) {
    return answer(gate).stream()
        .map(condition -> condition.getName() + " " + condition.getState())
        .toList();
  }

  private Condition condition(Gate gate, String name) {
    return answer(gate).stream()
        .filter(condition -> condition.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** What the gate said last. */
  private List<Condition> answer(Gate gate) {
    return story.transitions().stream()
        .map(Transition::getPayload)
        .filter(payload -> payload instanceof GateChanged changed && changed.getGate() == gate)
        .reduce((earlier, later) -> later)
        .map(payload -> ((GateChanged) payload).getConditions())
        .orElseThrow();
  }
}
