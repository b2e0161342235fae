package io.waybill.local.gateway;

import io.waybill.operators.log.Topics;
import io.waybill.schemas.Acknowledgement;
import io.waybill.schemas.wire.AvroCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts every acknowledgement (X12 997, EDIFACT CONTRL) as a file into {@code <folder>/<partner>/},
 * from where whoever speaks with the partner fetches it and takes it away. A file appears whole. It
 * is written once; killed in between, it is written again under the same name.
 */
final class AcknowledgementFolder implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AcknowledgementFolder.class);
  private static final Duration POLL = Duration.ofMillis(500);

  private final Path folder;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final AvroCodec<Acknowledgement> codec = AvroCodec.of(Acknowledgement.class);
  private final Thread writer = new Thread(this::follow, "waybill-acknowledgements");

  AcknowledgementFolder(String bootstrapServers, Path folder) {
    this.folder = folder;
    Properties properties = new Properties();
    properties.setProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    properties.setProperty(ConsumerConfig.GROUP_ID_CONFIG, "waybill-acknowledgement-folder");
    properties.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    writer.setDaemon(true);
    writer.start();
  }

  private void follow() {
    try (consumer) {
      consumer.subscribe(List.of(Topics.ACKNOWLEDGEMENTS));
      while (true) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        for (ConsumerRecord<byte[], byte[]> record : records) {
          write(codec.decode(record.value()));
        }
        if (!records.isEmpty()) {
          consumer.commitSync();
        }
      }
    } catch (WakeupException e) {
      LOG.debug("The acknowledgement folder is closed");
    } catch (IOException | UncheckedIOException e) {
      LOG.error(
          "The acknowledgement folder {} cannot be written: make room or give rights, then start"
              + " Waybill again; nothing is lost, the acknowledgements are in {}",
          folder,
          Topics.ACKNOWLEDGEMENTS,
          e);
    }
  }

  private void write(Acknowledgement acknowledgement) throws IOException {
    Path partner = Files.createDirectories(folder.resolve(safe(acknowledgement.getPartner())));
    String name =
        "%s-%s.edi"
            .formatted(
                safe(acknowledgement.getType()), safe(acknowledgement.getAcknowledgementId()));
    Path part = partner.resolve("." + name + ".part");
    ByteBuffer content = acknowledgement.getContent().duplicate();
    try (FileChannel file =
        FileChannel.open(
            part,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      while (content.hasRemaining()) {
        file.write(content);
      }
      file.force(true);
    }
    Files.move(part, partner.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  private static String safe(String name) {
    return name.replaceAll("[^A-Za-z0-9._-]", "-");
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      writer.join(Duration.ofSeconds(10).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
