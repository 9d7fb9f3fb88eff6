-- Risk areas (风险地区), and which journeys led into one of them.

-- A place of a unit's list, risky from a day until a day, both included; it holds for everything
-- below the unit. Nothing is erased: what was put in by mistake is removed and matches no more.
CREATE TABLE area (
    id INTEGER PRIMARY KEY,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    place TEXT NOT NULL,
    level TEXT NOT NULL CHECK (level IN ('high', 'medium', 'key', 'low')),
    from_day TEXT NOT NULL,
    until_day TEXT NOT NULL,
    by_person INTEGER REFERENCES person (id),
    at_ms INTEGER NOT NULL,
    removed_ms INTEGER,
    CHECK (from_day <= until_day)
) STRICT;
CREATE INDEX area_of_unit ON area (unit_id, until_day);

-- What somebody wants of a list, read back before it counts: proposed, in force or dropped.
CREATE TABLE area_change (
    id INTEGER PRIMARY KEY,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    by_person INTEGER NOT NULL REFERENCES person (id),
    at_ms INTEGER NOT NULL,
    body TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'proposed' CHECK (state IN ('proposed', 'in_force', 'dropped'))
) STRICT;

-- Schools whose journeys the tick holds against the list anew.
CREATE TABLE area_rematch (
    school_id INTEGER PRIMARY KEY REFERENCES unit (id)
) STRICT;

-- A journey of an answer that led into an area (been), may have (perhaps), or cannot be told
-- (unread, without an area). first_day and last_day are those of the journey. One that was taken
-- back, or whose area was, has ended.
CREATE TABLE exposure (
    id INTEGER PRIMARY KEY,
    round_id INTEGER NOT NULL REFERENCES round (id),
    pupil_id INTEGER REFERENCES pupil (id),
    person_id INTEGER REFERENCES person (id),
    area_id INTEGER REFERENCES area (id),
    nearness TEXT NOT NULL CHECK (nearness IN ('been', 'perhaps', 'unread')),
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    ended_ms INTEGER,
    CHECK ((pupil_id IS NULL) <> (person_id IS NULL)),
    CHECK ((area_id IS NULL) = (nearness = 'unread'))
) STRICT;
CREATE UNIQUE INDEX exposure_once
ON exposure (round_id, COALESCE(pupil_id, 0), COALESCE(person_id, 0), COALESCE(area_id, 0));
CREATE INDEX exposure_of_pupil ON exposure (pupil_id) WHERE pupil_id IS NOT NULL;
CREATE INDEX exposure_of_person ON exposure (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX exposure_of_day ON exposure (last_day) WHERE ended_ms IS NULL;
