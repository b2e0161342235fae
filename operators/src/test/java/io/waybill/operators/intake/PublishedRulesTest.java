package io.waybill.operators.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.operators.intake.PublishedRules.Published;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R-G3")
class PublishedRulesTest {

  @Test
  void aFactBearsTheNewestVersionThatWasPublishedWhenItWasLogged() {
    PublishedRules rules =
        new PublishedRules(
            List.of(new Published(2, 200), new Published(1, 100), new Published(3, 200)));
    assertThat(rules.versionAt(99)).as("before all of them").isEqualTo(1);
    assertThat(rules.versionAt(100)).isEqualTo(1);
    assertThat(rules.versionAt(199)).isEqualTo(1);
    assertThat(rules.versionAt(200)).isEqualTo(3);
    assertThatThrownBy(() -> new PublishedRules(List.of()))
        .hasMessage("The rules must have at least one version.");
  }
}
