-- The calendar in the hands of the school: what units mark for themselves and those below, return
-- days, and the mode in which a class is asked and has answered.

-- One act of somebody on the calendar. Its marks hold while it is in_force; undoing it brings back
-- what it had ended. first_day and last_day are the days it touches; told is 0 until those
-- affected have heard of its present state.
CREATE TABLE calendar_change (
    id INTEGER PRIMARY KEY,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    act TEXT NOT NULL,
    by_person INTEGER REFERENCES person (id),
    at_ms INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('proposed', 'in_force', 'undone')),
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    body TEXT NOT NULL DEFAULT '',
    told INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX calendar_change_untold ON calendar_change (told, id) WHERE told = 0;

-- Days running, both ends included. Of a unit's marks on a day the newest counts.
CREATE TABLE calendar_span (
    id INTEGER PRIMARY KEY,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('school', 'off', 'vacation', 'closure', 'plain')),
    name TEXT NOT NULL DEFAULT '',
    change_id INTEGER NOT NULL REFERENCES calendar_change (id),
    ended_by INTEGER REFERENCES calendar_change (id),
    CHECK (first_day <= last_day)
) STRICT;
CREATE INDEX calendar_span_of_unit ON calendar_span (unit_id, last_day);

-- The day on which a unit is back; a draft until a change approves it.
CREATE TABLE return_day (
    id INTEGER PRIMARY KEY,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    day TEXT NOT NULL,
    change_id INTEGER NOT NULL REFERENCES calendar_change (id),
    approved_by INTEGER REFERENCES calendar_change (id),
    ended_by INTEGER REFERENCES calendar_change (id)
) STRICT;
CREATE INDEX return_day_of_unit ON return_day (unit_id, day);

-- Days that units had marked so far become spans of one day; calendar_day is the public list.
INSERT INTO calendar_change (id, unit_id, act, at_ms, state, first_day, last_day)
SELECT id, unit_id, 'mark', 0, 'in_force', day, day FROM calendar_day WHERE unit_id IS NOT NULL;
INSERT INTO calendar_span (unit_id, first_day, last_day, kind, name, change_id)
SELECT unit_id, day, day, kind, name, id FROM calendar_day WHERE unit_id IS NOT NULL;
DELETE FROM calendar_day WHERE unit_id IS NOT NULL;

-- mode of a round: what the calendar says of the class's day now; of an answer: how it was asked.
ALTER TABLE round ADD COLUMN mode TEXT NOT NULL DEFAULT 'term'
    CHECK (mode IN ('term', 'off', 'vacation', 'closure', 'pre_return'));
CREATE INDEX round_of_mode ON round (day, school_id) WHERE mode <> 'term';
ALTER TABLE answer ADD COLUMN mode TEXT NOT NULL DEFAULT 'term';
-- Counts of pupils in a closure: who does not take part in lessons, who lives in.
ALTER TABLE answer ADD COLUMN not_learning INTEGER NOT NULL DEFAULT 0;
ALTER TABLE answer ADD COLUMN lives_in INTEGER NOT NULL DEFAULT 0;
