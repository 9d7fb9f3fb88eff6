-- name: store_updates(channel, update_id, raw, stored_ms)*!
-- An update is kept once. Telegram may number anew after a quiet week: another text under the
-- same number after two days is another update.
INSERT INTO inbox (channel, update_id, raw, stored_ms) VALUES (:channel, :update_id, :raw, :stored_ms)
ON CONFLICT (channel, update_id) DO UPDATE
SET raw = excluded.raw, stored_ms = excluded.stored_ms, state = 'open', error = NULL
WHERE inbox.raw <> excluded.raw AND inbox.stored_ms < excluded.stored_ms - 172800000;

-- name: open_updates(channel, most)
SELECT update_id, raw, stored_ms FROM inbox
WHERE channel = :channel AND state = 'open'
ORDER BY update_id LIMIT :most;

-- name: set_aside(channel, update_id, state, error)!
UPDATE inbox SET state = :state, error = :error
WHERE channel = :channel AND update_id = :update_id AND state = 'open';

-- name: finish_up_to(channel, update_id)!
-- Updates take effect in the order of their ids, so what is open up to this one is done.
UPDATE inbox SET state = 'done', error = NULL
WHERE channel = :channel AND update_id <= :update_id AND state = 'open';

-- name: set_aside_ones()
-- What could not be read or handled; how long it is, not what it says.
SELECT channel, update_id, stored_ms, state, COALESCE(error, ''), LENGTH(raw) FROM inbox
WHERE state IN ('unreadable', 'failed') ORDER BY id;

-- name: raw_update(update_id)$
SELECT raw FROM inbox WHERE update_id = :update_id ORDER BY channel LIMIT 1;

-- name: let_go(before_ms, most)!
-- Rows stand in the order in which they came, so that nobody looks further than the oldest.
DELETE FROM inbox
WHERE id IN (SELECT id FROM inbox ORDER BY id LIMIT :most)
  AND state <> 'open' AND stored_ms < :before_ms;

-- name: count_by_state()
SELECT state, COUNT(*) FROM inbox GROUP BY state;
