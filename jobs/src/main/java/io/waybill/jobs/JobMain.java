package io.waybill.jobs;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ParameterTool;

/** The main method of every job: parse, validate, build, execute. */
final class JobMain {

  private JobMain() {}

  static void run(
      String name,
      String[] args,
      Function<Configuration, Consumer<StreamExecutionEnvironment>> build)
      throws Exception {
    Configuration config = parse(ParameterTool.fromArgs(args).toMap());
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    build.apply(config).accept(env);
    env.execute("waybill-" + name);
  }

  /**
   * @throws IllegalArgumentException for a key that no option has; the message names the nearest
   */
  static Configuration parse(Map<String, String> arguments) {
    TreeSet<String> known = new TreeSet<>();
    for (ConfigOption<?> option : WaybillOptions.all()) {
      known.add(option.key());
    }
    for (String key : new TreeMap<>(arguments).keySet()) {
      if (!known.contains(key)) {
        throw new IllegalArgumentException(
            "There is no option %s. Did you mean %s? docs/configuration.md lists them all."
                .formatted(key, nearest(key, known)));
      }
    }
    return Configuration.fromMap(arguments);
  }

  private static String nearest(String key, TreeSet<String> known) {
    String nearest = known.first();
    for (String candidate : known) {
      if (distance(key, candidate) < distance(key, nearest)) {
        nearest = candidate;
      }
    }
    return nearest;
  }

  /** Levenshtein distance. */
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int substituted = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[other.length()];
  }
}
