package io.waybill.operators.identity;

import static io.waybill.operators.identity.ReferenceFacts.fact;
import static io.waybill.operators.identity.ReferenceFacts.link;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.waybill.operators.intake.PublishedRules;
import io.waybill.schemas.Envelope;
import io.waybill.schemas.Link;
import io.waybill.schemas.ReferenceState;
import io.waybill.schemas.ShipmentFact;
import io.waybill.schemas.Unlinked;
import io.waybill.schemas.Version;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R-F3")
class ReferenceBookTest {

  private final ReferenceBook book =
      new ReferenceBook(
          new PublishedRules(
              List.of(new PublishedRules.Published(1, 0), new PublishedRules.Published(2, 100))));

  /** One reference and its facts. */
  private final class Book {

    private final ReferenceState state = ReferenceBook.unknown();
    private final List<ShipmentFact> facts = new ArrayList<>();

    private List<Delivery> fact(ShipmentFact fact) {
      long recordedAt = fact.getEnvelope().getRecordedAt();
      if (!ReferenceBook.take(state, fact.getEnvelope().getFactId(), recordedAt)) {
        return List.of();
      }
      facts.add(fact);
      return book.address(state, recordedAt).stream()
          .map(address -> delivery(fact, address))
          .toList();
    }

    private List<Delivery> link(Link link) {
      Optional<Move> move = book.link(state, link);
      if (move.isEmpty()) {
        return List.of();
      }
      List<Delivery> deliveries = new ArrayList<>();
      move.get().told().ifPresent(told -> deliveries.add(new Delivery(told, move.get().moment())));
      for (ShipmentFact fact : facts) {
        Address address = book.address(fact.getEnvelope().getRecordedAt(), move.get());
        deliveries.add(delivery(fact, address));
      }
      return deliveries;
    }
  }

  /** A fact that found its shipment. */
  private record Delivery(ShipmentFact fact, long logTime) {}

  private static Delivery delivery(ShipmentFact fact, Address address) {
    Envelope envelope =
        Envelope.newBuilder(fact.getEnvelope())
            .setKey(address.shipment())
            .setLinkVersion(address.link())
            .setRulesVersion(address.rulesVersion())
            .build();
    return new Delivery(new ShipmentFact(envelope, fact.getPayload()), address.logTime());
  }

  @Test
  void aFactWaitsForItsLink() {
    Book state = new Book();
    assertThat(state.fact(fact("a", 50))).isEmpty();
    List<Delivery> deliveries = state.link(link("S1", 0, 120));
    assertThat(deliveries).hasSize(1);
    Delivery delivery = deliveries.get(0);
    assertThat(delivery.logTime()).as("when the link came").isEqualTo(120);
    assertThat(delivery.fact().getEnvelope().getKey()).isEqualTo("S1");
    assertThat(delivery.fact().getEnvelope().getFactId()).isEqualTo("a");
    assertThat(delivery.fact().getEnvelope().getRecordedAt()).isEqualTo(50);
    assertThat(delivery.fact().getEnvelope().getLinkVersion())
        .isEqualTo(new Version(0, 120L, "plan-0"));
    assertThat(delivery.fact().getEnvelope().getRulesVersion()).isEqualTo(2);
  }

  @Test
  void aFactBehindItsLinkGoesAtOnce() {
    Book state = new Book();
    assertThat(state.link(link("S1", 0, 10))).isEmpty();
    assertThat(state.fact(fact("a", 50))).extracting(Delivery::logTime).containsExactly(50L);
    assertThat(state.fact(fact("b", 5))).extracting(Delivery::logTime).containsExactly(10L);
    assertThat(state.fact(fact("a", 60))).as("a duplicate").isEmpty();
  }

  @Test
  void aHigherLinkMovesTheFacts() {
    Book state = new Book();
    state.link(link("S1", 0, 10));
    state.fact(fact("a", 20));
    List<Delivery> moved = state.link(link("S2", 1, 30));
    assertThat(moved)
        .extracting(
            delivery -> delivery.fact().getEnvelope().getKey(),
            Delivery::logTime,
            delivery -> delivery.fact().getPayload() instanceof Unlinked)
        .containsExactly(tuple("S1", 30L, true), tuple("S2", 30L, false));
    Unlinked unlinked = (Unlinked) moved.get(0).fact().getPayload();
    assertThat(unlinked)
        .isEqualTo(new Unlinked(ReferenceFacts.PRO, "S2", new Version(1, 30L, "plan-1")));
    assertThat(moved.get(0).fact().getEnvelope().getSubject()).isEqualTo("unlinked/PRO/ABCD/7");
    assertThat(moved.get(1).fact().getEnvelope().getFactId()).isEqualTo("a");
  }

