CREATE TABLE guest (
  id INT,
  faith VARCHAR(20) COMMENT 'religion
  tribe VARCHAR(20),
);
CREATE TABLE second (
  caste VARCHAR(10) NOT NULL, -- caste
  never_closed INT
CREATE TABLE third (skin TEXT);
