-- Inspection packs somebody asked for: made day by day, kept until they have been sent, and let go of.
-- names says whether staff were to be named, by the right that was held then.
CREATE TABLE pack (
    id INTEGER PRIMARY KEY,
    chat_id INTEGER NOT NULL REFERENCES chat (id),
    person_id INTEGER NOT NULL REFERENCES person (id),
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    names INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'made', 'cancelled', 'failed')),
    done INTEGER NOT NULL DEFAULT 0,
    version INTEGER NOT NULL DEFAULT 0,
    days INTEGER NOT NULL DEFAULT 0,
    lines INTEGER NOT NULL DEFAULT 0,
    zero INTEGER NOT NULL DEFAULT 0,
    content BLOB
) STRICT;
CREATE INDEX pack_open ON pack (state, id) WHERE state = 'open';
CREATE INDEX pack_held ON pack (at_ms) WHERE content IS NOT NULL;
