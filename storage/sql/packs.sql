-- name: ask(chat_id, person_id, unit_id, first, last, names, at_ms, format)$
INSERT INTO pack (chat_id, person_id, unit_id, first_day, last_day, names, at_ms, format)
VALUES (:chat_id, :person_id, :unit_id, :first, :last, :names, :at_ms, :format)
RETURNING id;

-- name: get(id)^
SELECT id, chat_id, person_id, unit_id, first_day, last_day, names, at_ms, state, done, version,
       days, lines, zero, format
FROM pack WHERE id = :id;

-- name: next_open()$
-- One at a time, the oldest first.
SELECT id FROM pack WHERE state = 'open' ORDER BY id LIMIT 1;

-- name: under_way(person_id)$
SELECT COUNT(*) FROM pack WHERE state = 'open' AND person_id = :person_id;

-- name: step(id, done)$
-- So many days are done; nothing where it was cancelled meanwhile.
UPDATE pack SET done = :done, version = version + 1 WHERE id = :id AND state = 'open'
RETURNING version;

-- name: made(id, content, days, lines, zero)$
UPDATE pack SET state = 'made', content = :content, days = :days, lines = :lines, zero = :zero,
    version = version + 1
WHERE id = :id AND state = 'open' RETURNING version;

-- name: close(id, state)$
-- Cancelled or failed; what is made cannot be cancelled any more.
UPDATE pack SET state = :state, version = version + 1 WHERE id = :id AND state = 'open'
RETURNING version;

-- name: content(id)$
SELECT content FROM pack WHERE id = :id AND state = 'made';

-- name: let_go(before_ms)!
-- What was sent lies in the chat; it can be made again.
UPDATE pack SET content = NULL WHERE content IS NOT NULL AND at_ms < :before_ms;
