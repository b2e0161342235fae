package io.waybill.operators.intake.x12;

import io.waybill.operators.intake.message.FactCollector;
import io.waybill.operators.intake.message.When;
import io.waybill.operators.intake.profile.PartnerProfile;

/**
 * A transaction that is to be read.
 *
 * @param profile how its partner writes
 * @param facts takes what it says
 * @param rejections takes what is wrong with it
 * @param created time of its group
 */
record Incoming(
    PartnerProfile profile,
    FactCollector facts,
    Part.Transaction transaction,
    Rejections rejections,
    When created) {}
