package io.waybill.operators.intake.profile;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * How the JSON of a partner is read.
 *
 * @param carrier who issues bookings and bills of lading when a message does not say; or empty
 * @param codes own code to canonical code
 * @param trackers kinds of tracker messages, in the order in which they are tried; empty for
 *     another format
 * @param names own names of telematics members, by ours
 * @param units of telematics measures whose messages state none, by our name of the measure
 */
public record JsonMapping(
    String carrier,
    Map<String, String> codes,
    List<TrackerMapping> trackers,
    Map<String, List<String>> names,
    Map<String, String> units)
    implements Serializable {}
