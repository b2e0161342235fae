package io.waybill.referee;

import io.waybill.referee.Finding.Fault;
import io.waybill.referee.Material.Owner;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Checks the rules themselves: the sets of one seed hold the same messages, so whatever the order
 * in which they arrived, each shipment must end in the same state.
 */
final class ArrivalOrders {

  private final List<Owner> owners;

  /** End of each shipment (its name without the prefix) of each owner. */
  private final Map<String, Map<String, String>> ends = new HashMap<>();

  ArrivalOrders(List<Owner> owners) {
    // The longest prefix first, in case one begins with another.
    this.owners =
        owners.stream()
            .sorted(Comparator.comparingInt((Owner o) -> o.prefix().length()).reversed())
            .toList();
  }

  /** Prefix of the owner of a shipment; empty when no owner has such a prefix. */
  String prefix(String shipment) {
    return owners.stream().map(Owner::prefix).filter(shipment::startsWith).findFirst().orElse("");
  }

  void add(ShipmentTruth truth) {
    String shipment = truth.dossier().shipment;
    String prefix = prefix(shipment);
    if (!prefix.isEmpty()) {
      String end = (truth.state() + " " + truth.live()).replace(prefix, "");
      ends.computeIfAbsent(prefix, p -> new TreeMap<>())
          .put(shipment.substring(prefix.length()), end);
    }
  }

  List<Finding> differences() {
    List<Finding> findings = new ArrayList<>();
    Map<Long, Owner> firsts = new HashMap<>();
    owners.stream()
        .sorted(Comparator.comparingInt(Owner::arrivalOrder))
        .forEach(
            owner -> {
              Owner first = firsts.putIfAbsent(owner.seed(), owner);
              if (first != null) {
                findings.addAll(differences(first, owner));
              }
            });
    return findings;
  }

  private List<Finding> differences(Owner first, Owner other) {
    List<Finding> findings = new ArrayList<>();
    Map<String, String> expected = ends.getOrDefault(first.prefix(), Map.of());
    Map<String, String> found = ends.getOrDefault(other.prefix(), Map.of());
    TreeSet<String> shipments = new TreeSet<>(expected.keySet());
    shipments.addAll(found.keySet());
    for (String shipment : shipments) {
      // A shipment that never got a standing fact may be unknown to one order: nothing of it shows.
      String right = expected.getOrDefault(shipment, "EXPECTED []");
      String is = found.getOrDefault(shipment, "EXPECTED []");
      if (!right.equals(is)) {
        findings.add(new Finding(Fault.ORDER_DEPENDENCE, other.prefix(), shipment, right, is));
      }
    }
    return findings;
  }
}
