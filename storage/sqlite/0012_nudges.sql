-- Honest-data nudges: how alike a class's answers had been up to the last day that was locked
-- (domain.nudge), who was suggested under which receipt, and who wants to hear no more.
CREATE TABLE habit (
    class_id INTEGER PRIMARY KEY REFERENCES unit (id),
    same_max INTEGER,
    same INTEGER NOT NULL,
    quick INTEGER NOT NULL,
    quiet INTEGER NOT NULL,
    rest INTEGER NOT NULL,
    turn INTEGER NOT NULL
) STRICT;

CREATE TABLE nudge (
    round_id INTEGER PRIMARY KEY REFERENCES round (id),
    reason TEXT NOT NULL,
    days INTEGER NOT NULL,
    first_pupil INTEGER NOT NULL REFERENCES pupil (id),
    second_pupil INTEGER REFERENCES pupil (id),
    turn INTEGER NOT NULL
) STRICT;

CREATE TABLE nudge_mute (
    person_id INTEGER PRIMARY KEY REFERENCES person (id),
    at_ms INTEGER NOT NULL
) STRICT;
