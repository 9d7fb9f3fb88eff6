-- How an officer has marked somebody who was near a confirmed case: close (密接), secondary (次密接) or
-- none. Who is not marked counts by what is shared.
CREATE TABLE contact (
    case_id INTEGER NOT NULL REFERENCES case_file (id),
    pupil_id INTEGER NOT NULL REFERENCES pupil (id),
    mark TEXT NOT NULL CHECK (mark IN ('close', 'secondary', 'none')),
    by_person INTEGER NOT NULL REFERENCES person (id),
    at_ms INTEGER NOT NULL,
    PRIMARY KEY (case_id, pupil_id)
) STRICT, WITHOUT ROWID;
