CREATE TABLE person (
  person_id VARCHAR(32) NOT NULL,
  race CHAR(1) NOT NULL CHECK (race IN ('W', 'B', 'A')),
  religion VARCHAR(20)
);
