-- name: names(school_id)
-- Whoever is or was at a school: no paper that leaves it may name them. One character is no name.
SELECT p.name FROM unit_tree t
JOIN enrolment e ON e.class_id = t.unit_id
JOIN pupil p ON p.id = e.pupil_id
WHERE t.ancestor_id = :school_id AND length(p.name) > 1
UNION
SELECT p.name FROM unit_tree t
JOIN membership m ON m.unit_id = t.unit_id
JOIN person p ON p.id = m.person_id
WHERE t.ancestor_id = :school_id AND length(p.name) > 1;

-- name: stands_in(school_id, parts)$
-- Whether one of these parts of a place is the name of whoever is or was at a school. Parts are few
-- and lead to those who bear them; the names of a school would be a thousand.
SELECT EXISTS (
    SELECT 1 FROM json_each(:parts) n
    CROSS JOIN pupil p
    CROSS JOIN enrolment e
    CROSS JOIN unit_tree t
    WHERE REPLACE(p.name, ' ', '') = n.value AND e.pupil_id = p.id
      AND t.unit_id = e.class_id AND t.ancestor_id = :school_id
) OR EXISTS (
    SELECT 1 FROM json_each(:parts) n
    CROSS JOIN person p
    CROSS JOIN membership m
    CROSS JOIN unit_tree t
    WHERE REPLACE(p.name, ' ', '') = n.value AND m.person_id = p.id
      AND t.unit_id = m.unit_id AND t.ancestor_id = :school_id
);
