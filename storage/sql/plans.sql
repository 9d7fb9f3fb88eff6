-- name: school_day_below(unit_id, day)$
-- Whether any school under a unit has school.
SELECT 1 FROM unit_tree t JOIN unit u ON u.id = t.unit_id AND u.kind = 'school'
JOIN day_plan p ON p.unit_id = u.id AND p.day = :day AND p.school_day = 1
WHERE t.ancestor_id = :unit_id LIMIT 1;

-- name: reconsider_above(unit_id, day)!
-- A school has school after all: units above it that had planned a day off are planned again.
DELETE FROM day_plan WHERE day = :day AND school_day = 0
  AND unit_id IN (SELECT ancestor_id FROM unit_tree WHERE unit_id = :unit_id AND depth > 0);

-- name: rolled_up(first_day)
-- Units above the schools whose roll-up has been sent since a day.
SELECT DISTINCT d.unit_id, d.day FROM digest d JOIN unit u ON u.id = d.unit_id
WHERE d.day >= :first_day AND u.kind IN ('city', 'district', 'township');

-- name: schools_with_liaison(unit_id, day)
-- Schools that have a liaison, and whose nearest unit above is this one.
SELECT DISTINCT u.id
FROM unit_tree t JOIN unit u ON u.id = t.unit_id AND u.kind = 'school' AND u.until_day >= :day
JOIN membership m ON m.unit_id = u.id AND m.role = 'liaison'
    AND m.from_day <= :day AND m.until_day >= :day
WHERE t.ancestor_id = :unit_id AND NOT EXISTS (
    SELECT 1 FROM unit_tree n JOIN unit a ON a.id = n.ancestor_id
    WHERE n.unit_id = u.id AND n.depth < t.depth AND a.kind IN ('city', 'district', 'township')
)
ORDER BY u.place, u.id;

-- name: asks(day)
-- How many classes are asked at each moment of a day.
SELECT s.due_ms, COUNT(*), MIN(n.due_ms)
FROM day_step s JOIN unit c ON c.school_id = s.unit_id AND c.kind = 'class' AND c.until_day >= :day
JOIN day_step n ON n.unit_id = s.unit_id AND n.day = s.day AND n.step = 'chase_1'
WHERE s.day = :day AND s.step = 'ask' GROUP BY s.due_ms;
