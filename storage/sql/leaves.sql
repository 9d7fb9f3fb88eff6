-- name: add(pupil_id, kind, from_day, until_day, round_id)!
INSERT INTO absence (pupil_id, kind, from_day, until_day, round_id)
VALUES (:pupil_id, :kind, :from_day, :until_day, :round_id);

-- name: cut(pupil_id, until_day, next_day, round_id)!
-- A leave that would run on ends on this day; how long it was to run is kept. One that begins later
-- is another leave, and an isolation is not the class's to end.
UPDATE absence SET was_until = COALESCE(was_until, until_day), cut_round_id = :round_id,
    until_day = :until_day
WHERE pupil_id = :pupil_id AND kind <> 'isolation'
  AND from_day <= :next_day AND until_day > :until_day
  AND (round_id IS NULL OR round_id <> :round_id);

-- name: drop_of_round(round_id)!
-- The answer was corrected: the leaves it gave are given anew, or not at all.
DELETE FROM absence WHERE round_id = :round_id;

-- name: uncut(round_id)!
UPDATE absence SET until_day = was_until, was_until = NULL, cut_round_id = NULL
WHERE cut_round_id = :round_id;

-- name: running(class_id, day)
-- The leaves of a class that cover a day, the soonest to end first. Isolation is followed apart.
SELECT p.id, p.name, a.kind, a.from_day, a.until_day
FROM enrolment e
JOIN absence a ON a.pupil_id = e.pupil_id AND a.from_day <= :day AND a.until_day >= :day
JOIN pupil p ON p.id = e.pupil_id
WHERE e.class_id = :class_id AND e.from_day <= :day AND e.until_day >= :day
  AND a.kind <> 'isolation' AND (a.kind <> 'leaving' OR a.from_day > e.from_day)
ORDER BY a.until_day, e.seat, p.number;

-- name: ended(class_id, last_day, day)
-- Pupils whose leave or isolation has ended since the class last answered, and runs on in no
-- other: nobody has said yet whether they are back.
SELECT p.id, p.number, p.name, a.kind
FROM enrolment e
CROSS JOIN absence a
JOIN pupil p ON p.id = e.pupil_id
WHERE e.class_id = :class_id AND e.from_day <= :day AND e.until_day >= :day
  AND a.pupil_id = e.pupil_id AND a.from_day <= a.until_day AND a.kind <> 'leaving'
  AND a.until_day >= :last_day AND a.until_day < :day
  AND NOT EXISTS (
      SELECT 1 FROM absence b
      WHERE b.pupil_id = a.pupil_id AND b.from_day <= :day AND b.until_day >= :day
  )
ORDER BY p.number, a.until_day DESC;
