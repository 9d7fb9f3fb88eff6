-- name: store_update(channel, update_id, raw, stored_ms)!
-- An update is kept once. Telegram may number anew after a quiet week: another text under the
-- same number after two days is another update.
INSERT INTO inbox (channel, update_id, raw, stored_ms) VALUES (:channel, :update_id, :raw, :stored_ms)
ON CONFLICT (channel, update_id) DO UPDATE
SET raw = excluded.raw, stored_ms = excluded.stored_ms, state = 'open', error = NULL
WHERE inbox.raw <> excluded.raw AND inbox.stored_ms < excluded.stored_ms - 172800000;

-- name: open_updates(channel, after, most)
SELECT update_id, raw, stored_ms FROM inbox
WHERE channel = :channel AND state = 'open' AND update_id > :after
ORDER BY update_id LIMIT :most;

-- name: finish_update(channel, update_id, state, error)!
-- Done once: an update that is no longer open is not done again.
UPDATE inbox SET state = :state, error = :error
WHERE channel = :channel AND update_id = :update_id AND state = 'open';

-- name: count_by_state()
SELECT state, COUNT(*) FROM inbox GROUP BY state;

-- name: older_open(channel, update_id)$
-- Whether an update waits that came before this one.
SELECT EXISTS (
    SELECT 1 FROM inbox
    WHERE channel = :channel AND state = 'open' AND update_id < :update_id
);
