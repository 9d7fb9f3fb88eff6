-- One answer may raise several alerts: those whom somebody follows since the day before stay with
-- that person, and whoever is new has an alert of their own.
DROP INDEX alert_of_round;
CREATE INDEX alert_of_round ON alert (round_id, base) WHERE round_id IS NOT NULL;
