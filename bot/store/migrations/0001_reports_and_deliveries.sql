-- Reports as they were handed in, what was read in them, and every message that is owed to somebody.
-- Columns of type bytea are sealed by bot/store/vault.py, except digests (event_keys.key, reports.reporter_tag).

CREATE TABLE tenant_keys (
    tenant text PRIMARY KEY,
    key_id text NOT NULL,
    wrapped bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE SEQUENCE report_number START 1001;

CREATE TABLE reports (
    id uuid PRIMARY KEY,
    number bigint NOT NULL UNIQUE DEFAULT nextval('report_number'),
    tenant text NOT NULL,
    platform text NOT NULL,
    reporter_tag bytea NOT NULL,
    reporter bytea NOT NULL,
    text bytea NOT NULL,
    reply_to bytea NOT NULL,
    asked text NOT NULL CHECK (asked IN ('checked', 'insisted', 'pressed')),
    received_at timestamptz NOT NULL,
    state text NOT NULL DEFAULT 'filed' CHECK (state IN ('filed', 'read', 'unreadable')),
    tries integer NOT NULL DEFAULT 0,
    due_at timestamptz NOT NULL DEFAULT now(),
    lease_until timestamptz
);
CREATE INDEX reports_unread ON reports (due_at) WHERE state = 'filed';
CREATE INDEX reports_by_reporter ON reports (tenant, reporter_tag, received_at DESC);
CREATE INDEX reports_by_age ON reports (received_at);

-- A digest of each platform event that was taken, and the report or notice that it became.
CREATE TABLE event_keys (
    tenant text NOT NULL,
    key bytea NOT NULL,
    subject uuid NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant, key)
);
CREATE INDEX event_keys_by_age ON event_keys (created_at);

CREATE TABLE assessments (
    report_id uuid PRIMARY KEY REFERENCES reports ON DELETE CASCADE,
    band text NOT NULL,
    kind text NOT NULL,
    model text NOT NULL,
    body bytea NOT NULL,
    made_at timestamptz NOT NULL DEFAULT now()
);

-- The ledger. 'waiting': certainly not posted. 'attempting': a worker holds the lease and may be posting.
-- 'unknown': an attempt ended without a clear answer. 'delivered': it stands there.
CREATE TABLE deliveries (
    id uuid PRIMARY KEY,
    tenant text NOT NULL,
    report_id uuid REFERENCES reports ON DELETE CASCADE,
    kind text NOT NULL CHECK (kind IN ('reply', 'alert', 'notice', 'told')),
    origin text NOT NULL,
    address bytea,
    content bytea NOT NULL,
    state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'attempting', 'unknown', 'delivered')),
    reconcile boolean NOT NULL DEFAULT false,
    repeated boolean NOT NULL DEFAULT false,
    attempts integer NOT NULL DEFAULT 0,
    refused boolean NOT NULL DEFAULT false,
    last_reason text NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL DEFAULT now(),
    first_attempt_at timestamptz,
    due_at timestamptz NOT NULL DEFAULT now(),
    lease uuid,
    lease_until timestamptz,
    message_id text,
    delivered_at timestamptz,
    UNIQUE (report_id, kind)
);
CREATE INDEX deliveries_owed ON deliveries (due_at) WHERE state <> 'delivered';
CREATE INDEX deliveries_by_age ON deliveries (created_at);

CREATE TABLE security_channels (
    tenant text PRIMARY KEY,
    platform text NOT NULL,
    address bytea NOT NULL,
    registered_at timestamptz NOT NULL DEFAULT now()
);

-- The web page's side of a conversation.
CREATE TABLE letters (
    conversation text NOT NULL,
    number integer NOT NULL,
    delivery_id uuid NOT NULL UNIQUE,
    body bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (conversation, number)
);
CREATE INDEX letters_by_age ON letters (created_at);
