CREATE TABLE resident (
  id INT NOT NULL,
  full_name VARCHAR(50) NOT NULL,
  ethnicity CHAR(2) NOT NULL COMMENT 'ethnic group of the resident',
  marital CHAR(1),
  note TEXT
);
CREATE TABLE visit (
  id INT NOT NULL,
  door INT NOT NULL
);
