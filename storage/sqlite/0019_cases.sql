-- Cases (个案, 一人一案): somebody followed day by day until released.

-- One open case a person. A case of nobody is about a thing (整改), told in subject. first_day is day 1
-- and last_day the last one, included, null where the kind counts none. owner null is whoever reports
-- for the class. asked_from is the first day somebody is asked about it, ends_day the first on which
-- it is no longer open; next_ms is when the tick looks at it again.
CREATE TABLE case_file (
    id INTEGER PRIMARY KEY,
    school_id INTEGER NOT NULL REFERENCES unit (id),
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    number INTEGER NOT NULL,
    rule TEXT NOT NULL,
    pupil_id INTEGER REFERENCES pupil (id),
    person_id INTEGER REFERENCES person (id),
    subject TEXT NOT NULL DEFAULT '',
    anchor_day TEXT NOT NULL,
    first_day TEXT NOT NULL,
    last_day TEXT,
    owner INTEGER REFERENCES person (id),
    state TEXT NOT NULL DEFAULT 'open' CHECK (
        state IN ('open', 'lost', 'released', 'transferred', 'converted')
    ),
    opened_ms INTEGER NOT NULL,
    opened_by INTEGER REFERENCES person (id),
    opened_day TEXT NOT NULL,
    asked_from TEXT NOT NULL,
    closed_ms INTEGER,
    ends_day TEXT,
    source_case INTEGER REFERENCES case_file (id),
    alert_person INTEGER REFERENCES alert_person (id),
    next_ms INTEGER,
    UNIQUE (school_id, number),
    CHECK (pupil_id IS NULL OR person_id IS NULL)
) STRICT;
CREATE UNIQUE INDEX case_of_pupil ON case_file (pupil_id)
WHERE pupil_id IS NOT NULL AND closed_ms IS NULL;
CREATE UNIQUE INDEX case_of_person ON case_file (person_id)
WHERE person_id IS NOT NULL AND closed_ms IS NULL;
CREATE INDEX case_open ON case_file (school_id, number) WHERE closed_ms IS NULL;
CREATE INDEX case_next ON case_file (next_ms, school_id) WHERE next_ms IS NOT NULL;
CREATE INDEX case_ended ON case_file (school_id, ends_day) WHERE ends_day IS NOT NULL;
CREATE INDEX case_of_alert ON case_file (alert_person) WHERE alert_person IS NOT NULL;

-- What happened to a case, in order; day is the day it is about. Never changed or erased except by
-- retention.
CREATE TABLE case_event (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES case_file (id),
    at_ms INTEGER NOT NULL,
    day TEXT NOT NULL,
    what TEXT NOT NULL,
    by_person INTEGER REFERENCES person (id),
    detail TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX case_event_of ON case_event (case_id, day);

-- A case that keeps somebody away is a known absence while it is open. What the roster says of the
-- same isolation is taken in: cut_case_id says by which case, was_until keeps the last day.
ALTER TABLE absence ADD COLUMN case_id INTEGER REFERENCES case_file (id);
ALTER TABLE absence ADD COLUMN cut_case_id INTEGER REFERENCES case_file (id);
CREATE INDEX absence_of_case ON absence (case_id) WHERE case_id IS NOT NULL;
