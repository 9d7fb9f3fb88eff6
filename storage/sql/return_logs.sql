-- name: asked(school_id, first_day, last_day)
-- The days on which each class of a school was asked, and whether it has answered.
SELECT unit_id, day, revision > 0 FROM round
WHERE school_id = :school_id AND day >= :first_day AND day <= :last_day AND form = 'check_in'
  AND state <> 'not_required';

-- name: unmeasured(school_id, first_day, last_day)
-- The pupils who were not measured, or not reached, by the answers that count.
SELECT r.unit_id, r.day, p.id, p.name
FROM round r
CROSS JOIN finding f
JOIN pupil p ON p.id = f.pupil_id
WHERE r.school_id = :school_id AND r.day >= :first_day AND r.day <= :last_day
  AND r.form = 'check_in' AND r.state <> 'not_required'
  AND f.round_id = r.id AND f.revision = r.revision AND f.kind = 'unmeasured'
ORDER BY r.day, p.id;
