-- Which profiles and contacts were handed in before, by keyed digests that tell nothing without the tenant's key;
-- what a person answered in a profile review; what was known besides the words when a report was read.

CREATE TABLE sightings (
    tenant text NOT NULL,
    key bytea NOT NULL,
    report_id uuid NOT NULL REFERENCES reports ON DELETE CASCADE,
    subject text NOT NULL CHECK (subject IN ('profile', 'contact', 'persona')),
    reporter_tag bytea NOT NULL,
    worrying boolean NOT NULL,
    seen_at timestamptz NOT NULL,
    PRIMARY KEY (tenant, key, report_id)
);
CREATE INDEX sightings_by_report ON sightings (report_id);

ALTER TABLE reports ADD COLUMN review bytea;
ALTER TABLE assessments ADD COLUMN findings bytea;
