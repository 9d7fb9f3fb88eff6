-- name: journeys(school_id, since)
-- What the answers that count say of journeys since a day, in the order of the days.
SELECT r.id AS round_id, f.kind, f.pupil_id, f.person_id, f.place, f.first_day, f.last_day, f.remark
FROM round r JOIN finding f ON f.round_id = r.id AND f.revision = r.revision
WHERE r.school_id = :school_id AND r.day >= :since AND r.form = 'check_in' AND f.kind = 'travel'
ORDER BY r.day, r.id, f.id;

-- name: keep(round_id, pupil_id, person_id, area_id, nearness, first_day, last_day, at_ms)!
-- Told again it is the same; one that had ended holds again.
INSERT INTO exposure (round_id, pupil_id, person_id, area_id, nearness, first_day, last_day, at_ms)
VALUES (:round_id, :pupil_id, :person_id, :area_id, :nearness, :first_day, :last_day, :at_ms)
ON CONFLICT (round_id, COALESCE(pupil_id, 0), COALESCE(person_id, 0), COALESCE(area_id, 0))
DO UPDATE SET nearness = excluded.nearness, first_day = excluded.first_day,
    last_day = excluded.last_day, ended_ms = NULL;

-- name: end_round(round_id, at_ms)!
-- Whatever the answer still tells is kept anew right after.
UPDATE exposure SET ended_ms = :at_ms WHERE round_id = :round_id AND ended_ms IS NULL;

-- name: of_round(round_id)
SELECT e.pupil_id, e.person_id, a.place FROM exposure e JOIN area a ON a.id = e.area_id
WHERE e.round_id = :round_id AND e.ended_ms IS NULL ORDER BY e.id;

-- name: told_before(pupil_id, person_id, place, round_id, first_day, last_day)$
-- Whether the same journey into the same place was told on an earlier day, in whosever list.
SELECT 1 FROM exposure e JOIN round r ON r.id = e.round_id JOIN area a ON a.id = e.area_id
WHERE (e.pupil_id = :pupil_id OR e.person_id = :person_id) AND a.place = :place
  AND e.ended_ms IS NULL AND e.first_day <= :last_day AND e.last_day >= :first_day
  AND r.day < (SELECT day FROM round WHERE id = :round_id)
LIMIT 1;

-- name: under(unit_id, since)
-- Who was in an area since a day, or may have been, under a unit; the newest first. A journey that
-- was told on several days stands once.
SELECT MAX(r.day) AS day, u.name AS unit, e.pupil_id, e.person_id,
       COALESCE(p.name, w.name) AS name, e.nearness, a.place AS area,
       f.place, f.remark, f.first_day, f.last_day
FROM exposure e
JOIN round r ON r.id = e.round_id
JOIN finding f ON f.round_id = r.id AND f.revision = r.revision AND f.kind = 'travel'
    AND COALESCE(f.pupil_id, 0) = COALESCE(e.pupil_id, 0)
    AND COALESCE(f.person_id, 0) = COALESCE(e.person_id, 0)
JOIN unit u ON u.id = r.unit_id
LEFT JOIN area a ON a.id = e.area_id
LEFT JOIN pupil p ON p.id = e.pupil_id
LEFT JOIN person w ON w.id = e.person_id
WHERE e.last_day >= :since AND e.ended_ms IS NULL
  AND EXISTS (
      SELECT 1 FROM unit_tree t WHERE t.unit_id = r.unit_id AND t.ancestor_id = :unit_id
  )
GROUP BY e.pupil_id, e.person_id, a.place, e.nearness
ORDER BY day DESC, u.place, e.id
LIMIT 200;

-- name: counts(unit_id, since)
-- How many people of each school were in an area since a day, or may have been.
SELECT s.name AS school, e.nearness,
       COUNT(DISTINCT COALESCE(e.pupil_id, -e.person_id)) AS people
FROM exposure e
JOIN round r ON r.id = e.round_id
JOIN unit s ON s.id = r.school_id
WHERE e.last_day >= :since AND e.ended_ms IS NULL
  AND EXISTS (
      SELECT 1 FROM unit_tree t WHERE t.unit_id = r.unit_id AND t.ancestor_id = :unit_id
  )
GROUP BY r.school_id, e.nearness
ORDER BY s.place;

-- name: counts_of_day(school_id, day)
SELECT e.nearness, COUNT(DISTINCT COALESCE(e.pupil_id, -e.person_id)) AS people
FROM round r JOIN exposure e ON e.round_id = r.id
WHERE r.school_id = :school_id AND r.day = :day AND e.ended_ms IS NULL
GROUP BY e.nearness;
