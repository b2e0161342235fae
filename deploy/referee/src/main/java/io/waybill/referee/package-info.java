/**
 * The independent referee: from the raw messages alone it works out what the ERP should hold, and
 * compares that with the effects that Waybill released.
 *
 * <p>It is plain, in memory and slow on purpose. It follows {@code docs/canonical-json.md}, {@code
 * docs/x12.md}, {@code docs/billing-rules.md}, the standards and the profiles of the partners, and
 * shares no code with what it judges. For every shipment it goes through all moments at which
 * something can change, and at each of them it works out everything anew from the facts that were
 * known by then.
 */
package io.waybill.referee;
