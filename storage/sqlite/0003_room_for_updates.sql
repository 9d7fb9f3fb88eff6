-- An update is longer than what a table without row ids holds well: each of a kilobyte and more
-- took a page of its own, and was written anew when it was marked.
CREATE TABLE inbox_in_rows (
    id INTEGER PRIMARY KEY,
    channel TEXT NOT NULL,
    update_id INTEGER NOT NULL,
    raw TEXT NOT NULL,
    stored_ms INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'unreadable', 'failed')),
    error TEXT,
    UNIQUE (channel, update_id)
) STRICT;
INSERT INTO inbox_in_rows (channel, update_id, raw, stored_ms, state, error)
SELECT channel, update_id, raw, stored_ms, state, error FROM inbox ORDER BY channel, update_id;
DROP TABLE inbox;
ALTER TABLE inbox_in_rows RENAME TO inbox;
-- state stands first so that SQLite takes this index and not the key, which holds all that is done.
CREATE INDEX inbox_open ON inbox (state, channel, update_id) WHERE state = 'open';
CREATE INDEX inbox_odd ON inbox (state) WHERE state IN ('unreadable', 'failed');
