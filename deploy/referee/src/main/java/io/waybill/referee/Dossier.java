package io.waybill.referee;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** All facts of one shipment, each with the span of log time in which it belonged to it. */
final class Dossier {

  /** The fact was this shipment's from {@code from} until before {@code until}. */
  record Entry(Fact fact, long from, long until) {

    boolean belongsAt(long time) {
      return from <= time && time < until;
    }
  }

  static final long FOREVER = Long.MAX_VALUE;

  final String shipment;
  private final List<Entry> entries = new ArrayList<>();

  private Dossier(String shipment) {
    this.shipment = shipment;
  }

  List<Entry> entries() {
    return entries;
  }

  /** Every moment at which a fact comes, goes or begins to count. */
  TreeSet<Long> moments() {
    TreeSet<Long> moments = new TreeSet<>();
    for (Entry entry : entries) {
      moments.add(entry.from());
      if (entry.until() != FOREVER) {
        moments.add(entry.until());
      }
      if (entry.fact().countsOnlyOnceItOccurred()) {
        moments.add(Math.max(entry.from(), entry.fact().occurredAt()));
      }
    }
    return moments;
  }

  /**
   * Sorts facts by shipment.
   *
   * @return dossiers by shipment; facts whose reference was never linked are in none
   */
  static Map<String, Dossier> collect(Evidence evidence) {
    Map<Reference, List<Link>> links = new HashMap<>();
    for (Link link : evidence.links) {
      links.computeIfAbsent(link.reference(), r -> new ArrayList<>()).add(link);
    }
    links.values().forEach(list -> list.sort(Comparator.comparingLong(Link::recordedAt)));
    Map<String, Dossier> dossiers = new TreeMap<>();
    for (Fact fact : evidence.facts) {
      if (fact.reference().isShipment()) {
        enter(dossiers, fact.reference().value(), fact, fact.recordedAt(), FOREVER);
      } else {
        enterByLinks(dossiers, fact, links.getOrDefault(fact.reference(), List.of()));
      }
    }
    return dossiers;
  }

  /** The fact follows its reference from shipment to shipment. */
  private static void enterByLinks(Map<String, Dossier> dossiers, Fact fact, List<Link> links) {
    Link standing = null;
    long since = 0;
    for (Link link : links) {
      if (standing != null && standing.version().compareTo(link.version()) >= 0) {
        continue;
      }
      if (standing == null || !standing.shipment().equals(link.shipment())) {
        if (standing != null) {
          enter(
              dossiers,
              standing.shipment(),
              fact,
              Math.max(since, fact.recordedAt()),
              link.recordedAt());
        }
        since = link.recordedAt();
      }
      standing = link;
    }
    if (standing != null) {
      enter(dossiers, standing.shipment(), fact, Math.max(since, fact.recordedAt()), FOREVER);
    }
  }

  private static void enter(
      Map<String, Dossier> dossiers, String shipment, Fact fact, long from, long until) {
    if (from < until) {
      dossiers.computeIfAbsent(shipment, Dossier::new).entries.add(new Entry(fact, from, until));
    }
  }
}
