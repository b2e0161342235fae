package io.waybill.local.command;

import io.waybill.local.stack.StackFailure;

/** What a command's exit code says. */
final class ExitCode {

  static final int GOOD = 0;

  /** It ran, and what it found is not as it should be. */
  static final int FINDINGS = 1;

  /** The command line cannot be meant like this. */
  static final int USAGE = 2;

  /** It could not do what it was asked. */
  static final int FAILED = StackFailure.EXIT_CODE;

  private ExitCode() {}
}
