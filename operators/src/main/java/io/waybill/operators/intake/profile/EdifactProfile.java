package io.waybill.operators.intake.profile;

import io.waybill.schemas.Bucket;
import java.io.Serializable;

/**
 * What a partner's EDIFACT messages mean, where the standard leaves it open.
 *
 * @param statusCodes of IFTSTA
 * @param references which names of a shipment its reference qualifiers are
 * @param despatchFrom where the goods of a DESADV come from: {@code SUPPLIER} when they are bought,
 *     {@code ON_HAND} when a warehouse despatches our own
 */
public record EdifactProfile(
    EdifactStatusCodes statusCodes, EdifactReferences references, Bucket despatchFrom)
    implements Serializable {

  /** Reads its keys of a profile; all of them have defaults. */
  static EdifactProfile read(ProfileSection root) {
    String from = root.optionalText("edifact-despatch-from").orElse(Bucket.SUPPLIER.name());
    if (!from.equals(Bucket.SUPPLIER.name()) && !from.equals(Bucket.ON_HAND.name())) {
      throw root.refuse("edifact-despatch-from is '" + from + "': it must be SUPPLIER or ON_HAND.");
    }
    return new EdifactProfile(
        EdifactStatusCodes.read(root), EdifactReferences.read(root), Bucket.valueOf(from));
  }
}
