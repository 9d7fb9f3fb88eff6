-- Files that somebody sent and that are still to be fetched from the channel and read.
CREATE TABLE sent_file (
    id INTEGER PRIMARY KEY,
    chat_id INTEGER NOT NULL REFERENCES chat (id),
    person_id INTEGER NOT NULL REFERENCES person (id),
    file TEXT NOT NULL,
    name TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done'))
) STRICT;
CREATE INDEX sent_file_open ON sent_file (state, id) WHERE state = 'open';
