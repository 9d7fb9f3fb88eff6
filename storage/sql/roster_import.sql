-- name: known_units()
SELECT u.code, u.name, u.kind, p.code AS parent_code, u.place, u.until_day
FROM unit u LEFT JOIN unit p ON p.id = u.parent_id ORDER BY u.place, u.id;

-- name: known_people()
SELECT code, name, phone, until_day FROM person ORDER BY id;

-- name: known_duties()
SELECT p.code, m.role, u.code AS unit_code, m.from_day, m.until_day
FROM membership m JOIN person p ON p.id = m.person_id JOIN unit u ON u.id = m.unit_id
ORDER BY m.id;

-- name: known_pupils()
SELECT number, name, sex, dormitory, guardian_phone, bus, club FROM pupil ORDER BY id;

-- name: known_enrolments()
-- The last row of a pupil in a class bears the seat that counts.
SELECT p.number, u.code AS class_code, e.seat, e.from_day, e.until_day
FROM enrolment e JOIN pupil p ON p.id = e.pupil_id JOIN unit u ON u.id = e.class_id
ORDER BY e.pupil_id, e.from_day;

-- name: known_absences()
-- As the roster's files have said; what a class's answers or a case gave or cut short is theirs.
SELECT COALESCE(p.number, s.code) AS code, p.id IS NULL AS of_person, a.kind, a.from_day,
       COALESCE(a.was_until, a.until_day) AS until_day
FROM absence a LEFT JOIN pupil p ON p.id = a.pupil_id LEFT JOIN person s ON s.id = a.person_id
WHERE a.round_id IS NULL AND a.case_id IS NULL
ORDER BY a.id;

-- name: known_aliases()
SELECT u.code, a.alias FROM unit_alias a JOIN unit u ON u.id = a.unit_id;

-- name: keep_unit(code, name, kind, parent_code)*!
-- A unit that had been closed and is in the file again is open again.
INSERT INTO unit (code, name, kind, parent_id)
VALUES (:code, :name, :kind, (SELECT id FROM unit WHERE code = :parent_code))
ON CONFLICT (code) DO UPDATE SET name = excluded.name, kind = excluded.kind,
    parent_id = excluded.parent_id, until_day = '9999-12-31';

-- name: close_unit(code, until_day)*!
-- What vanished from the file is closed with a date and never deleted.
UPDATE unit SET until_day = :until_day WHERE code = :code;

-- name: set_place(code, place)*!
UPDATE unit SET place = :place WHERE code = :code;

-- name: tree_units()
SELECT id, kind, parent_id, school_id FROM unit;

-- name: tree_rows()
SELECT unit_id, ancestor_id, depth FROM unit_tree;

-- name: uproot(unit_id)*!
DELETE FROM unit_tree WHERE unit_id = :unit_id;

-- name: root(unit_id, ancestor_id, depth)*!
INSERT INTO unit_tree (unit_id, ancestor_id, depth) VALUES (:unit_id, :ancestor_id, :depth);

-- name: set_school(unit_id, school_id)*!
UPDATE unit SET school_id = :school_id WHERE id = :unit_id;

-- name: roots()
SELECT id FROM unit WHERE parent_id IS NULL;

-- name: keep_person(code, name, phone)*!
INSERT INTO person (code, name, phone) VALUES (:code, :name, :phone)
ON CONFLICT (code) DO UPDATE SET name = excluded.name, phone = excluded.phone,
    until_day = '9999-12-31';

-- name: close_person(code, until_day)*!
UPDATE person SET until_day = :until_day WHERE code = :code;

-- name: drop_duty(person_code, role, unit_code, from_day)*!
-- Only where other rows keep its days, or where it had not begun.
DELETE FROM membership WHERE role = :role AND from_day = :from_day
  AND person_id = (SELECT id FROM person WHERE code = :person_code)
  AND unit_id = (SELECT id FROM unit WHERE code = :unit_code);

