-- Leaves that a class's own answer gives (病假到周五), beside those of the roster.
-- round_id: the answer's round, null for the roster's own. A pupil who is back before the end cuts a
-- leave short: was_until keeps its last day, cut_round_id says by which answer.

CREATE TABLE known_absence (
    id INTEGER PRIMARY KEY,
    pupil_id INTEGER REFERENCES pupil (id),
    person_id INTEGER REFERENCES person (id),
    kind TEXT NOT NULL CHECK (kind IN ('isolation', 'leave', 'sick', 'leaving')),
    from_day TEXT NOT NULL DEFAULT '0001-01-01',
    until_day TEXT NOT NULL DEFAULT '9999-12-31',
    round_id INTEGER REFERENCES round (id),
    was_until TEXT,
    cut_round_id INTEGER REFERENCES round (id),
    CHECK ((pupil_id IS NULL) <> (person_id IS NULL))
) STRICT;
INSERT INTO known_absence (id, pupil_id, person_id, kind, from_day, until_day)
SELECT id, pupil_id, person_id, kind, from_day, until_day FROM absence;
DROP TABLE absence;
ALTER TABLE known_absence RENAME TO absence;
CREATE INDEX absence_of_pupil ON absence (pupil_id, from_day, until_day, kind) WHERE pupil_id IS NOT NULL;
CREATE INDEX absence_of_round ON absence (round_id) WHERE round_id IS NOT NULL;
CREATE INDEX absence_cut_by ON absence (cut_round_id) WHERE cut_round_id IS NOT NULL;
