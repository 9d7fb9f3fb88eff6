-- name: with_phone(digits, day)
-- Whoever has this number, however it is written, with or without the code of China.
SELECT id, code, name, phone FROM person
WHERE phone IS NOT NULL AND until_day >= :day
  AND REPLACE(REPLACE(REPLACE(phone, '+', ''), '-', ''), ' ', '')
      IN (:digits, '86' || :digits, '0086' || :digits)
ORDER BY id;

-- name: duties(person_id, day)
-- The duties a person holds on a day or will hold after it; nobody who has left holds any, and
-- being on the staff is no duty.
SELECT m.role, u.id, u.code, u.name, u.kind, u.school_id, m.from_day
FROM person p
JOIN membership m ON m.person_id = p.id
JOIN unit u ON u.id = m.unit_id
WHERE p.id = :person_id AND p.until_day >= :day AND m.until_day >= :day AND u.until_day >= :day
  AND m.role <> 'staff'
ORDER BY m.from_day > :day, u.place, u.id, m.id;

-- name: below(unit_id, day)
-- Everybody with a duty on a unit or under it, a row for each duty.
SELECT p.id, p.code, p.name, m.role, u.id, u.code, u.name, u.kind, u.school_id,
       EXISTS (SELECT 1 FROM chat c WHERE c.person_id = p.id) AS enrolled
FROM unit_tree t
JOIN membership m ON m.unit_id = t.unit_id
JOIN person p ON p.id = m.person_id
JOIN unit u ON u.id = m.unit_id
WHERE t.ancestor_id = :unit_id AND m.role <> 'staff'
  AND m.until_day >= :day AND p.until_day >= :day AND u.until_day >= :day
ORDER BY u.place, u.id, m.id;
