package io.waybill.operators.intake.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.Charge;
import io.waybill.schemas.Classifier;
import io.waybill.schemas.FreightBill;
import io.waybill.schemas.Milestone;
import io.waybill.schemas.MilestoneDetail;
import io.waybill.schemas.OrderLine;
import io.waybill.schemas.Place;
import io.waybill.schemas.Reference;
import io.waybill.schemas.Version;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The digests are the identities of all facts that were ever written: they never change. */
@Tag("R-G2")
class ContentDigestTest {

  private static final Object[] CONTENTS = {
    null,
    "",
    "naïve \u20ac \uD83D\uDE9A \uD83D",
    7,
    -1L,
    true,
    new BigDecimal("1200.500000"),
    new BigDecimal("1E+3"),
    new BigDecimal("1000"),
    new BigDecimal("0.000000"),
    new BigDecimal("-0.000100"),
    new BigDecimal("-70.000000"),
    new BigDecimal("12E-9"),
    new BigDecimal("-4611686018427.387904"),
    new BigDecimal("9223372036854.775807"),
    new BigDecimal("1234567890123456789012.500000"),
    List.of("a", List.of(), 2),
    new Reference("PRO", "ABCD", "1751807"),
    new Version(0, 1_767_571_200_000L, "M1"),
    new Milestone("DELIVERED", "D1", null, Classifier.ACTUAL, "Köln", null, null),
    new Milestone(
        "ARRIVED",
        "ARRI",
        "WEA",
        Classifier.ESTIMATED,
        null,
        "APZU4812090",
        new MilestoneDetail(
            "DCSA",
            null,
            null,
            "2",
            new Place("DEHAM", null, "T1", null, 53.5, 10.0),
            "EXCO",
            List.of("S1"),
            List.of(),
            List.of(),
            List.of(new Charge("400", new BigDecimal("-3.250000"))),
            null,
            List.of(new Reference("BOL", "EXCO", "1")),
            null)),
    new OrderLine(
        "1",
        "I1",
        new BigDecimal("10.000000"),
        "EA",
        "C1",
        "EUR",
        new BigDecimal("0.000000"),
        null,
        new BigDecimal("0.010000"),
        1L),
    new FreightBill("B".repeat(3000), "C", "USD", new BigDecimal("1.000000"), List.of()),
  };

  @Test
  void isWhatItWasWhenItWasWrittenPlainly() throws Exception {
    for (Object content : CONTENTS) {
      assertThat(new ContentDigest().add(content).hex())
          .as("%s", content)
          .isEqualTo(Plainly.hex(content));
    }
    assertThat(new ContentDigest().add(List.of(CONTENTS[17], CONTENTS[19], CONTENTS[20])).hex())
        .isEqualTo("c57dc5115b966ea9b189f65bd8d9c8c3");
  }

  /** The first implementation: it is what defines the digest. */
  private static final class Plainly {
    private final MessageDigest digest;

    Plainly() throws Exception {
      digest = MessageDigest.getInstance("SHA-256");
    }

    static String hex(Object content) throws Exception {
      Plainly plainly = new Plainly();
      plainly.add(content);
      return HexFormat.of().formatHex(Arrays.copyOf(plainly.digest.digest(), 16));
    }

    private void add(Object value) {
      if (value == null) {
        digest.update((byte) 0);
      } else if (value instanceof SpecificRecordBase record) {
        text('R', record.getSchema().getName());
        for (Schema.Field field : record.getSchema().getFields()) {
          Object member = record.get(field.pos());
          if (!field.hasDefaultValue()
              || !Objects.equals(record.getSpecificData().getDefaultValue(field), member)) {
            text('F', field.name());
            add(member);
          }
        }
        digest.update((byte) 'E');
      } else if (value instanceof List<?> list) {
        digest.update((byte) 'L');
        length(list.size());
        list.forEach(this::add);
      } else if (value instanceof BigDecimal number) {
        text('N', number.stripTrailingZeros().toPlainString());
      } else {
        text('T', value.toString());
      }
    }

    private void text(char kind, String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      digest.update((byte) kind);
      length(bytes.length);
      digest.update(bytes);
    }

    private void length(int length) {
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
    }
  }
}
