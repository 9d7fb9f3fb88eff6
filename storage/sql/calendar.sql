-- name: national(day)^
SELECT kind, name, source FROM calendar_day WHERE unit_id IS NULL AND day = :day;

-- name: holidays(first, last)
-- The public holidays of a stretch of days, in order.
SELECT day, name FROM calendar_day
WHERE unit_id IS NULL AND kind = 'off' AND day BETWEEN :first AND :last ORDER BY day;

-- name: national_between(first_day, last_day)
SELECT day, kind, name, source FROM calendar_day
WHERE unit_id IS NULL AND day >= :first_day AND day <= :last_day ORDER BY day;

-- name: year_known(year)$
SELECT 1 FROM calendar_year WHERE year = :year;

-- name: years()
SELECT year FROM calendar_year;

-- name: put_national(day, kind, name, source)!
INSERT INTO calendar_day (unit_id, day, kind, name, source)
VALUES (NULL, :day, :kind, :name, :source)
ON CONFLICT (day, COALESCE(unit_id, 0)) DO NOTHING;

-- name: put_year(year, source)!
INSERT INTO calendar_year (year, source) VALUES (:year, :source) ON CONFLICT (year) DO NOTHING;

-- name: forget_national(first_day, last_day)!
-- A year's list takes the place of the one before.
DELETE FROM calendar_day WHERE unit_id IS NULL AND day >= :first_day AND day <= :last_day;

-- name: forget_year(year)!
DELETE FROM calendar_year WHERE year = :year;

-- name: spans_up(unit_id, first_day, last_day, without)
-- Marks in force on a unit and above it that touch a time, as if one change (0 is none) had never
-- been. A mark that a change has ended is in force again once that change is undone.
SELECT s.id, s.unit_id, s.first_day, s.last_day, s.kind, s.name
FROM unit_tree t JOIN calendar_span s ON s.unit_id = t.ancestor_id
JOIN calendar_change c ON c.id = s.change_id AND c.state = 'in_force' AND c.id <> :without
WHERE t.unit_id = :unit_id
  AND s.last_day >= :first_day AND s.first_day <= :last_day
  AND NOT EXISTS (
      SELECT 1 FROM calendar_change e
      WHERE e.id = s.ended_by AND e.state = 'in_force' AND e.id <> :without
  )
ORDER BY s.id DESC;

-- name: spans_down(unit_id, first_day, last_day, without)
-- The same below a unit.
SELECT s.id, s.unit_id, s.first_day, s.last_day, s.kind, s.name
FROM unit_tree t JOIN calendar_span s ON s.unit_id = t.unit_id
JOIN calendar_change c ON c.id = s.change_id AND c.state = 'in_force' AND c.id <> :without
WHERE t.ancestor_id = :unit_id AND t.depth > 0
  AND s.last_day >= :first_day AND s.first_day <= :last_day
  AND NOT EXISTS (
      SELECT 1 FROM calendar_change e
      WHERE e.id = s.ended_by AND e.state = 'in_force' AND e.id <> :without
  )
ORDER BY s.id DESC;

-- name: returns_up(unit_id, first_day, last_day, without)
-- Return days in force on a unit and above it; approved while the change that approved it holds.
SELECT r.id, r.unit_id, r.day, EXISTS (
    SELECT 1 FROM calendar_change a
    WHERE a.id = r.approved_by AND a.state = 'in_force' AND a.id <> :without
) AS approved
FROM unit_tree t JOIN return_day r ON r.unit_id = t.ancestor_id
JOIN calendar_change c ON c.id = r.change_id AND c.state = 'in_force' AND c.id <> :without
WHERE t.unit_id = :unit_id AND r.day >= :first_day AND r.day <= :last_day
  AND NOT EXISTS (
      SELECT 1 FROM calendar_change e
      WHERE e.id = r.ended_by AND e.state = 'in_force' AND e.id <> :without
  )
ORDER BY r.day;

-- name: returns_down(unit_id, first_day, last_day, without)
-- The same below a unit.
SELECT r.id, r.unit_id, r.day, EXISTS (
    SELECT 1 FROM calendar_change a
    WHERE a.id = r.approved_by AND a.state = 'in_force' AND a.id <> :without
) AS approved
FROM unit_tree t JOIN return_day r ON r.unit_id = t.unit_id
JOIN calendar_change c ON c.id = r.change_id AND c.state = 'in_force' AND c.id <> :without
WHERE t.ancestor_id = :unit_id AND t.depth > 0 AND r.day >= :first_day AND r.day <= :last_day
  AND NOT EXISTS (
      SELECT 1 FROM calendar_change e
      WHERE e.id = r.ended_by AND e.state = 'in_force' AND e.id <> :without
  )
ORDER BY r.day;

-- name: chains(school_id, day)
-- The classes of a school in the roster's order, each with itself and the units above it.
SELECT u.id, u.code, u.name, u.kind, u.school_id, t.ancestor_id
FROM unit u CROSS JOIN unit_tree t
WHERE u.school_id = :school_id AND u.kind = 'class' AND u.until_day >= :day AND t.unit_id = u.id
ORDER BY u.place, u.id, t.depth;
