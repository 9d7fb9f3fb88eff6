-- name: add(kind, by_person, body, step, updated_ms)$
INSERT INTO roster_change (kind, by_person, body, step, updated_ms)
VALUES (:kind, :by_person, :body, :step, :updated_ms) RETURNING id;

-- name: by_id(id)^
SELECT id, kind, by_person, body, step, revision, state, changed, updated_ms
FROM roster_change WHERE id = :id;

-- name: open_of(person_id)^
-- What a person is about to change: the newest that is neither made nor dropped.
SELECT id, kind, by_person, body, step, revision, state, changed, updated_ms
FROM roster_change WHERE by_person = :person_id AND state = 'open'
ORDER BY updated_ms DESC, id DESC LIMIT 1;

-- name: drop_open(person_id)!
-- Whoever begins another change has given up the one before.
UPDATE roster_change SET state = 'dropped' WHERE by_person = :person_id AND state = 'open';

-- name: plan(id, body, step, updated_ms)!
-- Every word more makes a new revision; a button of an older card no longer submits.
UPDATE roster_change SET body = :body, step = :step, revision = revision + 1,
    updated_ms = :updated_ms
WHERE id = :id AND state = 'open';

-- name: settle(id, before, state, changed, updated_ms)!
-- Made once, undone once.
UPDATE roster_change SET state = :state, changed = :changed, step = '', revision = revision + 1,
    updated_ms = :updated_ms
WHERE id = :id AND state = :before;

-- name: standing()
-- What was changed in the chat and no roster file has spoken of since.
SELECT changed FROM roster_change WHERE state = 'made' ORDER BY id;

-- name: absorb()!
UPDATE roster_change SET state = 'absorbed' WHERE state IN ('open', 'made');
