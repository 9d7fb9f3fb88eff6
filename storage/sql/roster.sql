-- name: unit_by_id(id)^
SELECT id, code, name, kind, school_id FROM unit WHERE id = :id;

-- name: unit_by_code(code)^
SELECT id, code, name, kind, school_id FROM unit WHERE code = :code;

-- name: units_below(unit_id, kind, day)
-- Units of a kind under a unit, in the roster's order.
SELECT u.id, u.code, u.name, u.kind, u.school_id
FROM unit_tree t JOIN unit u ON u.id = t.unit_id
WHERE t.ancestor_id = :unit_id AND u.kind = :kind AND u.until_day >= :day
ORDER BY u.place, u.id;

-- name: count_below(unit_id, kind, day)$
-- How many units of a kind there are under a unit.
SELECT COUNT(*) FROM unit_tree t JOIN unit u ON u.id = t.unit_id
WHERE t.ancestor_id = :unit_id AND u.kind = :kind AND u.until_day >= :day;

-- name: children(unit_id, day)
SELECT id, code, name, kind, school_id FROM unit
WHERE parent_id = :unit_id AND until_day >= :day ORDER BY place, id;

-- name: ancestors(unit_id)
-- The unit itself, its parent, and so on up.
SELECT u.id, u.code, u.name, u.kind, u.school_id
FROM unit_tree t JOIN unit u ON u.id = t.ancestor_id
WHERE t.unit_id = :unit_id ORDER BY t.depth;

-- name: units_of_kind(kind, day)
SELECT id, code, name, kind, school_id FROM unit
WHERE kind = :kind AND until_day >= :day ORDER BY place, id;

-- name: units_named(name)
-- By name, code or alias.
SELECT DISTINCT u.id, u.code, u.name, u.kind, u.school_id
FROM unit u LEFT JOIN unit_alias a ON a.unit_id = u.id
WHERE u.code = :name OR u.name = :name OR a.alias = :name;

-- name: is_below(unit_id, ancestor_id)$
SELECT 1 FROM unit_tree WHERE unit_id = :unit_id AND ancestor_id = :ancestor_id;

-- name: person_by_id(id)^
SELECT id, code, name, phone FROM person WHERE id = :id;

-- name: person_by_code(code)^
SELECT id, code, name, phone FROM person WHERE code = :code;

-- name: people_with_phone(phone, day)
SELECT id, code, name, phone FROM person WHERE phone = :phone AND until_day >= :day;

-- name: duties_of(person_id, day)
-- The roles a person holds on a day.
SELECT m.role, u.id, u.code, u.name, u.kind, u.school_id
FROM membership m JOIN unit u ON u.id = m.unit_id
WHERE m.person_id = :person_id AND m.from_day <= :day AND m.until_day >= :day AND u.until_day >= :day
ORDER BY u.place, u.id, m.id;

-- name: roles_over(person_id, unit_id, day)
-- The roles a person who has not left holds on a unit or anywhere above it, nearest first.
SELECT m.role, u.kind
FROM unit_tree t JOIN membership m ON m.unit_id = t.ancestor_id JOIN unit u ON u.id = m.unit_id
JOIN person p ON p.id = m.person_id
WHERE t.unit_id = :unit_id AND m.person_id = :person_id
  AND m.from_day <= :day AND m.until_day >= :day AND u.until_day >= :day AND p.until_day >= :day
ORDER BY t.depth;

-- name: members(unit_id, day)
-- Who holds a role on exactly this unit on a day.
SELECT m.role, p.id, p.code, p.name, p.phone
FROM membership m JOIN person p ON p.id = m.person_id
WHERE m.unit_id = :unit_id AND m.from_day <= :day AND m.until_day >= :day AND p.until_day >= :day
ORDER BY m.id;

-- name: members_upward(unit_id, day)
-- Who holds a role on this unit or above it, nearest unit first.
SELECT m.role, p.id, p.code, p.name, p.phone, t.depth, u.kind
FROM unit_tree t JOIN unit u ON u.id = t.ancestor_id
JOIN membership m ON m.unit_id = u.id JOIN person p ON p.id = m.person_id
WHERE t.unit_id = :unit_id AND m.from_day <= :day AND m.until_day >= :day AND p.until_day >= :day
ORDER BY t.depth, m.id;

-- name: pupils_of(class_id, day)
-- The pupils of a class on a day, with a known absence that covers it. Who had gone from another
-- class and stands in this one since has arrived.
SELECT p.id, p.number, p.name, p.sex, e.seat, p.dormitory,
       (SELECT MIN(a.kind) FROM absence a
        WHERE a.pupil_id = p.id AND a.from_day <= :day AND a.until_day >= :day
          AND (a.kind <> 'leaving' OR a.from_day > e.from_day)) AS away
FROM enrolment e JOIN pupil p ON p.id = e.pupil_id
WHERE e.class_id = :class_id AND e.from_day <= :day AND e.until_day >= :day
ORDER BY e.seat IS NULL, e.seat, p.number;

-- name: head_count(class_id, day)^
-- How many pupils a class has on a day; in isolation; on leave; on sick leave; gone.
-- Of absences that overlap the first kind counts, and only once.
SELECT COUNT(*), COUNT(*) FILTER (WHERE a.kind = 'isolation'),
       COUNT(*) FILTER (WHERE a.kind = 'leave'), COUNT(*) FILTER (WHERE a.kind = 'sick'),
       COUNT(*) FILTER (WHERE a.kind = 'leaving')
FROM enrolment e
LEFT JOIN absence a ON a.pupil_id = e.pupil_id AND a.from_day <= :day AND a.until_day >= :day
    AND (a.kind <> 'leaving' OR a.from_day > e.from_day)
    AND NOT EXISTS (
        SELECT 1 FROM absence b
        WHERE b.pupil_id = a.pupil_id AND b.from_day <= :day AND b.until_day >= :day
          AND (b.kind <> 'leaving' OR b.from_day > e.from_day)
          AND (b.kind < a.kind OR (b.kind = a.kind AND b.id < a.id))
    )
WHERE e.class_id = :class_id AND e.from_day <= :day AND e.until_day >= :day;

-- name: pupil_by_id(id)^
SELECT id, number, name, sex FROM pupil WHERE id = :id;

-- name: pupil_name(id)^
-- The name of a pupil, and whether another of the same name has been in the class the pupil is in,
-- or was in last, at the same time.
SELECT p.name, e.seat, p.number,
       EXISTS (SELECT 1 FROM enrolment o JOIN pupil q ON q.id = o.pupil_id
               WHERE o.class_id = e.class_id AND o.pupil_id <> p.id AND q.name = p.name
                 AND o.from_day <= e.until_day AND o.until_day >= e.from_day) AS shared
FROM pupil p LEFT JOIN enrolment e ON e.pupil_id = p.id
WHERE p.id = :id
ORDER BY e.from_day DESC
LIMIT 1;

-- name: aliases(unit_id)
SELECT alias FROM unit_alias WHERE unit_id = :unit_id;
