-- The ERP's interface tables: one row for each effect, written once and never changed.

CREATE SCHEMA IF NOT EXISTS erp;

CREATE TABLE IF NOT EXISTS erp.document (
  effect_id       text PRIMARY KEY,
  document_number bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  kind            text NOT NULL,
  shipment        text NOT NULL,
  account         text NOT NULL,
  currency        text NOT NULL,
  amount          numeric(28, 6) NOT NULL,
  state           text,
  revision        integer NOT NULL,
  corrects        text,
  log_time        timestamptz NOT NULL,
  rules_version   integer NOT NULL,
  transition      bigint NOT NULL,
  CONSTRAINT currency_is_three_letters
    CHECK (kind = 'SHIPMENT_STATUS' OR currency ~ '^[A-Z]{3}$'),
  CONSTRAINT amount_is_not_negative CHECK (amount >= 0),
  CONSTRAINT state_is_of_a_status CHECK ((state IS NOT NULL) = (kind = 'SHIPMENT_STATUS')),
  CONSTRAINT corrected_document_exists FOREIGN KEY (corrects) REFERENCES erp.document
);

CREATE INDEX IF NOT EXISTS document_shipment ON erp.document (shipment);

CREATE TABLE IF NOT EXISTS erp.document_line (
  effect_id   text NOT NULL REFERENCES erp.document,
  position    integer NOT NULL,
  line        text NOT NULL,
  description text NOT NULL,
  quantity    numeric(28, 6),
  unit        text,
  amount      numeric(28, 6) NOT NULL,
  PRIMARY KEY (effect_id, position)
);

CREATE TABLE IF NOT EXISTS erp.shipment_status (
  shipment  text PRIMARY KEY,
  state     text NOT NULL,
  revision  integer NOT NULL,
  effect_id text NOT NULL REFERENCES erp.document,
  log_time  timestamptz NOT NULL
);

-- What stands: each document less what cancels it.
CREATE OR REPLACE VIEW erp.net AS
SELECT shipment, account, currency,
  sum(CASE WHEN kind = 'CUSTOMER_INVOICE' THEN amount
           WHEN kind = 'CREDIT_NOTE' AND corrects IS NOT NULL THEN -amount ELSE 0 END) AS billed,
  sum(CASE WHEN kind = 'CREDIT_NOTE' AND corrects IS NULL THEN amount ELSE 0 END) AS credited,
  sum(CASE WHEN kind = 'FREIGHT_ACCRUAL' THEN amount
           WHEN kind = 'FREIGHT_ACCRUAL_REVERSAL' THEN -amount ELSE 0 END) AS accrued,
  sum(CASE WHEN kind = 'CARRIER_PAYABLE' THEN amount
           WHEN kind = 'CARRIER_PAYABLE_REVERSAL' THEN -amount ELSE 0 END) AS payable
FROM erp.document
WHERE kind <> 'SHIPMENT_STATUS'
GROUP BY shipment, account, currency;
