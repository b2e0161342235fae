package io.waybill.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is in the jar that is submitted to a cluster, and what must not be. */
class JobJarIT {

  private static List<String> entries;

  @BeforeAll
  static void read() throws IOException {
    try (JarFile jar = new JarFile(System.getProperty("job.jar"))) {
      entries = jar.stream().map(entry -> entry.getName()).toList();
    }
  }

  @Test
  void everyJobAndWhatItReadsIsInIt() {
    for (Class<?> job :
        List.of(
            IntakeJob.class,
            ShipmentJob.class,
            DecisionJob.class,
            StockJob.class,
            ErpDeliveryJob.class,
            ViewJob.class)) {
      assertThat(entries).contains(job.getName().replace('.', '/') + ".class");
    }
    assertThat(entries)
        .contains(
            "rules/standard.json",
            "profiles/scms.yaml",
            "schema-history/index.txt",
            "org/apache/kafka/clients/producer/KafkaProducer.class",
            "org/apache/flink/connector/kafka/sink/KafkaSink.class",
            "io/xlate/edi/stream/EDIStreamReader.class");
  }

  /** The cluster brings Flink and its log; a second copy of either breaks class loading. */
  @Test
  void whatTheClusterBringsIsNotInIt() {
    TreeSet<String> packages = new TreeSet<>();
    for (String entry : entries) {
      if (Stream.of(
              "org/apache/flink/runtime/",
              "org/apache/flink/streaming/api/",
              "org/apache/flink/core/",
              "org/apache/flink/cep/",
              "org/apache/flink/state/rocksdb/",
              "org/rocksdb/",
              "org/slf4j/",
              "org/apache/logging/",
              "com/esotericsoftware/kryo/")
          .anyMatch(entry::startsWith)) {
        packages.add(entry.substring(0, entry.lastIndexOf('/')));
      }
    }
    assertThat(packages).isEmpty();
  }

  @Test
  void noClassIsInItTwice() {
    List<String> classes = entries.stream().filter(entry -> entry.endsWith(".class")).toList();
    assertThat(classes).doesNotHaveDuplicates();
  }
}
