package io.waybill.local.replay;

import io.waybill.local.feed.RawMessage;
import io.waybill.local.stack.StackFailure;
import io.waybill.operators.intake.csv.HistoryFile;
import io.waybill.operators.intake.profile.PartnerProfile;
import io.waybill.operators.intake.profile.Profiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reads the files of a history with a partner profile that knows when each row was recorded. */
final class ProfileHistory {

  private ProfileHistory() {}

  static History read(String name, List<Path> files) {
    PartnerProfile profile = profile(name);
    List<RawMessage> messages = new ArrayList<>();
    for (Path file : files) {
      try {
        for (HistoryFile.Row row : HistoryFile.read(profile, Files.readAllBytes(file))) {
          messages.add(
              new RawMessage(row.recordedAt(), profile.name(), row.identity(), row.bytes()));
        }
      } catch (IOException | IllegalArgumentException e) {
        throw new StackFailure(
            "%s cannot be read with the profile %s: %s".formatted(file, name, e.getMessage()), e);
      }
    }
    // Stable: rows of one recorded time keep their order in the file.
    messages.sort(Comparator.comparingLong(RawMessage::recordedAt));
    return new History(messages, null, Long.MIN_VALUE, null);
  }

  /** The profile of a history, if there is one of that name. */
  static Optional<PartnerProfile> find(String name) {
    return Profiles.bundled().find(name).filter(profile -> profile.csv() != null);
  }

  private static PartnerProfile profile(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new StackFailure(
                    "No profile %s reads a history of files; scms does.".formatted(name)));
  }
}
