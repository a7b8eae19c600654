-- A case: one persona's approach to one person, over all the reports that belong to it. Its id is its first report's.
-- Columns of type bytea are sealed by bot/store/vault.py, except digests (reporter_tag, text_tag).

CREATE TABLE cases (
    id uuid PRIMARY KEY,
    number bigint NOT NULL,
    tenant text NOT NULL,
    reporter_tag bytea NOT NULL,
    stages smallint[] NOT NULL DEFAULT '{}',
    exposure text[],
    steps_done text[] NOT NULL DEFAULT '{}',
    remarks text[] NOT NULL DEFAULT '{}',
    revision integer NOT NULL DEFAULT 0,
    told boolean NOT NULL DEFAULT false,
    update_by timestamptz,
    looked_by bytea,
    disposition text CHECK (disposition IN
        ('malicious', 'suspicious', 'benign', 'insufficient_information', 'duplicate')),
    decided_by bytea,
    decided_at timestamptz,
    withdrawn_at timestamptz
);
CREATE INDEX cases_promised ON cases (update_by) WHERE disposition IS NULL AND withdrawn_at IS NULL;

INSERT INTO cases (id, number, tenant, reporter_tag)
    SELECT id, number, tenant, reporter_tag FROM reports;

ALTER TABLE reports
    ADD COLUMN case_id uuid REFERENCES cases,
    ADD COLUMN context bytea,
    ADD COLUMN language text NOT NULL DEFAULT '',
    ADD COLUMN text_tag bytea,
    ADD COLUMN routed text NOT NULL DEFAULT 'channel' CHECK (routed IN ('channel', 'quietly'));
UPDATE reports SET case_id = id;
ALTER TABLE reports ALTER COLUMN case_id SET NOT NULL;
CREATE INDEX reports_by_case ON reports (case_id);

-- A report may now be followed by several messages of one kind; each has a number.
ALTER TABLE deliveries ADD COLUMN revision integer NOT NULL DEFAULT 0;
ALTER TABLE deliveries DROP CONSTRAINT deliveries_report_id_kind_key;
ALTER TABLE deliveries ADD CONSTRAINT deliveries_once UNIQUE (report_id, kind, revision);
ALTER TABLE deliveries DROP CONSTRAINT deliveries_kind_check;
ALTER TABLE deliveries ADD CONSTRAINT deliveries_kind_check
    CHECK (kind IN ('reply', 'alert', 'notice', 'told', 'update', 'outcome', 'promise', 'reminder'));
CREATE INDEX deliveries_by_message ON deliveries (tenant, message_id);

-- Who opened or decided what, kept as long as the report's tenant is.
CREATE TABLE audit (
    at timestamptz NOT NULL DEFAULT now(),
    tenant text NOT NULL,
    report_id uuid NOT NULL,
    number bigint NOT NULL,
    deed text NOT NULL,
    by bytea NOT NULL,
    reason bytea
);
CREATE INDEX audit_by_age ON audit (at);
