-- name: forget_notes()!
-- What waits to be said today belongs to today.
UPDATE outbox SET state = 'obsolete' WHERE state IN ('pending', 'claimed', 'sending');

-- name: forget_messages()!
-- The emulator numbers its messages anew.
UPDATE outbox SET reference = NULL WHERE reference IS NOT NULL;

-- name: forget_updates()!
-- The emulator numbers its updates anew; one that is known already would change nothing.
DELETE FROM inbox;

-- name: forget_steps()!
UPDATE day_step SET state = 'missed' WHERE state = 'owed';

-- name: forget_plans(day)!
DELETE FROM day_plan WHERE day >= :day;

-- name: forget_alerts()!
-- An alert of today that nobody owns goes up no ladder in a rehearsal.
UPDATE alert SET next_ms = NULL, warn_ms = NULL WHERE next_ms IS NOT NULL OR warn_ms IS NOT NULL;

-- name: forget_cases()!
-- Nobody is asked about real cases in a rehearsal.
UPDATE case_file SET next_ms = NULL WHERE next_ms IS NOT NULL;

-- name: forget_areas()!
-- A list that has just changed is matched with no journey of a rehearsal.
DELETE FROM area_rematch;

-- name: forget_drafts()!
DELETE FROM draft;

-- name: forget_findings()!
-- Only ever in a copy: nobody is carried forward, so that one press answers for each class.
DELETE FROM finding;

-- name: speak_one_language()!
UPDATE chat SET language = NULL;

-- name: last_note()$
SELECT COALESCE(MAX(id), 0) FROM outbox;

-- name: phones()
-- Who can be talked to, and where.
SELECT c.person_id, c.address, p.name FROM chat c JOIN person p ON p.id = c.person_id
WHERE c.reachable = 1 ORDER BY c.id;

-- name: unreachable()
SELECT p.code, p.name FROM chat c JOIN person p ON p.id = c.person_id
WHERE c.reachable = 0 ORDER BY p.id;

-- name: asked(day)
-- Who was asked about which class, and when.
SELECT o.created_ms, s.name, u.name, p.code, p.name
FROM outbox o JOIN round r ON r.id = o.round_id AND r.day = :day
JOIN unit u ON u.id = r.unit_id JOIN unit s ON s.id = r.school_id
JOIN chat c ON c.id = o.chat_id JOIN person p ON p.id = c.person_id
WHERE o.kind = 'ask' AND o.target_id IS NULL AND o.target IS NULL
ORDER BY o.created_ms, s.place, s.id, u.place, u.id, o.id;

-- name: said(after)
-- How many notes of a kind were put since a note, and what became of them; a reminder by its step.
SELECT kind, CASE WHEN kind = 'chase' THEN SUBSTR(subject, INSTR(subject, '/') + 1) ELSE '' END,
       COUNT(*), COUNT(*) FILTER (WHERE state = 'sent'), MIN(created_ms)
FROM outbox WHERE id > :after AND state <> 'obsolete'
GROUP BY 1, 2 ORDER BY MIN(created_ms), MIN(id);
