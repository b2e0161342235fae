package io.waybill.operators.intake.edifact;

import java.util.List;

/**
 * What became of a message.
 *
 * @param rejected nothing of it was read
 * @param findings what was wrong with it, its envelope's faults among them
 */
record ReadMessage(Message message, boolean rejected, List<Finding> findings) {}
