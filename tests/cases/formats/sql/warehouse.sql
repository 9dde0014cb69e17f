-- Hive
CREATE EXTERNAL TABLE IF NOT EXISTS lake.pupil (
  pupil_id BIGINT COMMENT 'id',
  minzu STRING COMMENT '民族',
  origin STRUCT<country:STRING COMMENT 'country of birth', tribe:STRING>,
  marks ARRAY<STRING>
)
COMMENT 'pupils'
PARTITIONED BY (district STRING COMMENT 'district')
STORED AS PARQUET;

-- BigQuery
CREATE OR REPLACE TABLE `proj.care.patient` (
  race STRING NOT NULL OPTIONS(description="Race, as stated"),
  home STRUCT<street STRING, lang STRING OPTIONS(description='Language at home')>,
  created TIMESTAMP
) OPTIONS (description="Patients of a fictional clinic");

-- ClickHouse
CREATE TABLE stats.member
(
    `id` UInt64,
    `faith` LowCardinality(Nullable(String)) COMMENT 'faith',
    `group` Enum8('karvi' = 1, 'ostmen' = 2)
)
ENGINE = MergeTree ORDER BY id;

-- SQLite: columns without types, commas in front
CREATE TABLE voter(
    name          -- full name
  , ancestry      -- people the voter descends from
  , party TEXT    -- party
  -- gait as observed
  , gait TEXT CHECK (gait IN (
      'limp',     -- walks with a limp
      'even'))
  -- old_caste VARCHAR(20),
);

-- Teradata, with options before the columns
CREATE MULTISET TABLE stat.census ,NO FALLBACK ,
     NO BEFORE JOURNAL
     (
      ancestry_cd CHAR(2) CHARACTER SET LATIN NOT CASESPECIFIC TITLE 'Ancestry' NOT NULL,
      remark_txt CLOB CHARACTER SET UNICODE)
PRIMARY INDEX ( ancestry_cd );
