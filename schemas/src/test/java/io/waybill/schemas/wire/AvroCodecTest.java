package io.waybill.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.schemas.DeadLetterAction;
import io.waybill.schemas.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.avro.AvroTypeException;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R-G1")
class AvroCodecTest {

  private final Progress progress = new Progress("shipment", 1, 2, 1_000L, 2_000L);
  private final AvroCodec<Progress> codec = AvroCodec.of(Progress.class);

  @Test
  void itIsAvrosSingleObjectEncodingBothWays() throws IOException {
    SpecificData data = SpecificData.getForClass(Progress.class);
    ByteBuffer byAvro = new BinaryMessageEncoder<Progress>(data, Progress.SCHEMA$).encode(progress);
    assertThat(ByteBuffer.wrap(codec.encode(progress))).isEqualTo(byAvro);
    assertThat(codec.decode(byAvro)).isEqualTo(progress);
    assertThat(
            new BinaryMessageDecoder<Progress>(data, Progress.SCHEMA$)
                .decode(codec.encode(progress)))
        .isEqualTo(progress);
  }

  @Test
  void aBufferIsReadFromItsPositionWhichStays() {
    byte[] encoded = codec.encode(progress);
    ByteBuffer amidst = ByteBuffer.allocate(encoded.length + 7);
    amidst.position(5);
    amidst.put(encoded).flip().position(5);
    assertThat(codec.decode(amidst.slice())).isEqualTo(progress);
    assertThat(codec.decode(amidst)).isEqualTo(progress);
    assertThat(amidst.position()).isEqualTo(5);
  }

  @Test
  void bytesThatAreNoRecordAreRefusedWithASentence() {
    for (byte[] bytes : new byte[][] {{}, {1, 2, 3}, new byte[40]}) {
      assertThatThrownBy(() -> codec.decode(bytes))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("Progress: not in Avro single-object encoding");
    }
  }

  @Test
  void aSchemaOfALaterBuildIsNamedAsTheCause() {
    byte[] encoded = codec.encode(progress);
    encoded[5]++;
    assertThatThrownBy(() -> codec.decode(encoded))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("Progress: the bytes were written with a schema that this build")
        .hasMessageContaining("Upgrade the reader first");
  }

  @Test
  void aValueThatCannotBeWrittenSpoilsNotTheNext() {
    AvroCodec<DeadLetterAction> actions = AvroCodec.of(DeadLetterAction.class);
    DeadLetterAction good =
        DeadLetterAction.newBuilder().setDeadLetterId("d1").setBy("ann").setAt(1).build();
    byte[] encoded = actions.encode(good);
    DeadLetterAction lacking =
        DeadLetterAction.newBuilder().setDeadLetterId("d2").setBy("bob").setAt(2).build();
    lacking.setBy(null);
    assertThatThrownBy(() -> actions.encode(lacking))
        .isInstanceOf(AvroTypeException.class)
        .hasMessage("DeadLetterAction.by is not set: every record has it.");
    assertThat(actions.encode(good)).isEqualTo(encoded);
  }
}
