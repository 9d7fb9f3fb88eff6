-- After the lock an admin reopens a round for a while, with a reason.
ALTER TABLE round ADD COLUMN reopened_until_ms INTEGER NOT NULL DEFAULT 0;

-- asked: a teacher has asked for it. naming: an admin is typing the reason. reason is a key of the
-- buttons, or the admin's own words.
CREATE TABLE reopening (
    id INTEGER PRIMARY KEY,
    round_id INTEGER NOT NULL REFERENCES round (id),
    asked_by INTEGER REFERENCES person (id),
    asked_ms INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('asked', 'naming', 'reopened', 'refused')),
    by_person INTEGER REFERENCES person (id),
    at_ms INTEGER,
    reason TEXT NOT NULL DEFAULT '',
    until_ms INTEGER
) STRICT;
-- One request at a time for a round, however many ask for it.
CREATE UNIQUE INDEX reopening_open ON reopening (round_id) WHERE state IN ('asked', 'naming');
