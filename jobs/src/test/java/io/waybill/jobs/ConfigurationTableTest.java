package io.waybill.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigurationUtils;
import org.apache.flink.configuration.description.HtmlFormatter;
import org.apache.flink.util.TimeUtils;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/configuration.md} is generated: {@code ./mvnw -pl jobs -am test -Ddocs.write=true}
 * writes it, and this test fails when it is not what the options say.
 */
class ConfigurationTableTest {

  private static final Path DOCUMENT = Path.of("..", "docs", "configuration.md");

  @Test
  void theDocumentSaysWhatTheOptionsSay() throws IOException {
    String expected = document();
    if (Boolean.getBoolean("docs.write")) {
      Files.writeString(DOCUMENT, expected);
    }
    assertThat(Files.readString(DOCUMENT))
        .as("write it with ./mvnw -pl jobs -am test -Ddocs.write=true")
        .isEqualTo(expected);
  }

  @Test
  void anUnknownKeyIsRefusedWithTheNearestOne() {
    assertThatThrownBy(() -> JobMain.parse(Map.of("waybill.log.partition", "8")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no option waybill.log.partition")
        .hasMessageContaining("Did you mean waybill.log.partitions?");
  }

  private static String document() {
    StringBuilder text = new StringBuilder();
    text.append("# Configuration\n\n");
    text.append("Options of the jobs, given as `--key value`. An unknown key is refused.\n\n");
    text.append("| key | default | meaning |\n| --- | --- | --- |\n");
    HtmlFormatter formatter = new HtmlFormatter();
    for (ConfigOption<?> option : WaybillOptions.all()) {
      text.append("| `")
          .append(option.key())
          .append("` | ")
          .append(defaultOf(option))
          .append(" | ")
          .append(formatter.format(option.description()))
          .append(" |\n");
    }
    return text.toString();
  }

  private static String defaultOf(ConfigOption<?> option) {
    if (!option.hasDefaultValue()) {
      return "none";
    }
    Object value = option.defaultValue();
    return "`"
        + (value instanceof Duration duration
            ? TimeUtils.formatWithHighestUnit(duration)
            : ConfigurationUtils.convertValue(value, String.class))
        + "`";
  }
}
