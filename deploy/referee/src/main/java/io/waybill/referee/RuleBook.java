package io.waybill.referee;

import java.util.Comparator;
import java.util.List;

/** All versions of the rules. */
record RuleBook(List<Rules> versions) {

  RuleBook {
    versions = versions.stream().sorted(Comparator.comparingInt(Rules::version)).toList();
    if (versions.isEmpty()) {
      throw new IllegalArgumentException("rules is empty, but a run needs at least one version");
    }
  }

  /**
   * The version in force for a shipment.
   *
   * @param lastLoggedAt when its last fact was logged: no later version is known to it
   * @param shippedAt its ship date
   */
  Rules inForce(long lastLoggedAt, long shippedAt) {
    Rules found = versions.get(0);
    for (Rules rules : versions) {
      if (rules.publishedAt() <= lastLoggedAt && rules.effectiveFrom() <= shippedAt) {
        found = rules;
      }
    }
    return found;
  }
}
