package io.waybill.operators.intake.profile;

import java.io.Serializable;
import java.time.ZoneId;

/**
 * How the messages of one partner are read.
 *
 * @param name as raw records name it in their partner header
 * @param version counted by its owner; recorded on each fact
 * @param owner who answers for it
 * @param zone of times that come without an offset
 * @param terms from when this version holds, and what else is agreed
 * @param format of the messages
 * @param csv the mapping; null unless the format is CSV
 * @param x12 the status codes; null unless the format is X12
 * @param json how its JSON is read; null unless the format is one of JSON that others define
 * @param edifact what its messages mean; null unless the format is EDIFACT
 */
public record PartnerProfile(
    String name,
    int version,
    String owner,
    ZoneId zone,
    Terms terms,
    Format format,
    CsvMapping csv,
    StatusCodes x12,
    JsonMapping json,
    EdifactProfile edifact)
    implements Serializable {}
