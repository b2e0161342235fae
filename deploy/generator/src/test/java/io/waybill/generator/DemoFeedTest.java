package io.waybill.generator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DemoFeedTest {

  private static final long NOW = Instant.parse("2026-03-01T12:00:30Z").toEpochMilli();

  @Test
  void theSeedAndTheClockDecideEveryMessage() {
    assertThat(take(new DemoFeed(7), 2000)).isEqualTo(take(new DemoFeed(7), 2000));
    assertThat(take(new DemoFeed(7), 2000))
        .doesNotContainAnyElementsOf(take(new DemoFeed(8), 2000));
  }

  @Test
  void nothingIsSaidToHappenAfterNow() throws IOException {
    JsonMapper json = new JsonMapper();
    for (GeneratedMessage message : take(new DemoFeed(7), 2000)) {
      if (message.partner().equals("canonical")) {
        JsonNode node = json.readTree(message.body());
        assertThat(Instant.parse(node.get("created").asText()).toEpochMilli())
            .isLessThanOrEqualTo(message.recordedAt());
        if (node.has("occurredAt")) {
          assertThat(Instant.parse(node.get("occurredAt").asText()).toEpochMilli())
              .isLessThanOrEqualTo(message.recordedAt());
        }
      }
    }
  }

  @Test
  void shipmentsAreDeliveredAndBilledWithinTheFirstFewHundredMessages() {
    List<GeneratedMessage> messages = take(new DemoFeed(7), 600);
    assertThat(messages).filteredOn(m -> m.body().contains("\"pod\"")).hasSizeGreaterThan(30);
    assertThat(messages)
        .filteredOn(m -> m.body().matches("(?s).*(freight-bill|ST[*|]210|\\+INVOIC).*"))
        .hasSizeGreaterThan(30);
  }

  @Test
  void speaksOnlyAsProfilesThatComeWithWaybillRead() {
    assertThat(take(new DemoFeed(7), 2000))
        .extracting(GeneratedMessage::partner)
        .containsOnly(
            "canonical",
            "x12",
            "x12-214",
            "edifact",
            "dcsa",
            "epcis",
            "easypost",
            "aftership",
            "shippo");
  }

  private static List<GeneratedMessage> take(DemoFeed feed, int count) {
    List<GeneratedMessage> messages = new ArrayList<>();
    IntStream.range(0, count).forEach(i -> messages.add(feed.next(NOW + i * 10L)));
    return messages;
  }
}
