package io.waybill.local.command;

import io.waybill.local.stack.StackAddresses;
import io.waybill.local.stack.StackOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code waybill doctor}. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = "Looks at Java, memory, disk, ports, versions and the data folder.")
final class DoctorCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = ".waybill",
      description = "The data folder to look at. Default: ${DEFAULT-VALUE}.")
  private Path data;

  @Override
  public Integer call() {
    boolean running = StackAddresses.ofRunning(data).isPresent();
    List<Checkup> checkups =
        List.of(
            Checkup.java(Runtime.version().feature()),
            Checkup.memory(Checkup.freeMemory()),
            Checkup.disk(data),
            Checkup.ports(StackOptions.running(1).ports(), running),
            Checkup.versions(),
            Checkup.dataFolder(data));
    PrintWriter out = spec.commandLine().getOut();
    checkups.forEach(checkup -> out.println(checkup.line()));
    boolean fine = checkups.stream().allMatch(Checkup::fine);
    out.println(fine ? "All is well." : "Something needs attention: see the lines with !!");
    out.flush();
    return fine ? ExitCode.GOOD : ExitCode.FINDINGS;
  }
}
