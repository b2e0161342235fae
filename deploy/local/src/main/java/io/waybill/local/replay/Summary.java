package io.waybill.local.replay;

import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.schemas.Effect;
import io.waybill.schemas.EffectKind;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a replay came to.
 *
 * @param rawMessages that were fed; the clock is not one
 * @param counts what stands in the logs
 * @param effects the effect log
 * @param erp the net state, from the tables
 * @param failures job to how often a task of it was made to fail; null if none was asked for
 */
public record Summary(
    long rawMessages,
    LogCounts counts,
    EffectLog effects,
    ErpState erp,
    Map<String, Integer> failures,
    double elapsedSeconds) {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .build();

  private static final String UNMATCHED = "UNMATCHED";

  /** Jobs that should have failed and did not. */
  public Set<String> jobsWithoutFailure() {
    Set<String> jobs = new java.util.TreeSet<>();
    if (failures != null) {
      failures.forEach(
          (job, count) -> {
            if (count == 0) {
              jobs.add(job);
            }
          });
    }
    return jobs;
  }

  public String json() throws IOException {
    return JSON.writeValueAsString(tree());
  }

  public void write(Path file) throws IOException {
    JSON.writeValue(file.toFile(), tree());
  }

  /** Writes the effects, a line of JSON each, in release order. */
  public void writeEffects(Path file) throws IOException {
    EffectsFile.write(effects, file);
  }

  private ObjectNode tree() {
    ObjectNode tree = JSON.createObjectNode();
    tree.put("rawMessages", rawMessages);
    tree.put("facts", counts.facts());
    tree.set("deadLetters", JSON.valueToTree(counts.deadLetters()));
    tree.put("unmatched", counts.exceptions().getOrDefault(UNMATCHED, 0));
    tree.put("shipments", counts.shipments());
    tree.set("effects", effectTotals());
    ObjectNode net = tree.putObject("net");
    erp.net().forEach((figure, byCurrency) -> net.set(figure, amounts(byCurrency)));
    tree.set("exceptions", JSON.valueToTree(counts.exceptions()));
    ObjectNode stock = tree.putObject("stock");
    stock.put("movements", erp.stock().movements());
    stock.put("conservationSum", Decimals.normal(erp.stock().conservationSum()));
    stock.put("atCustomer", Decimals.normal(erp.stock().atCustomer()));
    tree.set("failures", JSON.valueToTree(failures == null ? Map.of() : failures));
    tree.put("elapsedSeconds", Math.round(elapsedSeconds * 10) / 10.0);
    tree.put("effectLogSha256", effects.sha256());
    tree.put("erpStateSha256", erp.sha256());
    return tree;
  }

  private ObjectNode effectTotals() {
    Map<EffectKind, Map<String, BigDecimal>> totals = new EnumMap<>(EffectKind.class);
    Map<EffectKind, Integer> counts = new EnumMap<>(EffectKind.class);
    for (EffectLog.Entry entry : effects.entries()) {
      Effect effect = entry.effect();
      counts.merge(effect.getKind(), 1, Integer::sum);
      if (effect.getKind() != EffectKind.SHIPMENT_STATUS) {
        totals
            .computeIfAbsent(effect.getKind(), kind -> new TreeMap<>())
            .merge(effect.getCurrency(), effect.getAmount(), BigDecimal::add);
      }
    }
    ObjectNode tree = JSON.createObjectNode();
    for (EffectKind kind : EffectKind.values()) {
      ObjectNode one = tree.putObject(kind.name());
      one.put("count", counts.getOrDefault(kind, 0));
      one.set("totals", amounts(totals.getOrDefault(kind, Map.of())));
    }
    return tree;
  }

  private static ObjectNode amounts(Map<String, BigDecimal> byCurrency) {
    ObjectNode tree = JSON.createObjectNode();
    byCurrency.forEach((currency, amount) -> tree.put(currency, Decimals.normal(amount)));
    return tree;
  }
}
