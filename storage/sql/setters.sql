-- name: below(unit_id)
-- Units under a unit that have set something of their own.
SELECT DISTINCT u.id, u.name, u.place FROM unit_tree t
JOIN setting s ON s.unit_id = t.unit_id JOIN unit u ON u.id = t.unit_id
WHERE t.ancestor_id = :unit_id AND t.unit_id <> :unit_id
ORDER BY u.place, u.id;
