-- name: target(id)^
-- The note whose message an edit would change. A try that came to a known end is not counted, or has
-- another state.
SELECT id, reference,
       reference IS NULL AND attempts > 0 AND state IN ('pending', 'obsolete', 'unknown') AS in_doubt
FROM outbox WHERE id = :id;

-- name: outdate_note(id)!
-- An edit is said in place of the note it would have changed.
UPDATE outbox SET state = 'obsolete' WHERE id = :id AND state = 'pending';

-- name: adopt(id, reference)!
-- The message of a note has vanished, or never was; later edits change the one said instead.
UPDATE outbox SET reference = :reference WHERE id = :id;

-- name: adopt_message(chat_id, gone, reference)!
UPDATE outbox SET reference = :reference
WHERE chat_id = :chat_id AND reference = :gone AND target_id IS NULL AND target IS NULL;

-- name: uncount(id)!
-- A request that was surely not sent is no try.
UPDATE outbox SET attempts = attempts - 1 WHERE id = :id AND attempts > 0;

-- name: unclaim(lease)!
-- What a process that is no more had only claimed was surely not sent.
UPDATE outbox SET state = 'pending', lease = NULL WHERE state = 'claimed' AND lease IS NOT :lease;

-- name: stranded(lease)
-- What a process that is no more was sending.
SELECT o.id, o.kind, o.subject, o.chat_id, o.version, o.priority, o.round_id, o.body, o.target_id,
       o.target, o.attempts, o.created_ms, c.channel, c.address, c.language, c.person_id,
       (SELECT t.reference FROM outbox t WHERE t.id = o.target_id) AS target_reference
FROM outbox o JOIN chat c ON c.id = o.chat_id
WHERE o.state = 'sending' AND o.lease IS NOT :lease;

-- name: move_chat(id, address)!
-- A group became a supergroup; where its new address is a chat of its own already, both stay.
UPDATE chat SET address = :address
WHERE id = :id AND NOT EXISTS (
    SELECT 1 FROM chat other
    WHERE other.channel = chat.channel AND other.address = :address AND other.id <> chat.id
);

-- name: waiting(chat_id, now_ms, most)
-- What waits for one chat, the most urgent first.
SELECT o.id, o.kind, o.subject, o.chat_id, o.version, o.priority, o.round_id, o.body, o.target_id,
       o.target, o.attempts, o.created_ms, c.channel, c.address, c.language, c.person_id,
       (SELECT t.reference FROM outbox t WHERE t.id = o.target_id) AS target_reference
FROM outbox o JOIN chat c ON c.id = o.chat_id
WHERE o.chat_id = :chat_id AND o.state = 'pending' AND o.not_before_ms <= :now_ms
ORDER BY o.priority, o.id LIMIT :most;
