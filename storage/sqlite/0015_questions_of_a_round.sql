-- A round is asked for its questions only: an edit of one, as each receipt is, has no place here.
DROP INDEX outbox_of_round;
CREATE INDEX outbox_of_round ON outbox (round_id, chat_id)
    WHERE round_id IS NOT NULL AND target_id IS NULL AND target IS NULL;
