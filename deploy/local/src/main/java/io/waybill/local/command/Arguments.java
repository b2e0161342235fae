package io.waybill.local.command;

import io.waybill.operators.log.LogPartitions;
import io.waybill.operators.log.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Checks of arguments that several commands take; what fails is wrong usage. */
final class Arguments {

  private Arguments() {}

  static void requireParallelism(CommandSpec spec, int parallelism) {
    try {
      LogPartitions.requireOneWriter(parallelism, Topics.DEFAULT_PARTITIONS);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  static Path requireFile(CommandSpec spec, Path file) {
    if (!Files.isRegularFile(file)) {
      throw new ParameterException(spec.commandLine(), "There is no file " + file + ".");
    }
    return file;
  }

  static Path requireFolder(CommandSpec spec, Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new ParameterException(spec.commandLine(), "There is no folder " + folder + ".");
    }
    return folder;
  }
}
