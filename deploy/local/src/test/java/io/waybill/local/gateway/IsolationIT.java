package io.waybill.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.jobs.WaybillOptions;
import io.waybill.local.feed.LiveFeed;
import io.waybill.local.feed.RawProducer;
import io.waybill.local.feed.TopicReader;
import io.waybill.local.partner.PublishedProfiles;
import io.waybill.local.stack.DataFolder;
import io.waybill.local.stack.StackJobs;
import io.waybill.local.stack.StackOptions;
import io.waybill.local.stack.StackTables;
import io.waybill.local.stack.WaybillStack;
import io.waybill.operators.intake.circuit.Circuit;
import io.waybill.operators.intake.profile.ProfileReader;
import io.waybill.operators.log.Topics;
import io.waybill.schemas.ExceptionRaised;
import io.waybill.schemas.wire.AvroCodec;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One partner sends fifty times its quota, all of it rubbish; the others keep their p99. */
@Tag("R-F5")
class IsolationIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration MEASURED = Duration.ofSeconds(8);
  private static final int RATE = 20;
  private static final int QUOTA = 10;
  private static final int FLOOD = 50 * QUOTA;
  private static final int FLOODERS = 24;

  /** Beside the flood, as a multiple of alone; less than this is noise of the machine. */
  private static final double LONGEST_TIMES = 4;

  private static final long NOISE_MILLIS = 80;
  private static final Duration CIRCUIT_WINDOW = Duration.ofSeconds(2);

  @TempDir private Path data;

  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicInteger number = new AtomicInteger();

  @Test
  void aFloodOfRubbishDelaysNobodyElse() throws Exception {
    Files.writeString(Files.createDirectories(data.resolve("secrets")).resolve("token"), "t");
    try (DataFolder folder = DataFolder.kept(data);
        WaybillStack stack =
            WaybillStack.start(folder, StackOptions.throwaway(1), StackTables::create)) {
      PublishedProfiles published = new PublishedProfiles(stack.bootstrapServers());
      for (String name : List.of("quiet-1", "quiet-2", "flood")) {
        String yaml =
            """
            name: %s
            version: 1
            owner: Test
            format: canonical-json
            zone: UTC
            secrets: {token: token}
            limits: {messages-per-second: %d}
            """
                .formatted(name, name.equals("flood") ? QUOTA : 2 * RATE);
        published.add(ProfileReader.read(name, yaml), yaml, "test");
      }
      Configuration config = new Configuration();
      config.set(WaybillOptions.OVERFLOW_RATE, 100);
      config.set(WaybillOptions.CIRCUIT_WINDOW, CIRCUIT_WINDOW);
      stack.runJobs(
          config,
          complete ->
              StackJobs.all(complete).stream().filter(job -> job.name().equals("intake")).toList());
      stack.runningJobs().awaitRunning(PATIENCE);
      try (RawProducer producer =
              new RawProducer(stack.bootstrapServers(), stack.options().partitions());
          LiveFeed feed = new LiveFeed(producer, 0);
          StackGateway gateway = StackGateway.start(stack.bootstrapServers(), data, 0, feed);
          TopicReader facts = new TopicReader(stack.bootstrapServers(), Topics.SHIPMENT_FACTS)) {
        feed.start();
        measure(gateway, facts);
        Histogram alone = measure(gateway, facts);
        AtomicInteger flooded = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        AtomicBoolean ending = new AtomicBoolean();
        List<Thread> flood = flood(gateway, ending, flooded, refused);
        Histogram besideTheFlood = measure(gateway, facts);
        ending.set(true);
        for (Thread thread : flood) {
          thread.join();
        }
        System.out.printf(
            "p99 alone %d ms, beside %,d messages of rubbish (%,d refused) %d ms%n",
            alone.getValueAtPercentile(99),
            flooded.get(),
            refused.get(),
            besideTheFlood.getValueAtPercentile(99));
        assertThat(flooded.get())
            .as("the flood: half of it must get out of this process at least")
            .isGreaterThan((int) (FLOOD * MEASURED.toSeconds() / 2));
        assertThat(refused.get()).as("beyond ten times the quota").isPositive();
        assertThat(besideTheFlood.getTotalCount())
            .as("messages of the others")
            .isGreaterThan(RATE * MEASURED.toSeconds() * 8 / 10);
        assertThat(besideTheFlood.getValueAtPercentile(99))
            .as("p99 of the others in ms; alone it is %d", alone.getValueAtPercentile(99))
            .isLessThan(
                (long) (LONGEST_TIMES * Math.max(NOISE_MILLIS, alone.getValueAtPercentile(99))));
        assertThat(refusedAndSetAside(stack)).as("circuits that opened").containsOnly("flood");
        awaitClosed(gateway);
        assertThat(stack.runningJobs().newFailures()).isEmpty();
      }
    }
  }

  /** Of whom a person is told that the circuit is open. */
  private static List<String> refusedAndSetAside(WaybillStack stack) {
    AvroCodec<ExceptionRaised> codec = AvroCodec.of(ExceptionRaised.class);
    List<String> partners = new ArrayList<>();
    try (TopicReader exceptions = new TopicReader(stack.bootstrapServers(), Topics.EXCEPTIONS)) {
      exceptions.readToEnd(
          record -> {
            ExceptionRaised raised = codec.decode(record.value());
            if (raised.getCode().equals(Circuit.EXCEPTION)) {
              partners.add(raised.getSubject());
            }
          });
    }
    return partners;
  }

  /** The partner is read at once again, after its backlog and a window without rubbish. */
  private void awaitClosed(StackGateway gateway) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    String answer = "";
    while (System.nanoTime() < end) {
      answer = request(gateway, "flood", order("S0")).body();
      if (answer.contains("\"taken\":true") && !answer.contains("read later")) {
        return;
      }
      Thread.sleep(500);
    }
    throw new AssertionError("The circuit is open still: " + answer);
  }

  /** Milliseconds from the request to the fact in its log, of the quiet partners. */
  private Histogram measure(StackGateway gateway, TopicReader facts) throws Exception {
    Map<String, Long> sentAt = new ConcurrentHashMap<>();
    Histogram latency = new Histogram(60_000, 3);
    long start = System.nanoTime();
    int wanted = (int) (RATE * MEASURED.toSeconds());
    Thread sender =
        new Thread(
            () -> {
              for (int i = 0; i < wanted; i++) {
                pace(start, i, RATE);
                String shipment = "S" + number.incrementAndGet();
                sentAt.put(shipment, System.nanoTime());
                send(gateway, i % 2 == 0 ? "quiet-1" : "quiet-2", order(shipment));
              }
            });
    sender.start();
    long end = start + MEASURED.plusSeconds(10).toNanos();
    while (latency.getTotalCount() < wanted && System.nanoTime() < end) {
      facts.poll(
          record -> {
            Long sent =
                record.key() == null
                    ? null
                    : sentAt.remove(new String(record.key(), StandardCharsets.UTF_8));
            if (sent != null) {
              latency.recordValue((System.nanoTime() - sent) / 1_000_000);
            }
          });
    }
    sender.join();
    return latency;
  }

  private List<Thread> flood(
      StackGateway gateway, AtomicBoolean ending, AtomicInteger sent, AtomicInteger refused) {
    List<Thread> threads = new ArrayList<>();
    long start = System.nanoTime();
    for (int i = 0; i < FLOODERS; i++) {
      int flooder = i;
      Thread thread =
          new Thread(
              () -> {
                for (int n = 0; !ending.get(); n++) {
                  pace(start + flooder * 1_000_000_000L / FLOOD, n, FLOOD / (double) FLOODERS);
                  sent.incrementAndGet();
                  if (send(gateway, "flood", "{rubbish " + n) == 429) {
                    refused.incrementAndGet();
                  }
                }
              });
      thread.start();
      threads.add(thread);
    }
    return threads;
  }

  private static void pace(long start, int sent, double perSecond) {
    long wait = start + (long) (sent * 1e9 / perSecond) - System.nanoTime();
    if (wait > 0) {
      LockSupport.parkNanos(wait);
    }
  }

  private int send(StackGateway gateway, String partner, String body) {
    try {
      return request(gateway, partner, body).statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  private HttpResponse<String> request(StackGateway gateway, String partner, String body)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(gateway.address() + "/webhooks/" + partner))
            .header("Authorization", "Bearer t")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static String order(String shipment) {
    return """
        {"message":"order","id":"%s","created":"2026-01-05T10:00:00Z",
         "reference":{"type":"SHIPMENT","value":"%s"},"customer":"C","currency":"EUR",
         "lines":[{"line":"1","item":"I","quantity":1,"unit":"EA","unitPrice":2}]}
        """
        .formatted(shipment, shipment);
  }
}
