-- name: keep(chat_id, person_id, file, name, at_ms)!
INSERT INTO sent_file (chat_id, person_id, file, name, at_ms)
VALUES (:chat_id, :person_id, :file, :name, :at_ms);

-- name: open_files()
SELECT id, chat_id, person_id, file, name FROM sent_file WHERE state = 'open' ORDER BY id LIMIT 16;

-- name: waiting(person_id)$
-- How many files of somebody are still to be read.
SELECT COUNT(*) FROM sent_file WHERE state = 'open' AND person_id = :person_id;

-- name: finish(id)!
-- Whoever finishes it first has read it.
UPDATE sent_file SET state = 'done' WHERE id = :id AND state = 'open';

-- name: let_go(before_ms, most)!
-- Rows stand in the order in which they came, so that nobody looks further than the oldest.
DELETE FROM sent_file
WHERE id IN (SELECT id FROM sent_file ORDER BY id LIMIT :most)
  AND state <> 'open' AND at_ms < :before_ms;
