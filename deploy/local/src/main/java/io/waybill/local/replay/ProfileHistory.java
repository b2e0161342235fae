package io.waybill.local.replay;

import io.waybill.local.stack.StackFailure;
import java.nio.file.Path;
import java.util.List;

/** Reads the files of a history by the name of its profile. */
final class ProfileHistory {

  static final String SCMS = "scms";

  private ProfileHistory() {}

  static History read(String profile, List<Path> files) {
    throw new StackFailure(
        "There is no history profile %s: %s is the one that Waybill can replay."
            .formatted(profile, SCMS));
  }
}
