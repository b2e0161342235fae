package io.waybill.referee;

import java.util.Map;

/** What kinds of effects there are, and which one cancels which. */
enum EffectKind {
  CUSTOMER_INVOICE("invoice", "billed", false),
  CREDIT_NOTE("invoice", "billed", true),
  CARRIER_PAYABLE("payable", "payable", false),
  CARRIER_PAYABLE_REVERSAL("payable", "payable", true),
  FREIGHT_ACCRUAL("accrual", "accrued", false),
  FREIGHT_ACCRUAL_REVERSAL("accrual", "accrued", true),
  SHIPMENT_STATUS("status", "", false);

  private static final Map<String, EffectKind> POSTINGS =
      Map.of("invoice", CUSTOMER_INVOICE, "payable", CARRIER_PAYABLE, "accrual", FREIGHT_ACCRUAL);

  /** How the document key begins. */
  final String keyBegin;

  /** Which figure of the net state it changes. */
  final String figure;

  final boolean cancels;

  EffectKind(String keyBegin, String figure, boolean cancels) {
    this.keyBegin = keyBegin;
    this.figure = figure;
    this.cancels = cancels;
  }

  /** The kind that posts a document with this key. */
  static EffectKind posting(String documentKey) {
    return POSTINGS.get(documentKey.substring(0, documentKey.indexOf('/')));
  }

  /** The kind that cancels what this one posts. */
  EffectKind cancellation() {
    return switch (this) {
      case CUSTOMER_INVOICE -> CREDIT_NOTE;
      case CARRIER_PAYABLE -> CARRIER_PAYABLE_REVERSAL;
      case FREIGHT_ACCRUAL -> FREIGHT_ACCRUAL_REVERSAL;
      case CREDIT_NOTE, CARRIER_PAYABLE_REVERSAL, FREIGHT_ACCRUAL_REVERSAL, SHIPMENT_STATUS ->
          throw new IllegalArgumentException(this + " posts no document that could be cancelled");
    };
  }
}
