-- A change of the roster that somebody makes in the chat: what is planned (body), what is asked
-- next (step), and once it is made, what it did to the days (changed), so that it can be undone and
-- an import can say that it would take it back.
CREATE TABLE roster_change (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (
        kind IN ('hand_over', 'move', 'departure', 'arrival', 'appointment', 'resignation')
    ),
    by_person INTEGER NOT NULL REFERENCES person (id),
    body TEXT NOT NULL,
    step TEXT NOT NULL DEFAULT '',
    revision INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL DEFAULT 'open' CHECK (
        state IN ('open', 'made', 'undone', 'dropped', 'absorbed')
    ),
    changed TEXT NOT NULL DEFAULT '{}',
    updated_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX roster_change_open ON roster_change (by_person, updated_ms) WHERE state = 'open';
CREATE INDEX roster_change_made ON roster_change (id) WHERE state = 'made';

-- When something last came from a chat: whoever pressed or wrote since the question has seen it.
ALTER TABLE chat ADD COLUMN heard_ms INTEGER NOT NULL DEFAULT 0;
