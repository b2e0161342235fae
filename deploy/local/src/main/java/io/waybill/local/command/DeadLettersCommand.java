package io.waybill.local.command;

import picocli.CommandLine.Command;

/** {@code waybill dead-letters}. */
@Command(
    name = "dead-letters",
    mixinStandardHelpOptions = true,
    description = "What could not be read: lists it, shows it, corrects it and sends it again.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DeadLetterListCommand.class,
      DeadLetterShowCommand.class,
      DeadLetterEditCommand.class,
      DeadLetterRedriveCommand.class
    })
final class DeadLettersCommand {}
