-- name: overrides(unit_id, day)
-- What a unit or one above it has set for a day, nearest first.
SELECT d.kind, d.name FROM unit_tree t JOIN calendar_day d ON d.unit_id = t.ancestor_id
WHERE t.unit_id = :unit_id AND d.day = :day ORDER BY t.depth;

-- name: national(day)^
SELECT kind, name, source FROM calendar_day WHERE unit_id IS NULL AND day = :day;

-- name: holidays(first, last)
-- The public holidays of a stretch of days, in order.
SELECT day, name FROM calendar_day
WHERE unit_id IS NULL AND kind = 'off' AND day BETWEEN :first AND :last ORDER BY day;

-- name: year_known(year)$
SELECT 1 FROM calendar_year WHERE year = :year;

-- name: put_national(day, kind, name, source)!
INSERT INTO calendar_day (unit_id, day, kind, name, source)
VALUES (NULL, :day, :kind, :name, :source)
ON CONFLICT (day, COALESCE(unit_id, 0)) DO NOTHING;

-- name: put_year(year, source)!
INSERT INTO calendar_year (year, source) VALUES (:year, :source) ON CONFLICT (year) DO NOTHING;

-- name: put_override(unit_id, day, kind, name, source)!
INSERT INTO calendar_day (unit_id, day, kind, name, source)
VALUES (:unit_id, :day, :kind, :name, :source)
ON CONFLICT (day, COALESCE(unit_id, 0)) DO UPDATE
SET kind = excluded.kind, name = excluded.name, source = excluded.source;
