-- Forms of bureaus and schools with blanks, for a unit and all below it. Of those with one name the
-- nearest unit's counts. A proposed one has been looked through and waits for its admin's word.
CREATE TABLE template (
    id INTEGER PRIMARY KEY,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('xlsx', 'docx')),
    content BLOB NOT NULL,
    lists TEXT NOT NULL,
    personal INTEGER NOT NULL,
    by_person INTEGER NOT NULL REFERENCES person (id),
    at_ms INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'proposed' CHECK (state IN ('proposed', 'in_force', 'ended'))
) STRICT;
CREATE UNIQUE INDEX template_in_force ON template (unit_id, name) WHERE state = 'in_force';
