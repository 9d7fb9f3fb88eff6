-- Tests that follow from a confirmed case (一人隔离、全班检测; 每间宿舍至少一人): one row for each
-- classmate or colleague who is to be tested, and one for each dormitory room.
CREATE TABLE case_task (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES case_file (id),
    kind TEXT NOT NULL CHECK (kind IN ('class', 'dormitory')),
    pupil_id INTEGER REFERENCES pupil (id),
    person_id INTEGER REFERENCES person (id),
    room TEXT NOT NULL DEFAULT '',
    done_ms INTEGER,
    done_by INTEGER REFERENCES person (id)
) STRICT;
CREATE UNIQUE INDEX case_task_once
ON case_task (case_id, kind, COALESCE(pupil_id, 0), COALESCE(person_id, 0), room);
