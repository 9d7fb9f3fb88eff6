-- name: ask(round_id, asked_by, asked_ms)!
-- Whoever asks first opens the request; the others join it. An admin who opened it has not asked.
INSERT INTO reopening (round_id, asked_by, asked_ms, state)
VALUES (:round_id, :asked_by, :asked_ms, 'asked')
ON CONFLICT (round_id) WHERE state IN ('asked', 'naming') DO UPDATE SET asked_by = excluded.asked_by
WHERE asked_by IS NULL AND excluded.asked_by IS NOT NULL;

-- name: by_id(id)^
SELECT id, round_id, asked_by, asked_ms, state, by_person, at_ms, reason, until_ms
FROM reopening WHERE id = :id;

-- name: open_for(round_id)^
SELECT id, round_id, asked_by, asked_ms, state, by_person, at_ms, reason, until_ms
FROM reopening WHERE round_id = :round_id AND state IN ('asked', 'naming');

-- name: named_by(person_id, since_ms)^
-- The request whose card this person has open or is typing a reason for, if it was not long ago.
SELECT id, round_id, asked_by, asked_ms, state, by_person, at_ms, reason, until_ms
FROM reopening WHERE state IN ('asked', 'naming') AND by_person = :person_id AND at_ms >= :since_ms
ORDER BY at_ms DESC LIMIT 1;

-- name: waiting(school_id)
-- What a school's admins are asked for, oldest first; a card that an admin opened asks nobody.
SELECT p.id, p.round_id, p.asked_by, p.asked_ms, p.state, p.by_person, p.at_ms, p.reason, p.until_ms
FROM reopening p JOIN round r ON r.id = p.round_id
WHERE p.state IN ('asked', 'naming') AND p.asked_by IS NOT NULL AND r.school_id = :school_id ORDER BY p.asked_ms, p.id;

-- name: look_at(id, by_person, at_ms)!
-- An admin has the card open that asks for the reason.
UPDATE reopening SET state = 'asked', by_person = :by_person, at_ms = :at_ms
WHERE id = :id AND state IN ('asked', 'naming');

-- name: name_reason(id, by_person, at_ms)!
-- An admin is typing the reason; the request is open all the while.
UPDATE reopening SET state = 'naming', by_person = :by_person, at_ms = :at_ms
WHERE id = :id AND state IN ('asked', 'naming');

-- name: settle(id, state, by_person, at_ms, reason, until_ms)!
UPDATE reopening SET state = :state, by_person = :by_person, at_ms = :at_ms, reason = :reason,
    until_ms = :until_ms
WHERE id = :id AND state IN ('asked', 'naming');

-- name: reopen(round_id, until_ms)!
-- The round stays locked for everything but an answer: nobody is asked or chased again.
UPDATE round SET reopened_until_ms = :until_ms WHERE id = :round_id;
