package io.waybill.operators.shipment;

import io.waybill.operators.billing.RuleBook;
import io.waybill.schemas.Dossier;
import io.waybill.schemas.Gate;
import io.waybill.schemas.wire.AvroCodec;
import java.util.ArrayList;
import java.util.List;

/** Opens and packs shipments, and holds what they share. Not thread-safe; one for each task. */
public final class Shipments {

  final RuleBook ruleBook;
  final FactReader facts = new FactReader();
  final WantedDocuments documents = new WantedDocuments();
  private final AvroCodec<Dossier> dossiers = AvroCodec.of(Dossier.class);

  public Shipments(RuleBook ruleBook) {
    this.ruleBook = ruleBook;
  }

  /** A shipment of which nothing is known yet. */
  public Shipment unknown(String key) {
    // Not by its builder, which looks up each default anew.
    Dossier dossier = new Dossier();
    dossier.setFacts(List.of());
    dossier.setNumber(0);
    dossier.setLastLogTime(0);
    dossier.setAnnounced(new ArrayList<>(4));
    dossier.setPodComplete(false);
    dossier.setPassed(new ArrayList<>(0));
    dossier.setGates(List.of(GateKeeper.unknown(Gate.INVOICE), GateKeeper.unknown(Gate.PAYABLE)));
    dossier.setAccrued(WantedDocuments.NONE);
    return new Shipment(key, dossier, this);
  }

  /**
   * @param packed by {@link #pack}, of this release or an earlier one
   */
  public Shipment open(String key, byte[] packed) {
    return new Shipment(key, dossiers.decode(packed), this);
  }

  /** A {@link Dossier} in single-object encoding. */
  public byte[] pack(Shipment shipment) {
    return dossiers.encode(shipment.dossier());
  }

  /** Whether a packed shipment is settled and its dispute horizon ended before {@code logTime}. */
  public boolean closedBefore(long logTime, String key, byte[] packed) {
    Dossier dossier = dossiers.decode(packed);
    // The cheap question first: most dossiers are young or open.
    if (dossier.getLastLogTime() >= logTime) {
      return false;
    }
    Shipment shipment = new Shipment(key, dossier, this);
    return shipment.closed() && shipment.closesAt() < logTime;
  }
}
