package io.waybill.referee;

import java.util.List;
import java.util.Map;

/**
 * What should have happened to one shipment.
 *
 * @param effects every effect, in the order of its release
 * @param live the documents that stand in the end
 * @param state the state in the end
 * @param alerts count by code
 */
record ShipmentTruth(
    Dossier dossier,
    List<Effect> effects,
    List<Document> live,
    String state,
    GateHistory invoice,
    GateHistory payable,
    Map<String, Integer> alerts) {}
