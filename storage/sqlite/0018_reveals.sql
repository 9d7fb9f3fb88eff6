-- 查看姓名: who asked for the names of a unit's days, and why. typing: the reason is being typed.
-- shown: the names took the place of the message. reason is a key of the buttons, or own words.
CREATE TABLE reveal (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES person (id),
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('typing', 'shown')),
    reason TEXT NOT NULL DEFAULT '',
    message TEXT NOT NULL,
    at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX reveal_typing ON reveal (person_id, at_ms) WHERE state = 'typing';
