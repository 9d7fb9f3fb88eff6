-- name: follow(old_chat, new_chat)!
-- Somebody has moved to another chat: what waits for them goes there, edits excepted.
UPDATE outbox SET chat_id = :new_chat
WHERE chat_id = :old_chat AND state = 'pending' AND target_id IS NULL AND target IS NULL
  AND NOT EXISTS (
      SELECT 1 FROM outbox o WHERE o.chat_id = :new_chat AND o.kind = outbox.kind
        AND o.subject = outbox.subject AND o.version = outbox.version);

-- name: silence(chat_id)!
-- A chat that is not this person's any more hears nothing that was meant for this person.
UPDATE outbox SET state = 'obsolete',
    body = CASE WHEN kind IN ('reply', 'card') THEN '{}' ELSE body END
WHERE chat_id = :chat_id AND state = 'pending';
