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
