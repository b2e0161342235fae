package io.waybill.referee;

import java.nio.file.Path;

/** What the referee judges by: the raw messages, never anything that Waybill made of them. */
public sealed interface RefereeInput {

  /** A folder with {@code messages.jsonl} and {@code run.json}, as the generator writes it. */
  record Generated(Path dir) implements RefereeInput {}

  /** The CSV file of the real delivery history. */
  record Scms(Path csv) implements RefereeInput {}
}
