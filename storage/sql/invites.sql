-- name: drop_unused(person_id)!
-- A new code replaces the unused one.
DELETE FROM invite WHERE person_id = :person_id AND used_ms IS NULL;

-- name: add(person_id, code_hash, created_ms, expires_ms)!
INSERT INTO invite (person_id, code_hash, created_ms, expires_ms)
VALUES (:person_id, :code_hash, :created_ms, :expires_ms);

-- name: use(code_hash, at_ms)$
-- A code works once and until it expires.
UPDATE invite SET used_ms = :at_ms
WHERE code_hash = :code_hash AND used_ms IS NULL AND expires_ms > :at_ms
RETURNING person_id;

-- name: fate(code_hash)^
SELECT person_id, expires_ms, used_ms FROM invite WHERE code_hash = :code_hash;

-- name: everybody(day)
-- Every person of the roster with their first role of the day.
SELECT p.id, p.code, p.name, m.role, u.name AS unit, u.code AS unit_code,
       (SELECT 1 FROM chat c WHERE c.person_id = p.id) AS enrolled
FROM person p
JOIN membership m ON m.id = (
    SELECT m2.id FROM membership m2 WHERE m2.person_id = p.id
      AND m2.until_day >= :day AND m2.role <> 'staff' ORDER BY m2.id LIMIT 1)
JOIN unit u ON u.id = m.unit_id
WHERE p.until_day >= :day
ORDER BY u.school_id, u.place, p.id;