  @Test
  void aLinkOfTheSameOrALowerVersionMovesNothing() {
    Book state = new Book();
    state.link(link("S1", 1, 10));
    state.fact(fact("a", 20));
    assertThat(state.link(link("S1", 1, 10))).isEmpty();
    assertThat(state.link(link("S1", 0, 30))).isEmpty();
    assertThat(state.link(link("S1", 2, 40))).isEmpty();
    List<Delivery> told = state.link(link("S2", 1, 5));
    assertThat(told)
        .as("the shipment that lost is told in every order of arrival")
        .extracting(delivery -> delivery.fact().getEnvelope().getKey())
        .containsExactly("S2", "S1");
    assertThat(told.get(0).fact().getPayload()).isInstanceOf(Unlinked.class);
    assertThat(state.state.getLink().getShipment()).isEqualTo("S1");
  }

  @Test
  void everyOrderOfArrivalEndsTheSame() {
    List<Object> messages =
        List.of(
            fact("a", 5),
            fact("b", 25),
            link("S1", 0, 10),
            link("S2", 1, 20),
            link("S1", 2, 30),
            link("S3", 3, 15));
    Map<String, TreeSet<String>> expected = Map.of("S3", new TreeSet<>(List.of("a", "b")));
    permutations(new ArrayList<>(messages), 0, order -> assertEndsAt(order, expected));
  }

  @Test
  @Tag("R-F1")
  void arrivalInAnotherOrderAfterARestartEndsTheSame() {
    List<Object> messages =
        new ArrayList<>(
            List.of(
                fact("a", 5),
                fact("b", 25),
                link("S1", 0, 10),
                link("S2", 1, 20),
                link("S1", 2, 30)));
    Random random = new Random(7);
    for (int round = 0; round < 2_000; round++) {
      Collections.shuffle(messages, random);
      List<Delivery> log = new ArrayList<>();
      // Lost with its state, but not with what it wrote.
      deliver(messages.subList(0, random.nextInt(messages.size())), log);
      Collections.shuffle(messages, random);
      deliver(messages, log);
      assertThat(standing(log)).isEqualTo(Map.of("S1", new TreeSet<>(List.of("a", "b"))));
    }
  }

  private void assertEndsAt(List<Object> order, Map<String, TreeSet<String>> expected) {
    List<Delivery> log = new ArrayList<>();
    deliver(order, log);
    assertThat(standing(log)).as("%s", order).isEqualTo(expected);
  }

  private void deliver(List<Object> messages, List<Delivery> log) {
    Book state = new Book();
    for (Object message : messages) {
      log.addAll(
          message instanceof Link link ? state.link(link) : state.fact((ShipmentFact) message));
    }
  }

  /** What stands at each shipment, by the rule that its reader follows. */
  private static Map<String, TreeSet<String>> standing(List<Delivery> log) {
    Map<String, Version> refusedBelow = new TreeMap<>();
    for (Delivery delivery : log) {
      if (delivery.fact().getPayload() instanceof Unlinked unlinked) {
        refusedBelow.merge(
            delivery.fact().getEnvelope().getKey(),
            unlinked.getLinkVersion(),
            (a, b) -> LinkOrder.BY_VERSION.compare(a, b) >= 0 ? a : b);
      }
    }
    Map<String, TreeSet<String>> standing = new TreeMap<>();
    for (Delivery delivery : log) {
      String shipment = delivery.fact().getEnvelope().getKey();
      Version refused = refusedBelow.get(shipment);
      Version link = delivery.fact().getEnvelope().getLinkVersion();
      if (link != null && (refused == null || LinkOrder.BY_VERSION.compare(link, refused) >= 0)) {
        standing
            .computeIfAbsent(shipment, name -> new TreeSet<>())
            .add(delivery.fact().getEnvelope().getFactId());
      }
    }
    return standing;
  }

  private static void permutations(
      List<Object> items, int fixed, java.util.function.Consumer<List<Object>> each) {
    if (fixed == items.size()) {
      each.accept(items);
    }
    for (int i = fixed; i < items.size(); i++) {
      Collections.swap(items, fixed, i);
      permutations(items, fixed + 1, each);
      Collections.swap(items, fixed, i);
    }
  }
}
