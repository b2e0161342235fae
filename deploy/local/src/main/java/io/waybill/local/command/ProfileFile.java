package io.waybill.local.command;

import io.waybill.operators.intake.profile.PartnerProfile;
import io.waybill.operators.intake.profile.ProfileReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * A profile as its owner wrote it.
 *
 * @param yaml its text
 * @param profile what it says
 */
record ProfileFile(String yaml, PartnerProfile profile) {

  /** Reads it; a file that is no profile is wrong usage, and the sentence says what is wrong. */
  static ProfileFile read(CommandSpec spec, Path file) {
    try {
      String yaml = Files.readString(Arguments.requireFile(spec, file));
      return new ProfileFile(yaml, ProfileReader.read(file.getFileName().toString(), yaml));
    } catch (MalformedInputException e) {
      throw new ParameterException(
          spec.commandLine(), "%s is not UTF-8 text: save it as such.".formatted(file), e);
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(), "%s cannot be read: %s".formatted(file, e.getMessage()), e);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
