-- name: put(kind, subject, chat_id, version, priority, round_id, body, target_id, target, not_before_ms, created_ms)!
-- The key decides who was first: a note is said once.
INSERT INTO outbox (kind, subject, chat_id, version, priority, round_id, body, target_id, target,
                    not_before_ms, created_ms)
VALUES (:kind, :subject, :chat_id, :version, :priority, :round_id, :body, :target_id, :target,
        :not_before_ms, :created_ms)
ON CONFLICT (kind, subject, chat_id, version) DO NOTHING;

-- name: outdate_edits_of_note(chat_id, target_id)!
-- Right after an edit was put: only the newest one of a message is sent; the words of the others
-- are not kept. That a message is to be taken away holds whatever it says by then.
UPDATE outbox SET state = 'obsolete',
    body = CASE WHEN kind IN ('reply', 'card') THEN '{}' ELSE body END
WHERE chat_id = :chat_id AND state = 'pending' AND target_id = :target_id
  AND id <> last_insert_rowid() AND kind <> 'removal';

-- name: outdate_edits_of_message(chat_id, target)!
-- The same where the message is known by the channel's reference.
UPDATE outbox SET state = 'obsolete',
    body = CASE WHEN kind IN ('reply', 'card') THEN '{}' ELSE body END
WHERE chat_id = :chat_id AND state = 'pending' AND target_id IS NULL AND target = :target
  AND id <> last_insert_rowid() AND kind <> 'removal';

-- name: hasten_ask(round_id, chat_id, priority)!
-- Nobody is chased before being asked: a question that still waits goes when its chase does.
UPDATE outbox SET priority = :priority
WHERE round_id = :round_id AND chat_id = :chat_id AND state = 'pending' AND kind = 'ask'
  AND target_id IS NULL AND target IS NULL;

-- name: outdate_questions(round_id)!
-- An answered round is not asked about: what has not been sent yet is not sent.
UPDATE outbox SET state = 'obsolete'
WHERE round_id = :round_id AND state = 'pending' AND kind IN ('ask', 'chase', 'snooze', 'card')
  AND target_id IS NULL AND target IS NULL;

-- name: outdate(kind, subject, version_below)!
UPDATE outbox SET state = 'obsolete'
WHERE kind = :kind AND subject = :subject AND state = 'pending' AND version < :version_below;

-- name: questions_of_round(round_id)
-- The copies of a question that a chat shows, will show once the request in flight is through, or
-- waits to be told. (SQLite makes a table of a longer IN list, which would cost as much again.)
-- in_doubt: it may stand there already, and nobody knows under which reference.
SELECT id, chat_id, reference, state,
       reference IS NULL AND attempts > 0 AND state <> 'sent' AS in_doubt
FROM outbox
WHERE round_id = :round_id
  AND (kind = 'ask' OR kind = 'chase' OR kind = 'snooze' OR kind = 'card' OR kind = 'receipt')
  AND state <> 'obsolete' AND state <> 'failed' AND state <> 'unreachable'
  AND target_id IS NULL AND target IS NULL
ORDER BY id;

-- name: supersede_cards(round_id, chat_id)
-- A newer card of the same round stands below: the older ones are copies of the question no more,
-- and one that was not sent yet is not sent.
UPDATE outbox
SET round_id = NULL, state = CASE WHEN state = 'pending' THEN 'obsolete' ELSE state END
WHERE round_id = :round_id AND chat_id = :chat_id AND kind = 'card'
  AND state IN ('pending', 'claimed', 'sending', 'sent', 'unknown')
  AND target_id IS NULL AND target IS NULL
RETURNING id, state;

-- name: is_snoozed(round_id, chat_id, now_ms)$
-- Whether a question that was put off waits to be put again in this chat.
SELECT 1 FROM outbox
WHERE round_id = :round_id AND chat_id = :chat_id AND kind = 'snooze' AND state = 'pending'
  AND not_before_ms > :now_ms AND target_id IS NULL AND target IS NULL;

-- name: note_of_message(chat_id, reference)^
-- The note that became this message.
SELECT id, kind, subject, round_id FROM outbox
WHERE chat_id = :chat_id AND reference = :reference AND target_id IS NULL AND target IS NULL
ORDER BY id DESC LIMIT 1;

