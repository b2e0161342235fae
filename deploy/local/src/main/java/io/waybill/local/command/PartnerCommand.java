package io.waybill.local.command;

import picocli.CommandLine.Command;

/** {@code waybill partner}. */
@Command(
    name = "partner",
    mixinStandardHelpOptions = true,
    description =
        "Connects partners: tries a profile on samples, publishes it, lists who is connected.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      PartnerCheckCommand.class,
      PartnerAddCommand.class,
      PartnerListCommand.class,
      PartnerHistoryCommand.class
    })
final class PartnerCommand {}
