-- Alerts (预警): what somebody must take over, who did, and what became of it.

-- A finding's alert stands for the people whom one answer, or the drafts before it, named first:
-- base is the revision it was said on. A cluster's has a rule and the place it is counted in.
-- said_ms is when it was said; next_ms is when the ladder goes on, or the owner is asked for the
-- outcome; warn_ms is when the report's clock is told of again. version changes with every change.
CREATE TABLE alert (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('finding', 'cluster')),
    day TEXT NOT NULL,
    school_id INTEGER NOT NULL REFERENCES unit (id),
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    round_id INTEGER REFERENCES round (id),
    base INTEGER NOT NULL DEFAULT 0,
    dormitory TEXT,
    rule TEXT,
    urgency TEXT NOT NULL CHECK (urgency IN ('low', 'high')),
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'closed')),
    ending TEXT CHECK (ending IN ('handled', 'withdrawn', 'cancelled')),
    said_ms INTEGER NOT NULL,
    owner INTEGER REFERENCES person (id),
    owned_ms INTEGER,
    first_owned_ms INTEGER,
    rung INTEGER NOT NULL DEFAULT 0,
    next_ms INTEGER,
    due_ms INTEGER,
    warn_ms INTEGER,
    filed_ms INTEGER,
    filed_by INTEGER REFERENCES person (id),
    reference TEXT,
    closed_ms INTEGER,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE UNIQUE INDEX alert_of_round ON alert (round_id, base) WHERE round_id IS NOT NULL;
CREATE INDEX alert_of_day ON alert (day, school_id);
CREATE INDEX alert_open ON alert (school_id, state) WHERE state = 'open';
CREATE INDEX alert_next ON alert (next_ms) WHERE next_ms IS NOT NULL;
CREATE INDEX alert_warn ON alert (warn_ms) WHERE warn_ms IS NOT NULL;

-- Whom an alert is about. Nobody is ever taken out: who was withdrawn stands there as such. unknown
-- counts those of a draft of whom nobody knows yet who they are.
CREATE TABLE alert_person (
    id INTEGER PRIMARY KEY,
    alert_id INTEGER NOT NULL REFERENCES alert (id),
    pupil_id INTEGER REFERENCES pupil (id),
    person_id INTEGER REFERENCES person (id),
    standing TEXT NOT NULL CHECK (standing IN ('draft', 'said', 'withdrawn', 'dropped')),
    unknown INTEGER NOT NULL DEFAULT 0,
    outcome TEXT,
    CHECK ((pupil_id IS NOT NULL) + (person_id IS NOT NULL) + (unknown > 0) = 1)
) STRICT;
CREATE UNIQUE INDEX alert_person_once
ON alert_person (alert_id, COALESCE(pupil_id, 0), COALESCE(person_id, 0), unknown);

-- What happened to an alert, in order; never changed or erased except by retention.
CREATE TABLE alert_event (
    id INTEGER PRIMARY KEY,
    alert_id INTEGER NOT NULL REFERENCES alert (id),
    at_ms INTEGER NOT NULL,
    what TEXT NOT NULL,
    by_person INTEGER REFERENCES person (id),
    about INTEGER REFERENCES alert_person (id),
    detail TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX alert_event_of ON alert_event (alert_id);

-- What a person was asked outside the check-in, and until when words are taken as the answer.
ALTER TABLE chat ADD COLUMN asked TEXT;

-- Whether anything abnormal was said or taken back.
ALTER TABLE touched ADD COLUMN abnormal INTEGER NOT NULL DEFAULT 0;
