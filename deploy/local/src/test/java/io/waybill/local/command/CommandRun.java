package io.waybill.local.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/**
 * A command that was run, for tests of other packages.
 *
 * @param output of both streams
 */
public record CommandRun(int exitCode, String output) {

  public static CommandRun of(String... words) {
    StringWriter output = new StringWriter();
    CommandLine commandLine = Waybill.commandLine();
    commandLine.setOut(new PrintWriter(output, true));
    commandLine.setErr(new PrintWriter(output, true));
    int exitCode = commandLine.execute(words);
    return new CommandRun(exitCode, output.toString());
  }
}
