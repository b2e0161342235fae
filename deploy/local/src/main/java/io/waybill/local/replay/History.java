package io.waybill.local.replay;

import io.waybill.local.feed.RawMessage;
import java.nio.file.Path;
import java.util.List;

/**
 * A history to feed.
 *
 * @param messages sorted by recorded time
 * @param rules as JSON; null for those that come with Waybill
 * @param clockEnd the time, in milliseconds, that the clock reaches at least; the last message's
 *     unless something says otherwise
 * @param profiles folder of partner profiles; null when those that come with Waybill are enough
 */
public record History(List<RawMessage> messages, String rules, long clockEnd, Path profiles) {}
