-- The digest of a liaison over several schools: which versions of theirs each version told.
CREATE TABLE liaison_digest (
    person_id INTEGER NOT NULL REFERENCES person (id),
    day TEXT NOT NULL,
    version INTEGER NOT NULL,
    told TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    PRIMARY KEY (person_id, day, version)
) STRICT, WITHOUT ROWID;