-- name: settle_unknown(chat_id, round_id, reference)!
-- A press on a message whose sending was cut short shows that it arrived.
UPDATE outbox SET state = 'sent', reference = :reference
WHERE id = (
    SELECT id FROM outbox
    WHERE chat_id = :chat_id AND round_id = :round_id AND reference IS NULL AND attempts > 0
      AND state IN ('pending', 'claimed', 'sending', 'unknown') AND target_id IS NULL AND target IS NULL
    ORDER BY id LIMIT 1
) AND NOT EXISTS (
    SELECT 1 FROM outbox WHERE chat_id = :chat_id AND reference = :reference
);

-- name: pending_heads(now_ms, most)
-- The first note of each chat that has nothing in flight, most urgent first. An edit waits for
-- the message it changes. Read in the order of outbox_due and ended after so many: a wave of ten
-- thousand is neither sorted nor counted for each sixteen.
SELECT o.id, o.kind, o.subject, o.chat_id, o.version, o.priority, o.round_id, o.body, o.target_id,
       o.target, o.attempts, o.created_ms, c.channel, c.address, c.language, c.person_id,
       (SELECT t.reference FROM outbox t WHERE t.id = o.target_id) AS target_reference
FROM outbox o
CROSS JOIN chat c
WHERE c.id = o.chat_id AND o.state = 'pending' AND o.not_before_ms <= :now_ms
  AND NOT EXISTS (
      SELECT 1 FROM outbox b WHERE b.chat_id = o.chat_id AND b.state IN ('claimed', 'sending')
  )
  AND NOT EXISTS (
      SELECT 1 FROM outbox e
      WHERE e.chat_id = o.chat_id AND e.state = 'pending' AND e.not_before_ms <= :now_ms
        AND (e.priority < o.priority OR (e.priority = o.priority AND e.id < o.id))
  )
ORDER BY o.priority, o.id LIMIT :most;

-- name: claim(id, lease)!
UPDATE outbox SET state = 'claimed', lease = :lease WHERE id = :id AND state = 'pending';

-- name: begin_sending(id, lease)!
-- Committed just before the request: from here on a crash leaves doubt.
UPDATE outbox SET state = 'sending', attempts = attempts + 1
WHERE id = :id AND state = 'claimed' AND lease = :lease;

-- name: settle(id, state, reference, sent_ms, error)!
-- A reply that has had its say keeps no words: they may have held an invitation code or a reading,
-- and nothing reads them again.
UPDATE outbox SET state = :state,
    body = CASE WHEN kind IN ('reply', 'card') THEN '{}' ELSE body END,
    reference = COALESCE(:reference, reference),
    sent_ms = COALESCE(:sent_ms, sent_ms), error = :error, lease = NULL
WHERE id = :id AND state IN ('claimed', 'sending');

-- name: put_back(id, not_before_ms, body_repeats, error)!
-- It waits again. repeats counts the messages that may stand in the chat more than once.
UPDATE outbox SET state = 'pending', lease = NULL, not_before_ms = :not_before_ms,
    repeats = repeats + :body_repeats, error = :error
WHERE id = :id AND state IN ('claimed', 'sending');

-- name: last_ask(chat_id, round_id)^
SELECT state FROM outbox
WHERE chat_id = :chat_id AND round_id = :round_id AND kind IN ('ask', 'chase')
  AND target_id IS NULL AND target IS NULL
ORDER BY id DESC LIMIT 1;

-- name: count_by_state()
SELECT state, COUNT(*) FROM outbox GROUP BY state;

-- name: copies(kind, subject)
-- The messages that said this, in whichever chat, to be edited.
SELECT id, chat_id FROM outbox
WHERE kind = :kind AND subject = :subject AND target_id IS NULL AND target IS NULL
  AND state <> 'obsolete' AND state <> 'failed' AND state <> 'unreachable'
ORDER BY id;

-- name: sent_note(kind, subject, chat_id)^
-- The newest message that said this, to be edited.
SELECT id, reference, state FROM outbox
WHERE kind = :kind AND subject = :subject AND chat_id = :chat_id
  AND target_id IS NULL AND target IS NULL
  AND state IN ('pending', 'claimed', 'sending', 'sent', 'unknown')
ORDER BY id DESC LIMIT 1;

-- name: waiting(kind, subject)
-- What has not been said yet, by chat.
SELECT chat_id, body, not_before_ms FROM outbox
WHERE kind = :kind AND subject = :subject AND state = 'pending' ORDER BY id;
