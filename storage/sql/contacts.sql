-- name: mates(case_id, pupil_id, school_id, day)
-- Pupils of the school on a day who share a class, a room or a bus with somebody, or are in any club
-- as that pupil is; with the case that is open for each.
SELECT p.id, p.name, e.class_id, u.name AS class_name, e.class_id = mine.class_id AS same_class,
       p.dormitory = me.dormitory AS same_room, p.bus = me.bus AS same_bus, p.club,
       me.club AS my_club, m.mark, c.number, c.source_case
FROM pupil me
JOIN enrolment mine ON mine.pupil_id = me.id AND mine.from_day <= :day AND mine.until_day >= :day
JOIN unit u ON u.school_id = :school_id AND u.kind = 'class'
JOIN enrolment e ON e.class_id = u.id AND e.from_day <= :day AND e.until_day >= :day
JOIN pupil p ON p.id = e.pupil_id
LEFT JOIN contact m ON m.case_id = :case_id AND m.pupil_id = p.id
LEFT JOIN case_file c ON c.pupil_id = p.id AND c.closed_ms IS NULL
WHERE me.id = :pupil_id AND p.id <> me.id
  AND (e.class_id = mine.class_id OR p.dormitory = me.dormitory OR p.bus = me.bus
       OR (p.club IS NOT NULL AND me.club IS NOT NULL))
GROUP BY p.id
ORDER BY e.class_id <> mine.class_id, u.place, e.seat IS NULL, e.seat, p.number;

-- name: taught(case_id, person_id, school_id, day)
-- Pupils of the classes of a school in which somebody holds a duty on a day.
SELECT p.id, p.name, e.class_id, u.name AS class_name, 1 AS same_class, 0 AS same_room,
       0 AS same_bus, NULL AS club, NULL AS my_club, m.mark, c.number, c.source_case
FROM membership d
JOIN unit u ON u.id = d.unit_id AND u.kind = 'class' AND u.school_id = :school_id
JOIN enrolment e ON e.class_id = u.id AND e.from_day <= :day AND e.until_day >= :day
JOIN pupil p ON p.id = e.pupil_id
LEFT JOIN contact m ON m.case_id = :case_id AND m.pupil_id = p.id
LEFT JOIN case_file c ON c.pupil_id = p.id AND c.closed_ms IS NULL
WHERE d.person_id = :person_id AND d.from_day <= :day AND d.until_day >= :day
GROUP BY p.id
ORDER BY u.place, e.seat IS NULL, e.seat, p.number;

-- name: opened(case_id)$
-- How many cases were opened for the contacts of a case.
SELECT COUNT(*) FROM case_file WHERE source_case = :case_id
  AND rule IN ('close_contact', 'secondary_contact');

-- name: mark(case_id, pupil_id, mark, by_person, at_ms)!
INSERT INTO contact (case_id, pupil_id, mark, by_person, at_ms)
VALUES (:case_id, :pupil_id, :mark, :by_person, :at_ms)
ON CONFLICT (case_id, pupil_id) DO UPDATE SET mark = excluded.mark,
    by_person = excluded.by_person, at_ms = excluded.at_ms;
