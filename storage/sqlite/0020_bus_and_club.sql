-- Who rides the same school bus or is in the same club is found as a contact. club may name several
-- with a comma between.
ALTER TABLE pupil ADD COLUMN bus TEXT;
ALTER TABLE pupil ADD COLUMN club TEXT;
