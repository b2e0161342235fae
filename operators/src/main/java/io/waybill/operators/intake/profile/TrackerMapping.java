package io.waybill.operators.intake.profile;

import java.io.Serializable;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where one kind of tracker message keeps what it says, and what its codes mean.
 *
 * @param name of the kind, for example EASYPOST; stands before codes without a meaning
 * @param fields the places of each field, in the order in which they are tried
 * @param codes own code to canonical code
 * @param carriers own word for a carrier to the issuer of its tracking numbers
 * @param references type of a further reference to its place in the tracker
 * @param shipments type of a reference that names the shipment itself to its place in the tracker,
 *     where there is no tracking number
 * @param ignored words at a place that mark a message without business; {@code *} is any value
 * @param recognised words at a place of the tracker, one of which shows that it is of this kind;
 *     empty when its number and its events show it
 */
public record TrackerMapping(
    String name,
    Map<TrackerField, List<JsonPath>> fields,
    Map<String, String> codes,
    Map<String, String> carriers,
    Map<String, List<JsonPath>> references,
    Map<String, List<JsonPath>> shipments,
    Map<JsonPath, Words> ignored,
    Map<JsonPath, Words> recognised)
    implements Serializable {

  /** The places of a field; none when the source does not tell it. */
  public List<JsonPath> at(TrackerField field) {
    return fields.getOrDefault(field, List.of());
  }

  /** What a code means, in capitals or not; null when it has no meaning. */
  public String meaning(String code) {
    return codes.get(code);
  }

  /** This one, with another's places, meanings and words before it. */
  TrackerMapping with(TrackerMapping own) {
    return new TrackerMapping(
        own.name,
        both(new EnumMap<>(TrackerField.class), fields, own.fields),
        both(new TreeMap<>(String.CASE_INSENSITIVE_ORDER), codes, own.codes),
        both(new TreeMap<>(String.CASE_INSENSITIVE_ORDER), carriers, own.carriers),
        both(new TreeMap<>(), references, own.references),
        both(new TreeMap<>(), shipments, own.shipments),
        own.ignored.isEmpty() ? ignored : own.ignored,
        own.recognised.isEmpty() ? recognised : own.recognised);
  }

  private static <K, V> Map<K, V> both(Map<K, V> empty, Map<K, V> base, Map<K, V> own) {
    empty.putAll(base);
    empty.putAll(own);
    return empty;
  }
}
