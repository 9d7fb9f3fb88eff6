-- name: by_address(channel, address)^
SELECT id, channel, address, person_id, language, reachable, wrong_codes, quiet_until_ms, asked,
   spent_ms
FROM chat WHERE channel = :channel AND address = :address;

-- name: caller(channel, address, day)^
-- Whether whoever speaks is admitted: a person who has not left and holds a duty on the day, being
-- on the staff is no duty; and the chat.
SELECT EXISTS (
    SELECT 1 FROM membership m
    JOIN person p ON p.id = m.person_id
    JOIN unit u ON u.id = m.unit_id
    WHERE m.person_id = c.person_id AND m.role <> 'staff' AND p.until_day >= :day
      AND m.from_day <= :day AND m.until_day >= :day AND u.until_day >= :day
), c.id, c.channel, c.address, c.person_id, c.language, c.reachable, c.wrong_codes,
   c.quiet_until_ms, c.asked, c.spent_ms
FROM chat c WHERE c.channel = :channel AND c.address = :address;

-- name: by_id(id)^
SELECT id, channel, address, person_id, language, reachable, wrong_codes, quiet_until_ms, asked,
   spent_ms
FROM chat WHERE id = :id;

-- name: of_person(person_id)^
SELECT id, channel, address, person_id, language, reachable, wrong_codes, quiet_until_ms, asked,
   spent_ms
FROM chat WHERE person_id = :person_id;

-- name: enrolment(person_id)^
-- Which chat is the person's, and since when; another phone has another.
SELECT id, enrolled_ms FROM chat WHERE person_id = :person_id;

-- name: meet(channel, address)!
INSERT INTO chat (channel, address) VALUES (:channel, :address)
ON CONFLICT (channel, address) DO NOTHING;

-- name: release(person_id)!
-- One chat a person: a later enrolment replaces the earlier.
UPDATE chat SET person_id = NULL, enrolled_ms = NULL WHERE person_id = :person_id;

-- name: enrol(id, person_id, at_ms)!
UPDATE chat SET person_id = :person_id, enrolled_ms = :at_ms, reachable = 1, wrong_codes = 0,
    quiet_until_ms = 0
WHERE id = :id;

-- name: set_reachable(id, reachable)!
UPDATE chat SET reachable = :reachable WHERE id = :id AND reachable <> :reachable;

-- name: heard(id, at_ms, spent_ms)!
-- Something came from the chat: what it was sent before has been seen, and it counts as sent.
UPDATE chat SET heard_ms = MAX(heard_ms, :at_ms), spent_ms = :spent_ms WHERE id = :id;

-- name: set_language(id, language)!
UPDATE chat SET language = :language WHERE id = :id;

-- name: set_guard(id, wrong_codes, quiet_until_ms)!
UPDATE chat SET wrong_codes = :wrong_codes, quiet_until_ms = :quiet_until_ms WHERE id = :id;

-- name: of_admins(day)
-- Enrolled admins with how high their unit stands, highest first.
SELECT c.id, c.channel, c.address, c.person_id, c.language, c.reachable, c.wrong_codes,
       c.quiet_until_ms, c.asked, c.spent_ms,
       (SELECT MAX(t.depth) FROM unit_tree t WHERE t.unit_id = m.unit_id) AS low
FROM membership m JOIN chat c ON c.person_id = m.person_id
WHERE m.role = 'admin' AND m.from_day <= :day AND m.until_day >= :day AND c.reachable = 1
ORDER BY low, c.id;

-- name: of_changed_duties(since, day, before_since, before_day, most)
-- Whose first day is one of these, or whose last day was the day before one of them.
SELECT DISTINCT c.id FROM membership m
JOIN person p ON p.id = m.person_id
JOIN chat c ON c.person_id = p.id
WHERE c.reachable = 1 AND (
    m.from_day BETWEEN :since AND :day
    OR m.until_day BETWEEN :before_since AND :before_day
    OR p.until_day BETWEEN :before_since AND :before_day
)
ORDER BY c.id LIMIT :most;

-- name: set_asked(id, asked)!
UPDATE chat SET asked = :asked WHERE id = :id;
