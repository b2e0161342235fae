-- What the control tower, the portal and analysts read: the newest of each, by revision.

CREATE SCHEMA IF NOT EXISTS view;

CREATE TABLE IF NOT EXISTS view.shipment_status (
  shipment          text PRIMARY KEY,
  revision          bigint NOT NULL,
  state             text NOT NULL,
  last_milestone    text,
  last_milestone_at timestamptz,
  deliver_before    timestamptz,
  delivered_at      timestamptz,
  log_time          timestamptz NOT NULL
);

CREATE TABLE IF NOT EXISTS view.billing_decision (
  shipment      text NOT NULL,
  gate          text NOT NULL,
  revision      bigint NOT NULL,
  state         text NOT NULL,
  gate_number   integer NOT NULL,
  conditions    jsonb NOT NULL,
  wanted        jsonb NOT NULL,
  rules_version integer NOT NULL,
  log_time      timestamptz NOT NULL,
  PRIMARY KEY (shipment, gate)
);

CREATE TABLE IF NOT EXISTS view.exception (
  exception_id text PRIMARY KEY,
  code         text NOT NULL,
  subject      text NOT NULL,
  raised_at    timestamptz NOT NULL,
  owed_by      text NOT NULL,
  explanation  text NOT NULL
);

CREATE TABLE IF NOT EXISTS view.stock_position (
  owner     text NOT NULL,
  item      text NOT NULL,
  bucket    text NOT NULL,
  node      text NOT NULL,
  status    text NOT NULL,
  unit      text NOT NULL,
  quantity  numeric(28, 6) NOT NULL,
  movements bigint NOT NULL,
  revision  bigint NOT NULL,
  log_time  timestamptz NOT NULL,
  PRIMARY KEY (owner, item, bucket, node, status, unit)
);

-- An effect may have both: confirmed once, and rejected when another came under its id.
CREATE TABLE IF NOT EXISTS view.receipt (
  effect_id       text NOT NULL,
  state           text NOT NULL,
  shipment        text NOT NULL,
  erp             text NOT NULL,
  document_number text NOT NULL,
  reason          text NOT NULL,
  log_time        timestamptz NOT NULL,
  PRIMARY KEY (effect_id, state)
);

CREATE TABLE IF NOT EXISTS view.dead_letter (
  dead_letter_id  text PRIMARY KEY,
  partner         text NOT NULL,
  reason          text NOT NULL,
  field           text NOT NULL,
  value           text NOT NULL,
  remedy          text NOT NULL,
  raw_topic       text NOT NULL,
  raw_partition   integer NOT NULL,
  raw_offset      bigint NOT NULL,
  raw_position    integer NOT NULL,
  control_numbers text,
  recorded_at     timestamptz NOT NULL,
  content         bytea NOT NULL
);

CREATE INDEX IF NOT EXISTS dead_letter_raw ON view.dead_letter (raw_offset, raw_partition);

-- How long it took to connect a partner: first message to first fact.
CREATE TABLE IF NOT EXISTS view.partner (
  partner           text PRIMARY KEY,
  first_message_at  timestamptz NOT NULL,
  first_accepted_at timestamptz
);

-- What an operator made of a dead letter. Written by the command at once, and from its topic.
CREATE TABLE IF NOT EXISTS view.dead_letter_edit (
  dead_letter_id text PRIMARY KEY,
  content        bytea NOT NULL,
  edited_by      text NOT NULL,
  edited_at      timestamptz NOT NULL
);

-- A dead letter is sent again once. Where it stands in the raw topic tells what became of it.
CREATE TABLE IF NOT EXISTS view.dead_letter_redrive (
  dead_letter_id text PRIMARY KEY,
  redriven_by    text NOT NULL,
  redriven_at    timestamptz NOT NULL,
  edited         boolean NOT NULL,
  raw_topic      text NOT NULL,
  raw_partition  integer NOT NULL,
  raw_offset     bigint NOT NULL
);
