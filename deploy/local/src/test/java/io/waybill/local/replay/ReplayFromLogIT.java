package io.waybill.local.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.waybill.local.progress.Console;
import io.waybill.local.replay.ReplayOptions.KeptLogFolder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayFromLogIT {

  @TempDir private Path folder;

  @Test
  void aKeptLogGivesTheSameEffectsWithAnyParallelism() throws Exception {
    Path log = Files.createDirectory(folder.resolve("log"));
    FactLogFixture fixture = new FactLogFixture(log).ordered("LATE");
    for (int i = 1; i <= 20; i++) {
      fixture.delivered("SHIPMENT-" + i);
      if (i % 5 == 0) {
        fixture.nextDay();
      }
    }
    fixture.write();

    Summary one = replay(log, 1, folder.resolve("again"));
    JsonNode summary = new JsonMapper().readTree(one.json());
    assertThat(summary.at("/shipments").asInt()).isEqualTo(21);
    assertThat(summary.at("/facts").asInt()).isEqualTo(1 + 20 * 4);
    assertThat(summary.at("/effects/CUSTOMER_INVOICE/count").asInt()).isEqualTo(20);
    assertThat(summary.at("/effects/CUSTOMER_INVOICE/totals/USD").asInt()).isEqualTo(20 * 125);
    assertThat(summary.at("/net/billed/USD").asInt()).isEqualTo(20 * 125);
    assertThat(summary.at("/net/payable/USD").asInt()).isEqualTo(20 * 40);
    assertThat(summary.at("/net/accrued/USD").asInt()).isZero();
    assertThat(summary.at("/stock/movements").asInt()).isEqualTo(20);
    assertThat(summary.at("/stock/conservationSum").asInt()).isZero();
    assertThat(summary.at("/stock/atCustomer").asInt()).isEqualTo(200);
    assertThat(summary.at("/elapsedSeconds").asDouble()).isPositive();

    Summary two = replay(folder.resolve("again"), 2, null);
    assertThat(two.effects().sha256()).isEqualTo(one.effects().sha256());
    assertThat(two.erp().sha256()).isEqualTo(one.erp().sha256());

    Path effects = folder.resolve("effects.jsonl");
    two.writeEffects(effects);
    assertThat(Files.readAllLines(effects))
        .hasSize(two.effects().entries().size())
        .allMatch(line -> line.contains("\"logTime\":14"));
  }

  private static Summary replay(Path log, int parallelism, Path keepLog) throws Exception {
    StringWriter out = new StringWriter();
    try {
      return new Replay(
              new ReplayOptions(new KeptLogFolder(log), parallelism, null, keepLog, null, 0, null),
              new Console(new PrintWriter(out)))
          .run();
    } finally {
      System.out.println(out);
    }
  }
}
