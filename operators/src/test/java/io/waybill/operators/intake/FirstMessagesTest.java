package io.waybill.operators.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.operators.intake.message.Decoded;
import io.waybill.operators.intake.message.RawMessage;
import io.waybill.schemas.MessageOutcome;
import io.waybill.schemas.MessageRecord;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R-K7")
class FirstMessagesTest {

  private static final String MILESTONE =
      """
      {"message":"milestone","id":"m","created":"2026-01-05T10:00:00Z",
       "reference":{"type":"PRO","issuer":"ABCD","value":"1"},"event":"e","code":"DEPARTED",
       "classifier":"ACTUAL","occurredAt":"2026-01-05"}
      """;

  private final FirstMessages first = new FirstMessages();

  @Test
  void theFirstMessageAndTheFirstFactLeaveARecordAndNothingElse() {
    assertThat(recordOf("canonical", "{")).get().returns(0, MessageRecord::getFacts);
    assertThat(recordOf("canonical", "{")).isEmpty();
    assertThat(recordOf("canonical", MILESTONE))
        .get()
        .returns(1, MessageRecord::getFacts)
        .returns(MessageOutcome.ACCEPTED, MessageRecord::getOutcome);
    assertThat(recordOf("canonical", MILESTONE)).isEmpty();
    assertThat(recordOf("nobody-yet", MILESTONE))
        .get()
        .returns(MessageOutcome.REJECTED, MessageRecord::getOutcome);
    assertThat(recordOf(null, MILESTONE)).isEmpty();
  }

  @Test
  void madeUpNamesDoNotFillTheMemory() {
    long records = 0;
    for (int i = 0; i < 20_000; i++) {
      records += recordOf("made-up-" + i, "{").isPresent() ? 1 : 0;
    }
    assertThat(records).isEqualTo(10_000);
    assertThat(recordOf("x".repeat(65), "{")).isEmpty();
  }

  private final Intake intake = RawMessages.intake();

  private Optional<MessageRecord> recordOf(String partner, String text) {
    RawMessage raw = RawMessages.of(partner, text);
    Decoded decoded = intake.decode(raw);
    return first.recordOf(raw, decoded);
  }
}
