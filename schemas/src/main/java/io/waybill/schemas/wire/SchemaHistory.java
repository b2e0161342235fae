package io.waybill.schemas.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.message.SchemaStore;

/**
 * Every schema version that was ever released, from {@code schema-history} on the class path. The
 * file {@code index.txt} lists them, one {@code Record/vN.avsc} a line.
 */
public final class SchemaHistory {

  private static final String ROOT = "/schema-history/";
  private static final SchemaHistory BUNDLED = load();

  private final Map<String, List<Schema>> versionsByRecord;
  private final SchemaStore.Cache store = new SchemaStore.Cache();

  private SchemaHistory(Map<String, List<Schema>> versionsByRecord) {
    this.versionsByRecord = versionsByRecord;
    versionsByRecord.values().forEach(versions -> versions.forEach(store::addSchema));
  }

  public static SchemaHistory bundled() {
    return BUNDLED;
  }

  /** Record name to its released versions, oldest first. */
  public Map<String, List<Schema>> versions() {
    return versionsByRecord;
  }

  SchemaStore store() {
    return store;
  }

  private static SchemaHistory load() {
    Map<String, List<Schema>> versions = new TreeMap<>();
    for (String line : read("index.txt").lines().toList()) {
      String record = line.substring(0, line.indexOf('/'));
      Schema schema = new Schema.Parser().parse(read(line));
      versions.computeIfAbsent(record, name -> new ArrayList<>()).add(schema);
    }
    return new SchemaHistory(versions);
  }

  private static String read(String name) {
    try (InputStream in = SchemaHistory.class.getResourceAsStream(ROOT + name)) {
      if (in == null) {
        throw new IllegalStateException(ROOT + name + " is missing from the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
