-- Each note that is put is held against the conditions of these: a list of three makes SQLite build a
-- table for it every time. The notes of a round are few and are read in their order.
DROP INDEX outbox_odd;
CREATE INDEX outbox_odd ON outbox (state, created_ms)
    WHERE state = 'failed' OR state = 'unreachable' OR state = 'unknown';
DROP INDEX outbox_of_round;
CREATE INDEX outbox_of_round ON outbox (round_id)
    WHERE round_id IS NOT NULL AND target_id IS NULL AND target IS NULL;
