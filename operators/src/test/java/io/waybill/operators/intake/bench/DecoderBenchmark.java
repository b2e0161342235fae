package io.waybill.operators.intake.bench;

import io.waybill.operators.intake.Intake;
import io.waybill.operators.intake.RawMessages;
import io.waybill.operators.intake.message.Decoded;
import io.waybill.operators.intake.message.RawMessage;
import io.xlate.edi.schema.Schema;
import io.xlate.edi.schema.SchemaFactory;
import io.xlate.edi.stream.EDIInputFactory;
import io.xlate.edi.stream.EDIStreamEvent;
import io.xlate.edi.stream.EDIStreamReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Decode to fact, of messages that differ in their identities: the intake with its bundled
 * profiles, and StAEDI alone, which reads the same 214 with a schema and makes nothing of it.
 * {@link DecoderBenchmarkTest} runs it.
 */
@State(Scope.Thread)
public class DecoderBenchmark {

  /** CPU time of the measuring thread, which does not depend on who else uses the machine. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Cpu {

    public long messages;
    private long start;

    @Setup(Level.Iteration)
    public void start() {
      start = THREADS.getCurrentThreadCpuTime();
    }

    public long micros() {
      return (THREADS.getCurrentThreadCpuTime() - start) / 1000;
    }
  }

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private static final int MESSAGES = 1024;
  private static final int BATCH = 50;

  private static final String STATUS =
      """
      ISA*00*          *00*          *02*SCAC           *ZZ*ACME           *260726*1303*U*00403*%1$09d*0*T*>~
      GS*QM*SCAC*ACME*20260726*1303*%1$d*X*004030~
      ST*214*0001~
      B10*17%1$05d*7502%1$04d*SCAC~
      N1*SH*CATALYST PAPER (USA) INC~
      N3*DUMP ROAD~
      N4*RUMFORD*ME*04276~
      N1*CN*FIBERMARK, INC~
      N3*161 WELLINGTON ROAD~
      N4*BRATTLEBORO*VT*05301~
      LX*1~
      AT7*D1*NS***20260726*1230*LT~
      MS1*BRATTLEBORO*VT~
      MS2*SCAC*30402~
      SE*13*0001~
      GE*1*%1$d~
      IEA*1*%1$09d~
      """;

  private static final String TRACKER =
      """
      {"object":"Event","description":"tracker.updated","result":{"object":"Tracker",
      "tracking_code":"1Z%05d","carrier":"UPS","updated_at":"2026-01-04T12:00:00Z","signed_by":null,
      "tracking_details":[{"object":"TrackingDetail","message":"Departed","status":"in_transit",
      "status_detail":"departed_facility","datetime":"2026-01-02T10:00:00Z","tracking_location":{
      "city":"ORLANDO","state":"FL","country":"US","zip":"32809"}}]}}
      """;

  private static final String PING =
      """
      {"vehicleId":"T%05d","time":"2026-01-04T09:30:00Z","lat":52.51234,"lon":13.25123,\
      "speedKmh":81.5,"temperatureC":-18.2,"doorOpen":false,"ignition":true}\
      """;

  private final Intake intake = RawMessages.intake();
  private final EDIInputFactory factory = EDIInputFactory.newFactory();
  private final RawMessage[] statuses = new RawMessage[MESSAGES];
  private final RawMessage[] trackers = new RawMessage[MESSAGES];
  private final RawMessage[] pings = new RawMessage[MESSAGES];
  private final RawMessage[] batches = new RawMessage[MESSAGES];
  private Schema schema;
  private int next;

  @Setup
  public void messages() throws Exception {
    for (int i = 0; i < MESSAGES; i++) {
      statuses[i] = RawMessages.of("x12", STATUS.formatted(i + 1));
      trackers[i] = RawMessages.of("easypost", TRACKER.formatted(i));
      pings[i] = RawMessages.of("telematics", PING.formatted(i));
      StringBuilder batch = new StringBuilder("[");
      for (int j = 0; j < BATCH; j++) {
        batch.append(j == 0 ? "" : ",").append(PING.formatted(i * BATCH + j));
      }
      batches[i] = RawMessages.of("telematics", batch.append(']').toString());
    }
    try (InputStream in = DecoderBenchmark.class.getResourceAsStream("/x12/214.xml")) {
      schema = SchemaFactory.newFactory().createSchema(in);
    }
    requireFacts();
  }

  /** What is measured is what is meant: every message gives its facts. */
  private void requireFacts() throws Exception {
    Cpu cpu = new Cpu();
    requireOne(status214(cpu));
    requireOne(trackingJson(cpu));
    requireOne(ping(cpu));
    if (pingsInBatches(cpu).shipmentFacts().size() != BATCH) {
      throw new IllegalStateException("a ping of a batch is lost");
    }
    if (bareStaedi214(cpu) == 0) {
      throw new IllegalStateException("StAEDI finds no segment");
    }
  }

  private static void requireOne(Decoded decoded) {
    if (decoded.shipmentFacts().size() != 1 || !decoded.deadLetters().isEmpty()) {
      throw new IllegalStateException("no fact: " + decoded);
    }
  }

  private RawMessage nextOf(RawMessage[] messages) {
    next = (next + 1) & (MESSAGES - 1);
    return messages[next];
  }

  @Benchmark
  public Decoded status214(Cpu cpu) {
    cpu.messages++;
    return intake.decode(nextOf(statuses));
  }

  /** The yardstick: every event of the same message, with a schema. */
  @Benchmark
  public int bareStaedi214(Cpu cpu) throws Exception {
    cpu.messages++;
    int segments = 0;
    try (EDIStreamReader reader =
        factory.createEDIStreamReader(
            new ByteArrayInputStream(nextOf(statuses).bytes()), StandardCharsets.US_ASCII.name())) {
      while (reader.hasNext()) {
        EDIStreamEvent event = reader.next();
        if (event == EDIStreamEvent.START_TRANSACTION) {
          reader.setTransactionSchema(schema);
        } else if (event == EDIStreamEvent.END_SEGMENT) {
          segments++;
        } else if (event.isError()) {
          throw new IOException(event + " at " + reader.getLocation());
        }
      }
    }
    return segments;
  }

  @Benchmark
  public Decoded trackingJson(Cpu cpu) {
    cpu.messages++;
    return intake.decode(nextOf(trackers));
  }

  @Benchmark
  public Decoded ping(Cpu cpu) {
    cpu.messages++;
    return intake.decode(nextOf(pings));
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  public Decoded pingsInBatches(Cpu cpu) {
    cpu.messages += BATCH;
    return intake.decode(nextOf(batches));
  }
}