-- name: keep_duty(person_code, role, unit_code, from_day, until_day)*!
INSERT INTO membership (person_id, role, unit_id, from_day, until_day)
VALUES ((SELECT id FROM person WHERE code = :person_code), :role,
        (SELECT id FROM unit WHERE code = :unit_code), :from_day, :until_day)
ON CONFLICT (person_id, role, unit_id, from_day) DO UPDATE SET until_day = excluded.until_day;

-- name: keep_pupil(number, name, sex, dormitory, guardian_phone, bus, club)*!
INSERT INTO pupil (number, name, sex, dormitory, guardian_phone, bus, club)
VALUES (:number, :name, :sex, :dormitory, :guardian_phone, :bus, :club)
ON CONFLICT (number) DO UPDATE SET name = excluded.name, sex = excluded.sex,
    dormitory = excluded.dormitory, guardian_phone = excluded.guardian_phone, bus = excluded.bus,
    club = excluded.club;

-- name: drop_enrolment(number, class_code, from_day)*!
-- Only where other rows keep its days, or where it had not begun.
DELETE FROM enrolment WHERE from_day = :from_day
  AND pupil_id = (SELECT id FROM pupil WHERE number = :number)
  AND class_id = (SELECT id FROM unit WHERE code = :class_code);

-- name: keep_enrolment(number, class_code, seat, from_day, until_day)*!
INSERT INTO enrolment (pupil_id, class_id, seat, from_day, until_day)
VALUES ((SELECT id FROM pupil WHERE number = :number),
        (SELECT id FROM unit WHERE code = :class_code), :seat, :from_day, :until_day)
ON CONFLICT (pupil_id, class_id, from_day) DO UPDATE
SET until_day = excluded.until_day, seat = excluded.seat;

-- name: drop_absences_of_pupil(code, kind)*!
-- An absence is written anew as a whole: its days may have been corrected.
DELETE FROM absence WHERE kind = :kind AND round_id IS NULL AND case_id IS NULL
  AND pupil_id = (SELECT id FROM pupil WHERE number = :code);

-- name: drop_absences_of_person(code, kind)*!
DELETE FROM absence WHERE kind = :kind AND case_id IS NULL
  AND person_id = (SELECT id FROM person WHERE code = :code);

-- name: add_absence_of_pupil(code, kind, from_day, until_day)*!
INSERT INTO absence (pupil_id, kind, from_day, until_day)
VALUES ((SELECT id FROM pupil WHERE number = :code), :kind, :from_day, :until_day);

-- name: add_absence_of_person(code, kind, from_day, until_day)*!
INSERT INTO absence (person_id, kind, from_day, until_day)
VALUES ((SELECT id FROM person WHERE code = :code), :kind, :from_day, :until_day);

-- name: add_alias(unit_code, alias)*!
INSERT INTO unit_alias (unit_id, alias)
VALUES ((SELECT id FROM unit WHERE code = :unit_code), :alias);

-- name: drop_alias(unit_code, alias)*!
DELETE FROM unit_alias WHERE alias = :alias
  AND unit_id = (SELECT id FROM unit WHERE code = :unit_code);

-- name: release_rounds(day)!
-- A closed class owes nothing more; what it has answered stands.
UPDATE round SET state = 'not_required'
WHERE day >= :day AND revision = 0 AND state = 'open'
  AND unit_id IN (SELECT id FROM unit WHERE until_day < :day);

-- name: claim_rounds(code, day, at_ms)*!
-- A class that is open again owes what it owed before it was closed.
UPDATE round SET state = CASE WHEN lock_ms > :at_ms THEN 'open' ELSE 'locked' END
WHERE day >= :day AND revision = 0 AND state = 'not_required'
  AND unit_id = (SELECT id FROM unit WHERE code = :code);

-- name: touch_day(day)!
-- Whoever was told figures of the day may have to be told others.
INSERT INTO touched (school_id, day) SELECT DISTINCT school_id, day FROM round WHERE day = :day
ON CONFLICT (school_id, day) DO NOTHING;
