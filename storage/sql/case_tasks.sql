-- name: add_classmates(case_id, class_id, without, day)!
-- 一人隔离、全班检测: everybody of the class but the pupil.
INSERT INTO case_task (case_id, kind, pupil_id)
SELECT :case_id, 'class', e.pupil_id FROM enrolment e
WHERE e.class_id = :class_id AND e.pupil_id <> :without
  AND e.from_day <= :day AND e.until_day >= :day
ORDER BY e.seat, e.id
ON CONFLICT DO NOTHING;

-- name: add_colleagues(case_id, unit_id, without, day)!
-- 全处室检测: everybody who serves on the same unit but the person.
INSERT INTO case_task (case_id, kind, person_id)
SELECT DISTINCT :case_id, 'class', m.person_id FROM membership m
WHERE m.unit_id = :unit_id AND m.person_id <> :without AND m.role <> 'liaison'
  AND m.from_day <= :day AND m.until_day >= :day
ON CONFLICT DO NOTHING;

-- name: add_rooms(case_id, school_id, day)!
-- 宿舍抽检: every room of the school in which somebody lives.
INSERT INTO case_task (case_id, kind, room)
SELECT DISTINCT :case_id, 'dormitory', p.dormitory
FROM pupil p JOIN enrolment e ON e.pupil_id = p.id JOIN unit u ON u.id = e.class_id
WHERE u.school_id = :school_id AND p.dormitory IS NOT NULL AND p.dormitory <> ''
  AND e.from_day <= :day AND e.until_day >= :day
ORDER BY p.dormitory
ON CONFLICT DO NOTHING;

-- name: tasks(case_id, kind)
SELECT t.id, COALESCE(p.name, s.name, t.room) AS name, t.done_ms
FROM case_task t LEFT JOIN pupil p ON p.id = t.pupil_id LEFT JOIN person s ON s.id = t.person_id
WHERE t.case_id = :case_id AND t.kind = :kind ORDER BY t.id;

-- name: tally(case_id)
SELECT kind, COUNT(*), COUNT(done_ms) FROM case_task WHERE case_id = :case_id GROUP BY kind;

-- name: mark_done(id, case_id, at_ms, by_person)!
UPDATE case_task SET done_ms = :at_ms, done_by = :by_person
WHERE id = :id AND case_id = :case_id AND done_ms IS NULL;

-- name: mark_undone(id, case_id)!
UPDATE case_task SET done_ms = NULL, done_by = NULL WHERE id = :id AND case_id = :case_id;

-- name: mark_all_done(case_id, kind, at_ms, by_person)!
UPDATE case_task SET done_ms = :at_ms, done_by = :by_person
WHERE case_id = :case_id AND kind = :kind AND done_ms IS NULL;
