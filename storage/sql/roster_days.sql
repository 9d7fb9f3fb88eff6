-- name: duties_on(unit_id, role)
-- The days of everybody who ever held a role on a unit.
SELECT p.id, p.code, p.name, m.from_day, m.until_day
FROM membership m JOIN person p ON p.id = m.person_id
WHERE m.unit_id = :unit_id AND m.role = :role ORDER BY m.from_day, m.id;

-- name: duties_of(person_id)
-- Every role a person ever held, with its days.
SELECT m.role, u.id, u.code, u.name, u.kind, u.school_id, m.from_day, m.until_day
FROM membership m JOIN unit u ON u.id = m.unit_id
WHERE m.person_id = :person_id ORDER BY u.place, u.id, m.from_day;

-- name: enrolments_of(pupil_id)
-- The classes of a pupil with their days; the last row of a class bears the seat that counts.
SELECT u.id, u.code, u.name, u.kind, u.school_id, e.seat, e.from_day, e.until_day
FROM enrolment e JOIN unit u ON u.id = e.class_id
WHERE e.pupil_id = :pupil_id ORDER BY e.from_day;

-- name: staff_of(school_id, first_day, last_day)
-- Who belongs to a school's staff in those days, in the roster's order. A liaison comes from
-- outside. chat_id is that of a chat words reach; away a known absence of theirs.
SELECT p.id, p.code, p.name, p.phone,
       (SELECT c.id FROM chat c WHERE c.person_id = p.id AND c.reachable = 1 LIMIT 1) AS chat_id,
       (SELECT MIN(a.kind) FROM absence a
        WHERE a.person_id = p.id AND a.from_day <= :last_day AND a.until_day >= :first_day) AS away
FROM person p
WHERE p.until_day >= :first_day AND EXISTS (
    SELECT 1 FROM unit_tree t JOIN membership m ON m.unit_id = t.unit_id
    WHERE t.ancestor_id = :school_id AND m.person_id = p.id AND m.role <> 'liaison'
      AND m.from_day <= :last_day AND m.until_day >= :first_day
)
ORDER BY p.id;

-- name: ever_at(school_id, day)
-- Whoever is still on the roster and held a duty in a school on any day, or is going to.
SELECT p.id, p.code, p.name, p.phone
FROM person p
WHERE p.until_day >= :day AND EXISTS (
    SELECT 1 FROM unit_tree t JOIN membership m ON m.unit_id = t.unit_id
    WHERE t.ancestor_id = :school_id AND m.person_id = p.id AND m.role <> 'liaison'
)
ORDER BY p.id;

-- name: pupils_called(unit_id, name, day)
-- Pupils under a unit by name or number, with the class they are in.
SELECT p.id, p.number, p.name, p.sex, e.seat, e.class_id
FROM pupil p JOIN enrolment e ON e.pupil_id = p.id
JOIN unit_tree t ON t.unit_id = e.class_id
WHERE t.ancestor_id = :unit_id AND (p.name = :name OR p.number = :name)
  AND e.from_day <= :day AND e.until_day >= :day
ORDER BY e.class_id, e.seat, p.id;

-- name: pupil_numbered(number)^
SELECT id, number, name, sex FROM pupil WHERE number = :number;

-- name: codes_like(prefix)
-- Codes of people that begin so.
SELECT code FROM person WHERE code LIKE :prefix || '%';

-- name: class_sizes(unit_id, day)
-- Every class under a unit with the number of its pupils.
SELECT u.id, COUNT(e.id)
FROM unit_tree t JOIN unit u ON u.id = t.unit_id AND u.kind = 'class' AND u.until_day >= :day
LEFT JOIN enrolment e ON e.class_id = u.id AND e.from_day <= :day AND e.until_day >= :day
WHERE t.ancestor_id = :unit_id GROUP BY u.id;
